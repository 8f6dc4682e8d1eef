package dev.seshat.prompting;

import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the iterations.
final class IterationTable {
  private static final String READ =
      "SELECT id, session_id, iteration_number, prompt, parameters, mj_version, action_type, parent_image, result_assessment,"
          + " score, best_score, scores_validated, user_feedback, gap_analysis, success, what_worked, what_failed, logged_by,"
          + " external_id, created_at, updated_at, version FROM iterations ";
  private static final String BEST_FIRST =
      " ORDER BY success DESC, best_score DESC NULLS LAST, iteration_number DESC LIMIT 1";

  private IterationTable() {}

  /// A row that is new.
  record Values(
      UUID session,
      long number,
      RecordedIteration told,
      Instant at,
      String by,
      UUID entry,
      @Nullable Scores scores) {}

  static long insert(Tx tx, Values row) throws SQLException {
    RecordedIteration told = row.told();
    Scores scores = row.scores();
    return tx.insert(
        "INSERT INTO iterations (entry_id, session_id, iteration_number, prompt, parameters, mj_version, action_type,"
            + " parent_image, result_assessment, score, best_score, scores_validated, user_feedback, gap_analysis, success,"
            + " what_worked, what_failed, logged_by, external_id, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.entry(),
        row.session(),
        row.number(),
        told.prompt(),
        new Json(told.parameters()),
        told.mjVersion(),
        told.actionType(),
        told.parentImage(),
        json(told.resultAssessment()),
        scores == null ? null : (Double) scores.avg(),
        scores == null ? null : (Double) scores.best().avg(),
        told.scoresValidated(),
        told.userFeedback(),
        json(told.gapAnalysis()),
        told.success(),
        new Json(dev.seshat.json.Json.write(told.whatWorked())),
        new Json(dev.seshat.json.Json.write(told.whatFailed())),
        row.by(),
        told.externalId(),
        row.at(),
        row.at());
  }

  private static @Nullable Json json(@Nullable String text) {
    return text == null ? null : new Json(text);
  }

  /// Counts an iteration to its session.
  static void count(Tx tx, UUID session, Instant at) throws SQLException {
    tx.update(
        "UPDATE sessions SET iteration_count = iteration_count + 1, updated_at = ?, last_activity_at ="
            + " CASE WHEN last_activity_at < ? THEN ? ELSE last_activity_at END WHERE id = ?",
        tx.now(),
        at,
        at,
        session);
  }

  /// The number that the next iteration of a session has; the session is locked.
  static long next(Tx tx, UUID session) throws SQLException {
    return 1
        + tx.number(
            "SELECT coalesce(max(iteration_number), 0) AS n FROM iterations WHERE session_id = ?",
            session);
  }

  static void change(Tx tx, long id, Map<String, Object> columns) throws SQLException {
    String set = String.join(" = ?, ", columns.keySet()) + " = ?, ";
    List<Object> bound = new ArrayList<>(columns.values());
    bound.add(tx.now());
    bound.add(id);
    tx.updateOne(
        "the iteration",
        "UPDATE iterations SET " + set + "updated_at = ?, version = version + 1 WHERE id = ?",
        bound.toArray());
  }

  static Optional<Iteration> find(Tx tx, UUID session, long number) throws SQLException {
    return one(tx, session, "WHERE session_id = ? AND iteration_number = ?", number);
  }

  static Optional<Iteration> findExternal(Tx tx, UUID session, String externalId)
      throws SQLException {
    return one(tx, session, "WHERE session_id = ? AND external_id = ?", externalId);
  }

  /// The one that a session's success is owed to: one marked so, then the highest best image, then the newest.
  static Optional<Iteration> best(Tx tx, UUID session) throws SQLException {
    Optional<Long> number =
        tx.first(
            "SELECT iteration_number FROM iterations WHERE session_id = ?" + BEST_FIRST,
            row -> row.number("iteration_number"),
            session);
    return number.isEmpty() ? Optional.empty() : find(tx, session, number.get());
  }

  private static Optional<Iteration> one(Tx tx, UUID session, String where, Object value)
      throws SQLException {
    Optional<Iteration> found =
        tx.first(READ + where, row -> iteration(row, Map.of()), session, value);
    if (found.isEmpty()) {
      return found;
    }
    long number = found.get().iterationNumber();
    Map<Long, List<String>> patterns = patterns(tx, session, number, number);
    return tx.first(READ + where, row -> iteration(row, patterns), session, value);
  }

