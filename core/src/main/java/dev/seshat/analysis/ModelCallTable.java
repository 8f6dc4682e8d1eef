package dev.seshat.analysis;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of calls.
final class ModelCallTable {
  private static final String SELECT =
      """
      SELECT c.id, c.at, c.purpose, p.name AS project, c.user_id, c.session_id, c.promise_id, c.host, c.model, c.status, c.error,
        c.attempts, c.duration_ms, c.prompt, c.prompt_chars, c.answer, c.answer_chars,
        (SELECT SUM(u.total_tokens) FROM model_call_usage l JOIN token_usage u ON u.id = l.usage_id WHERE l.call_id = c.id) AS tokens,
        (SELECT SUM(u.cost_nanos) FROM model_call_usage l JOIN token_usage u ON u.id = l.usage_id WHERE l.call_id = c.id) AS nanos,
        (SELECT COUNT(*) FROM model_call_usage l JOIN token_usage u ON u.id = l.usage_id WHERE l.call_id = c.id
          AND u.cost_grade IN ('unpriced', 'lower_bound')) AS vague
      FROM model_calls c JOIN projects p ON p.id = c.project_id
      """;

  private ModelCallTable() {}

  /// A call that begins.
  record Begun(
      String purpose,
      long project,
      @Nullable String user,
      @Nullable UUID session,
      @Nullable Long promise,
      String host,
      String model,
      Instant until,
      String prompt,
      long promptChars) {}

  static long insert(Tx tx, Begun begun) throws SQLException {
    return tx.insert(
        "INSERT INTO model_calls (at, purpose, project_id, user_id, session_id, promise_id, host, model, status, until, prompt,"
            + " prompt_chars) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?)",
        tx.now(),
        begun.purpose(),
        begun.project(),
        begun.user(),
        begun.session(),
        begun.promise(),
        begun.host(),
        begun.model(),
        begun.until(),
        begun.prompt(),
        begun.promptChars());
  }

  /// How a call ended.
  record Ended(
      CallStatus status,
      @Nullable String error,
      int attempts,
      long durationMs,
      @Nullable String answer,
      @Nullable Long answerChars) {}

  /// Nothing if the call went with its session meanwhile.
  static void end(Tx tx, long id, Ended ended) throws SQLException {
    tx.update(
        "UPDATE model_calls SET status = ?, error = ?, attempts = ?, duration_ms = ?, answer = ?, answer_chars = ? WHERE id = ?",
        ended.status().word(),
        ended.error(),
        ended.attempts(),
        ended.durationMs(),
        ended.answer(),
        ended.answerChars(),
        id);
  }

  /// Ends what whoever made it can no longer end.
  static List<Long> endLost(Tx tx, String error) throws SQLException {
    return tx.list(
        "UPDATE model_calls SET status = 'failed', error = ? WHERE status = 'running' AND until < ? RETURNING id",
        row -> row.number("id"),
        error,
        tx.now());
  }

  static boolean hasLost(Tx tx) throws SQLException {
    return tx.number(
            "SELECT COUNT(*) AS n FROM model_calls WHERE status = 'running' AND until < ?",
            tx.now())
        > 0;
  }

  static boolean isThere(Tx tx, long id) throws SQLException {
    return tx.number("SELECT COUNT(*) AS n FROM model_calls WHERE id = ?", id) == 1;
  }

  static void link(Tx tx, long call, long usage) throws SQLException {
    tx.update(
        "INSERT INTO model_call_usage (call_id, usage_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        call,
        usage);
  }

  /// The session's project, if it has one; nothing if there is no such session.
  static Optional<SessionOf> session(Tx tx, UUID id) throws SQLException {
    return tx.first(
        "SELECT p.name AS project FROM sessions s LEFT JOIN projects p ON p.id = s.project_id WHERE s.id = ?",
        row -> new SessionOf(row.textOrNull("project")),
        id);
  }

  record SessionOf(@Nullable String project) {}

  static Optional<ModelCall> find(Tx tx, long id) throws SQLException {
    return tx.first(SELECT + " WHERE c.id = ?", ModelCallTable::call, id);
  }

  /// One more than a page, if there is more, the newest first.
  static List<ModelCall> list(Tx tx, ModelCallFilter filter) throws SQLException {
    List<String> clauses = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    CallStatus status = filter.status();
    add(
        clauses,
        values,
        "c.project_id = (SELECT id FROM projects WHERE name = ?)",
        filter.project());
    add(clauses, values, "c.session_id = ?", filter.session());
    add(clauses, values, "c.purpose = ?", filter.purpose());
    add(clauses, values, "c.status = ?", status == null ? null : status.word());
    add(clauses, values, "c.id < ?", filter.before());
    values.add(filter.limit() + 1L);
    return tx.list(
        SELECT
            + (clauses.isEmpty() ? "" : " WHERE " + String.join(" AND ", clauses))
            + " ORDER BY c.id DESC LIMIT ?",
        ModelCallTable::call,
        values.toArray());
  }

  private static void add(
      List<String> clauses, List<Object> values, String clause, @Nullable Object value) {
    if (value != null) {
      clauses.add(clause);
      values.add(value);
    }
  }

  private static ModelCall call(Row row) throws SQLException {
    Long nanos = row.numberOrNull("nanos");
    return new ModelCall(
        row.number("id"),
        row.time("at"),
        row.text("purpose"),
        row.text("project"),
        row.textOrNull("user_id"),
        row.idOrNull("session_id"),
        row.numberOrNull("promise_id"),
        row.text("host"),
        row.text("model"),
        CallStatus.of(row.text("status")),
        row.textOrNull("error"),
        row.integer("attempts"),
        row.numberOrNull("duration_ms"),
        row.text("prompt"),
        row.number("prompt_chars"),
        row.textOrNull("answer"),
        row.numberOrNull("answer_chars"),
        row.number("tokens"),
        nanos == null ? null : dollars(nanos),
        row.number("vague") > 0);
  }

  private static BigDecimal dollars(long nanos) {
    BigDecimal exact = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}
