package dev.seshat.retention;

import dev.seshat.audit.Audit;
import dev.seshat.gallery.Images;
import dev.seshat.idempotency.Idempotency;
import dev.seshat.promise.Promises;
import dev.seshat.session.Departures;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.sync.FileErasure;
import dev.seshat.transcript.Transcripts;
import java.sql.SQLException;
import java.util.UUID;

/// How a session goes for good with everything of it: its rows, words of the search index, pictures, archived transcripts and the file of its tasks,
/// what promises and kept answers say of it, and what the log says beyond that it was there.
public record SessionErasure(Scope scope, Transcripts transcripts, Promises promises, Audit audit) {
  /// Erases one that has ended and that nothing stands under or goes on from.
  void eraseIn(Tx tx, UUID session) throws SQLException {
    forget(tx, session);
    Departures.erase(tx, scope, session);
  }

  /// The same of one in any state.
  public void eraseAnyIn(Tx tx, UUID session) throws SQLException {
    forget(tx, session);
    Departures.eraseAny(tx, scope, session);
  }

  private void forget(Tx tx, UUID session) throws SQLException {
    transcripts.releaseIn(tx, session);
    promises.forgetIn(tx, session);
    audit.redactIn(tx, session);
    Idempotency.forgetIn(tx, session);
    Images.leaveWith(tx, scope, session);
    FileErasure.leaveWith(tx, scope.store().folder(), session);
  }
}
