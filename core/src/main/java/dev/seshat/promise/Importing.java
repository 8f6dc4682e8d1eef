package dev.seshat.promise;

import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/// How promises of another system come in: each once, in the state that they had there, and nobody is told anew.
final class Importing {
  private final Scope scope;
  private final Endings endings;

  Importing(Scope scope, Endings endings) {
    this.scope = scope;
    this.endings = endings;
  }

  boolean take(Tx tx, ImportedPromise told) throws SQLException {
    Promise known =
        PromiseTable.findKey(tx, Objects.requireNonNull(told.request().key())).orElse(null);
    if (known == null) {
      add(tx, told);
      return true;
    }
    boolean isNews = told.status().isFinished() && known.status() == PromiseStatus.PENDING;
    if (isNews) {
      Promise open = PromiseTable.lock(tx, known.id());
      endings.end(tx, open, open.fence() + 1, told.end(), told.endedAt());
    }
    return isNews;
  }

  private void add(Tx tx, ImportedPromise told) throws SQLException {
    Instant made = told.createdAt();
    long id =
        PromiseTable.insert(
            tx, told.request(), PromiseStatus.PENDING, made, null, null, scope.actor());
    if (told.status().isFinished()) {
      EndTable.finish(tx, id, 1, told.end(), told.endedAt());
    } else if (told.error() != null) {
      ClaimTable.putBack(tx, id, 1, made, told.error(), made);
    }
    endings.changed(tx, "promise.imported", id, told.request(), told.status(), Map.of());
  }
}