  /// The iterations of a session from one number on, in their order.
  static List<Iteration> from(Tx tx, UUID session, long first, int limit) throws SQLException {
    Map<Long, List<String>> patterns = patterns(tx, session, first, first + limit);
    return tx.list(
        READ + "WHERE session_id = ? AND iteration_number >= ? ORDER BY iteration_number LIMIT ?",
        row -> iteration(row, patterns),
        session,
        first,
        limit);
  }

  /// What the rules of the next action look at, of all iterations of a session.
  static List<NextAction.Tried> tried(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT iteration_number, score, result_assessment FROM iterations WHERE session_id = ?"
            + " ORDER BY iteration_number",
        row ->
            new NextAction.Tried(
                row.integer("iteration_number"),
                row.realOrNull("score") == null
                    ? null
                    : Scores.stored(row.textOrNull("result_assessment"))),
        session);
  }

  static UUID entry(Tx tx, long id) throws SQLException {
    return tx.first("SELECT entry_id FROM iterations WHERE id = ?", row -> row.id("entry_id"), id)
        .orElseThrow();
  }

  private static Map<Long, List<String>> patterns(Tx tx, UUID session, long from, long to)
      throws SQLException {
    Map<Long, List<String>> patterns = new HashMap<>();
    tx.each(
        "SELECT p.iteration_id, p.pattern_id FROM iteration_pattern p JOIN iterations i ON i.id = p.iteration_id"
            + " WHERE i.session_id = ? AND i.iteration_number BETWEEN ? AND ? ORDER BY p.pattern_id",
        row ->
            patterns
                .computeIfAbsent(row.number("iteration_id"), id -> new ArrayList<>())
                .add(row.text("pattern_id")),
        session,
        from,
        to);
    return patterns;
  }

  /// Whether a session has ended with success, and nobody has said by which prompt.
  static boolean wantsFinalPrompt(Tx tx, UUID session) throws SQLException {
    return tx.number(
            "SELECT count(*) AS n FROM sessions WHERE id = ? AND outcome = 'success' AND final_successful_prompt IS NULL",
            session)
        == 1;
  }

  static void setFinalPrompt(Tx tx, UUID session, String prompt) throws SQLException {
    tx.updateOne(
        "the session",
        "UPDATE sessions SET final_successful_prompt = ? WHERE id = ?",
        prompt,
        session);
  }

  /// JSON with the keys of its objects in alphabetical order, and its numbers in one form: each database has its own.
  private static String sorted(String column, String json) {
    return dev.seshat.json.Json.write(sorted(dev.seshat.json.Json.parse(column, json)));
  }

  private static @Nullable Object sorted(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, item) -> sorted.put(String.valueOf(key), sorted(item)));
        yield sorted;
      }
      case List<?> list -> list.stream().map(IterationTable::sorted).toList();
      case Number number -> Numbers.plain(number);
      case null, default -> value;
    };
  }

  private static Iteration iteration(Row row, Map<Long, List<String>> patterns)
      throws SQLException {
    String gap = row.textOrNull("gap_analysis");
    return new Iteration(
        row.number("id"),
        row.id("session_id"),
        row.integer("iteration_number"),
        row.text("prompt"),
        sorted("parameters", row.text("parameters")),
        row.textOrNull("mj_version"),
        row.text("action_type"),
        row.integerOrNull("parent_image"),
        row.textOrNull("result_assessment"),
        row.realOrNull("score"),
        row.realOrNull("best_score"),
        row.flag("scores_validated"),
        row.textOrNull("user_feedback"),
        gap == null ? null : sorted("gap_analysis", gap),
        row.flag("success"),
        texts(row, "what_worked"),
        texts(row, "what_failed"),
        List.copyOf(patterns.getOrDefault(row.number("id"), List.of())),
        row.text("logged_by"),
        row.textOrNull("external_id"),
        row.time("created_at"),
        row.time("updated_at"),
        row.number("version"));
  }

  static List<String> texts(Row row, String column) throws SQLException {
    List<String> texts = new ArrayList<>();
    if (dev.seshat.json.Json.parse(column, row.text(column)) instanceof List<?> list) {
      list.forEach(item -> texts.add(String.valueOf(item)));
    }
    return List.copyOf(texts);
  }
}
