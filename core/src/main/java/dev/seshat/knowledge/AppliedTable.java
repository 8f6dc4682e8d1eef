package dev.seshat.knowledge;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the patterns that sessions and iterations applied.
final class AppliedTable {
  private static final String EVIDENCE =
      "SELECT DISTINCT pattern_id AS x FROM pattern_evidence WHERE session_id = ? AND outcome = ";

  private AppliedTable() {}

  static boolean insert(Tx tx, UUID session, String pattern, Instant at) throws SQLException {
    return tx.update(
            "INSERT INTO session_patterns_applied (session_id, pattern_id, applied_at) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            session,
            pattern,
            at)
        == 1;
  }

  static boolean insertIteration(Tx tx, long iteration, String pattern) throws SQLException {
    return tx.update(
            "INSERT INTO iteration_pattern (iteration_id, pattern_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            iteration,
            pattern)
        == 1;
  }

  static void setEffective(Tx tx, UUID session, String pattern, boolean effective)
      throws SQLException {
    tx.update(
        "UPDATE session_patterns_applied SET was_effective = ? WHERE session_id = ? AND pattern_id = ?",
        effective,
        session,
        pattern);
  }

  static List<AppliedPattern> ofSession(Tx tx, UUID session) throws SQLException {
    Map<String, List<Long>> iterations = new LinkedHashMap<>();
    tx.each(
        """
        SELECT x.pattern_id, i.iteration_number FROM iteration_pattern x JOIN iterations i ON i.id = x.iteration_id
        WHERE i.session_id = ? ORDER BY i.iteration_number
        """,
        row ->
            iterations
                .computeIfAbsent(row.text("pattern_id"), id -> new java.util.ArrayList<>())
                .add(row.number("iteration_number")),
        session);
    return tx.list(
        """
        SELECT session_id, pattern_id, applied_at, was_effective FROM session_patterns_applied
        WHERE session_id = ? ORDER BY applied_at, pattern_id
        """,
        row -> applied(row, iterations.getOrDefault(row.text("pattern_id"), List.of())),
        session);
  }

  /// The sessions that applied a pattern, the last first.
  static List<AppliedPattern> ofPattern(Tx tx, String pattern, int limit) throws SQLException {
    return tx.list(
        """
        SELECT session_id, pattern_id, applied_at, was_effective FROM session_patterns_applied
        WHERE pattern_id = ? ORDER BY applied_at DESC, session_id LIMIT ?
        """,
        row -> applied(row, List.of()),
        pattern,
        limit);
  }

  /// The sessions that taught or applied something, the last active first.
  static List<TaughtSession> taught(Tx tx, int limit) throws SQLException {
    List<TaughtSession> bare =
        tx.list(
            """
            SELECT s.id, s.short_id, coalesce(s.name, s.intention) AS title, s.outcome, s.last_activity_at FROM sessions s
            WHERE EXISTS (SELECT 1 FROM patterns p WHERE p.discovered_in = s.id)
              OR EXISTS (SELECT 1 FROM pattern_evidence e WHERE e.session_id = s.id)
              OR EXISTS (SELECT 1 FROM session_patterns_applied a WHERE a.session_id = s.id)
            ORDER BY s.last_activity_at DESC, s.id LIMIT ?
            """,
            row ->
                new TaughtSession(
                    row.id("id"),
                    row.text("short_id"),
                    row.text("title"),
                    row.textOrNull("outcome"),
                    row.time("last_activity_at"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()),
            limit);
    List<TaughtSession> taught = new java.util.ArrayList<>();
    for (TaughtSession each : bare) {
      taught.add(
          new TaughtSession(
              each.sessionId(),
              each.shortId(),
              each.title(),
              each.outcome(),
              each.at(),
              ids(tx, "SELECT id AS x FROM patterns WHERE discovered_in = ?", each),
              ids(tx, EVIDENCE + "'supported'", each),
              ids(tx, EVIDENCE + "'contradicted'", each),
              ids(
                  tx,
                  "SELECT pattern_id AS x FROM session_patterns_applied WHERE session_id = ?",
                  each)));
    }
    return taught;
  }

  private static List<String> ids(Tx tx, String sql, TaughtSession of) throws SQLException {
    return tx.list(sql + " ORDER BY x LIMIT 100", row -> row.text("x"), of.sessionId());
  }

  static boolean hasSession(Tx tx, UUID session) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM sessions WHERE id = ?", session) > 0;
  }

  private static AppliedPattern applied(Row row, List<Long> iterations) throws SQLException {
    @Nullable Boolean effective = row.flagOrNull("was_effective");
    return new AppliedPattern(
        row.id("session_id"),
        row.text("pattern_id"),
        row.time("applied_at"),
        List.copyOf(iterations),
        effective);
  }
}
