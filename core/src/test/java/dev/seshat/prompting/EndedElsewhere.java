package dev.seshat.prompting;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.UUID;

/// Ends a session without anybody being told.
final class EndedElsewhere {
  private EndedElsewhere() {}

  static void end(Tx tx, String session) throws SQLException {
    tx.update(
        "UPDATE sessions SET status = 'completed', outcome = 'success', active_since = NULL, ended_at = updated_at WHERE id = ?",
        UUID.fromString(session));
  }
}
