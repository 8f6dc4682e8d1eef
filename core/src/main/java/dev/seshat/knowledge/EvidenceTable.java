package dev.seshat.knowledge;

import dev.seshat.store.Row;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the evidence for and against patterns.
final class EvidenceTable {
  private static final String COLUMNS =
      "id, pattern_id, session_id, iteration_id, outcome, validated_by, mj_version, notes, evidence_key, added_by, created_at";

  private EvidenceTable() {}

  /// Adds evidence.
  ///
  /// @return whether it was added; not if evidence of its key is there
  static boolean insert(Tx tx, String pattern, NewEvidence row, String actor) throws SQLException {
    return tx.update(
            """
            INSERT INTO pattern_evidence (pattern_id, session_id, iteration_id, outcome, validated_by, mj_version, notes,
              evidence_key, added_by, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            pattern,
            row.sessionId(),
            row.iterationId(),
            row.outcome().word(),
            row.validatedBy().word(),
            row.mjVersion(),
            row.notes(),
            row.key(),
            actor,
            row.at() == null ? tx.now() : Times.millis(row.at()))
        == 1;
  }

  /// What all evidence of a pattern says together.
  record Sum(Tally tally, @Nullable Instant validated, @Nullable Instant failed) {}

  static Sum sum(Tx tx, String pattern) throws SQLException {
    return tx.first(
            """
            SELECT coalesce(sum(CASE WHEN outcome <> 'neutral' THEN 1 ELSE 0 END), 0) AS tests,
              coalesce(sum(CASE WHEN outcome = 'supported' THEN 1 ELSE 0 END), 0) AS successes,
              max(CASE WHEN outcome = 'supported' THEN created_at END) AS validated,
              max(CASE WHEN outcome = 'contradicted' THEN created_at END) AS failed
            FROM pattern_evidence WHERE pattern_id = ?
            """,
            row ->
                new Sum(
                    new Tally(row.number("tests"), row.number("successes")),
                    row.timeOrNull("validated"),
                    row.timeOrNull("failed")),
            pattern)
        .orElseThrow();
  }

  /// The evidence of a pattern, the newest first.
  static List<Evidence> list(Tx tx, String pattern, @Nullable Long before, int limit)
      throws SQLException {
    return tx.list(
        "SELECT "
            + COLUMNS
            + " FROM pattern_evidence WHERE pattern_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
        EvidenceTable::evidence,
        pattern,
        before == null ? Long.MAX_VALUE : before,
        limit);
  }

  /// All evidence of a pattern in the order in which it was added.
  static List<Evidence> all(Tx tx, String pattern) throws SQLException {
    return tx.list(
        "SELECT " + COLUMNS + " FROM pattern_evidence WHERE pattern_id = ? ORDER BY id",
        EvidenceTable::evidence,
        pattern);
  }

  /// All evidence that a session gave.
  static List<Evidence> ofSession(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT " + COLUMNS + " FROM pattern_evidence WHERE session_id = ? ORDER BY id",
        EvidenceTable::evidence,
        session);
  }

  /// Patterns whose counters are not what their evidence says.
  static List<String> drifted(Tx tx) throws SQLException {
    return tx.list(
        """
        SELECT p.id FROM patterns p LEFT JOIN (
          SELECT pattern_id, sum(CASE WHEN outcome <> 'neutral' THEN 1 ELSE 0 END) AS tests,
            sum(CASE WHEN outcome = 'supported' THEN 1 ELSE 0 END) AS successes,
            max(CASE WHEN outcome = 'supported' THEN created_at END) AS validated,
            max(CASE WHEN outcome = 'contradicted' THEN created_at END) AS failed
          FROM pattern_evidence GROUP BY pattern_id) e ON e.pattern_id = p.id
        WHERE p.times_tested <> coalesce(e.tests, 0) OR p.times_succeeded <> coalesce(e.successes, 0)
          OR p.last_validated_at IS DISTINCT FROM e.validated OR p.last_failed_at IS DISTINCT FROM e.failed
        ORDER BY p.id LIMIT 1000
        """,
        row -> row.text("id"));
  }

  /// The numbers of iterations in their sessions, by those of their rows, of all that is evidence for or against a pattern.
  static java.util.Map<Long, Long> iterationNumbers(Tx tx) throws SQLException {
    java.util.Map<Long, Long> numbers = new java.util.HashMap<>();
    tx.each(
        "SELECT DISTINCT i.id, i.iteration_number FROM pattern_evidence e JOIN iterations i ON i.id = e.iteration_id",
        row -> numbers.put(row.number("id"), row.number("iteration_number")));
    return numbers;
  }

  static long iterationId(Tx tx, UUID session, long number) throws SQLException {
    return tx.number(
        "SELECT id AS n FROM iterations WHERE session_id = ? AND iteration_number = ?",
        session,
        number);
  }

  private static Evidence evidence(Row row) throws SQLException {
    return new Evidence(
        row.number("id"),
        row.text("pattern_id"),
        row.idOrNull("session_id"),
        row.numberOrNull("iteration_id"),
        EvidenceOutcome.of(row.text("outcome")),
        Validator.of(row.text("validated_by")),
        row.textOrNull("mj_version"),
        row.textOrNull("notes"),
        row.textOrNull("evidence_key"),
        row.text("added_by"),
        row.time("created_at"));
  }
}
