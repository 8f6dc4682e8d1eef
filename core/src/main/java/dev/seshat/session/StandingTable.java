package dev.seshat.session;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of what stands under the sessions with a storyteller, or goes on from them.
final class StandingTable {
  private static final String ALL =
      "WITH RECURSIVE theirs (id) AS (SELECT id FROM sessions WHERE storyteller_id = ? UNION"
          + " SELECT s.id FROM theirs t JOIN sessions s ON s.parent_session_id = t.id OR s.forked_from_id = t.id)";

  private StandingTable() {}

  /// Some of all these that nothing else stands on.
  static List<UUID> leaves(Tx tx, UUID storyteller, int limit) throws SQLException {
    return tx.list(
        ALL
            + " SELECT t.id FROM theirs t WHERE NOT EXISTS (SELECT 1 FROM sessions c WHERE c.parent_session_id = t.id)"
            + " AND NOT EXISTS (SELECT 1 FROM sessions f WHERE f.forked_from_id = t.id) ORDER BY t.id LIMIT ?",
        row -> row.id("id"),
        storyteller,
        limit);
  }

  /// One of them that is with another storyteller, by its short id.
  static Optional<String> other(Tx tx, UUID storyteller) throws SQLException {
    return tx.first(
        ALL
            + " SELECT s.short_id FROM theirs t JOIN sessions s ON s.id = t.id WHERE s.storyteller_id <> ? ORDER BY s.id LIMIT 1",
        row -> row.text("short_id"),
        storyteller,
        storyteller);
  }
}
