package dev.seshat.telemetry;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL that looks at what is there of a conversation.
final class TelemetryTable {
  private TelemetryTable() {}

  static Optional<Instant> endedAt(Tx tx, UUID session) throws SQLException {
    return tx.first(
        "SELECT ended_at FROM sessions WHERE id = ? AND ended_at IS NOT NULL",
        row -> row.time("ended_at"),
        session);
  }

  /// The latest time among a session's interactions.
  static Optional<Instant> latest(Tx tx, UUID session) throws SQLException {
    return tx.first(
        "SELECT max(created_at) AS latest FROM session_interaction WHERE session_id = ? HAVING count(*) > 0",
        row -> row.time("latest"),
        session);
  }

  /// What interactions are called by whoever told of them, in the order of time.
  static List<String> externalIds(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT external_id FROM session_interaction WHERE session_id = ? AND external_id IS NOT NULL"
            + " ORDER BY created_at, interaction_sequence",
        row -> row.text("external_id"),
        session);
  }
}
