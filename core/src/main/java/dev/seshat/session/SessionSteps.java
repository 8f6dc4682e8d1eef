package dev.seshat.session;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.UUID;

/// What other features do in the transaction in which a session begins or ends.
public interface SessionSteps {
  /// Nothing.
  SessionSteps NONE = new SessionSteps() {};

  /// A session is about to be made here. One that an importer tells of took place elsewhere, and is not.
  default void begins(Tx tx, NewSession session) throws SQLException {}

  /// A session that took content takes none any more: it is completed, failed, cancelled or archived, and its row says so.
  default void ended(Tx tx, UUID session) throws SQLException {}
}
