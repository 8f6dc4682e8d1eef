package dev.seshat.prompting;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of what has been reflected on, and what has not.
final class ReflectionTable {
  /// What the keys of promises to reflect begin with; the session's id follows.
  static final String KEY = "reflect:";

  private static final String ENDED = "'completed', 'failed', 'cancelled', 'archived'";

  private static final String UNREFLECTED =
      "SELECT r.session_id FROM prompt_references r JOIN sessions s ON s.id = r.session_id WHERE r.reflected_at IS NULL"
          + " AND s.status IN ("
          + ENDED
          + ") AND EXISTS (SELECT 1 FROM iterations i WHERE i.session_id = r.session_id)";
  private static final String IN_ORDER = " ORDER BY r.session_id LIMIT ?";

  private ReflectionTable() {}

  /// Whether a session has iterated and ended, and has iterations that no reflection has seen.
  static boolean isDue(Tx tx, UUID session) throws SQLException {
    return tx.number(
            "SELECT count(*) AS n FROM prompt_references r JOIN sessions s ON s.id = r.session_id WHERE r.session_id = ?"
                + " AND s.status IN ("
                + ENDED
                + ") AND EXISTS (SELECT 1 FROM iterations i WHERE i.session_id = r.session_id"
                + " AND (r.reflected_at IS NULL OR i.updated_at > r.reflected_at))",
            session)
        > 0;
  }

  /// Sessions that have iterated and ended and were never reflected on.
  static List<UUID> unreflected(Tx tx, int limit) throws SQLException {
    return tx.list(UNREFLECTED + IN_ORDER, row -> row.id("session_id"), limit);
  }

  /// Those of them that nobody has promised to reflect on.
  static List<UUID> forgotten(Tx tx, int limit) throws SQLException {
    return tx.list(
        UNREFLECTED
            + " AND NOT EXISTS (SELECT 1 FROM promises p WHERE p.idempotency_key = '"
            + KEY
            + "' || CAST(r.session_id AS text))"
            + IN_ORDER,
        row -> row.id("session_id"),
        limit);
  }

  /// Marks a session as reflected on, as of now.
  static void reflected(Tx tx, UUID session) throws SQLException {
    Instant now = tx.now();
    tx.update(
        "UPDATE prompt_references SET reflected = ?, reflected_at = ?, updated_at = ?, version = version + 1"
            + " WHERE session_id = ?",
        true,
        now,
        now,
        session);
  }

  /// When a session was reflected on last.
  static Optional<Instant> reflectedAt(Tx tx, UUID session) throws SQLException {
    return tx
        .list(
            "SELECT reflected_at FROM prompt_references WHERE session_id = ? AND reflected_at IS NOT NULL",
            row -> row.time("reflected_at"),
            session)
        .stream()
        .findFirst();
  }
}
