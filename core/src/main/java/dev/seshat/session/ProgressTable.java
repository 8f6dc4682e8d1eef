package dev.seshat.session;

import dev.seshat.session.Progress.Judged;
import dev.seshat.session.Progress.State;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of what was said of indicators, and of what their rules count.
final class ProgressTable {
  private ProgressTable() {}

  static void decide(
      Tx tx,
      UUID session,
      String kind,
      String text,
      boolean met,
      String by,
      @Nullable String evidence)
      throws SQLException {
    tx.update(
        "INSERT INTO session_indicator_verdict (session_id, indicator_kind, indicator_text, is_met, decided_by, evidence,"
            + " decided_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session_id, indicator_kind, indicator_text) DO UPDATE"
            + " SET is_met = excluded.is_met, decided_by = excluded.decided_by, evidence = excluded.evidence,"
            + " decided_at = excluded.decided_at",
        session,
        kind,
        text,
        met,
        by,
        evidence,
        tx.now());
  }

  /// What was said of a session's indicators, by their texts.
  static Map<String, Judged> verdicts(Tx tx, UUID session, String kind) throws SQLException {
    Map<String, Judged> verdicts = new HashMap<>();
    tx.each(
        "SELECT indicator_text, is_met, decided_by, evidence FROM session_indicator_verdict"
            + " WHERE session_id = ? AND indicator_kind = ?",
        row -> {
          Indicator said = Indicator.of(row.text("indicator_text"));
          State state = row.flag("is_met") ? State.MET : State.NOT_MET;
          verdicts.put(
              said.text(),
              new Judged(said, state, row.text("decided_by"), row.textOrNull("evidence")));
        },
        session,
        kind);
    return verdicts;
  }

  /// How many rows a [Check] counts.
  ///
  /// @param type of what is counted; null counts all
  static long count(Tx tx, UUID session, String count, @Nullable String type) throws SQLException {
    return switch (count) {
      case "artifacts" ->
          rows(tx, "session_artifact WHERE session_id = ?", "artifact_type", session, type);
      case "approved_artifacts" ->
          rows(
              tx,
              "session_artifact WHERE approved_at IS NOT NULL AND session_id = ?",
              "artifact_type",
              session,
              type);
      case "interactions" ->
          rows(tx, "session_interaction WHERE session_id = ?", "interaction_type", session, type);
      case "notes" -> rows(tx, "session_note WHERE session_id = ?", "note_type", session, type);
      case "answers" ->
          rows(
              tx,
              "session_interaction WHERE person_text IS NOT NULL AND interaction_type IN ('prompt', 'response', 'clarification')"
                  + " AND session_id = ?",
              "interaction_type",
              session,
              null);
      case "skips" ->
          rows(
              tx,
              "session_interaction WHERE response_method = 'skip' AND session_id = ?",
              "interaction_type",
              session,
              null);
      default -> throw new IllegalStateException("no count " + count);
    };
  }

  private static long rows(
      Tx tx, String from, String typeColumn, UUID session, @Nullable String type)
      throws SQLException {
    String sql = "SELECT count(*) AS n FROM " + from;
    return type == null
        ? tx.number(sql, session)
        : tx.number(sql + " AND " + typeColumn + " = ?", session, type);
  }

  /// How many rows of each type a session has, most first.
  static void eachType(Tx tx, String table, String column, UUID session, Counted reader)
      throws SQLException {
    tx.each(
        "SELECT "
            + column
            + " AS type, count(*) AS n FROM "
            + table
            + " WHERE session_id = ? GROUP BY "
            + column
            + " ORDER BY n DESC, type",
        row -> reader.read(row.text("type"), row.number("n")),
        session);
  }

  @FunctionalInterface
  interface Counted {
    void read(String type, long count);
  }
}
