package dev.seshat.legacy;

import dev.seshat.Seshat;
import dev.seshat.export.ExportProgress;
import dev.seshat.gallery.ImageTakeover;
import dev.seshat.knowledge.Keywords;
import dev.seshat.knowledge.KnowledgeTakeover;
import dev.seshat.knowledge.Patterns;
import dev.seshat.knowledge.SessionPatterns;
import dev.seshat.mode.ModeTakeover;
import dev.seshat.prompting.IterationTakeover;
import dev.seshat.prompting.Iterations;
import dev.seshat.prompting.Profiles;
import dev.seshat.session.Interactions;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the tests of prompt sessions' database share: databases to make by its schema, and rows to put into them.
final class PromptCase implements AutoCloseable {
  private static final Map<String, String> SCHEMA = new LinkedHashMap<>();

  static {
    SCHEMA.put(
        "sessions",
        "CREATE TABLE sessions (id TEXT PRIMARY KEY, intent TEXT NOT NULL, reference_description TEXT, reference_analysis TEXT,"
            + " reference_image_path TEXT, approach_rationale TEXT, status TEXT DEFAULT 'active', total_iterations INTEGER DEFAULT 0,"
            + " final_successful_prompt TEXT, reflected INTEGER DEFAULT 0, created_at TEXT DEFAULT CURRENT_TIMESTAMP,"
            + " updated_at TEXT)");
    SCHEMA.put(
        "iterations",
        "CREATE TABLE iterations (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, iteration_number INTEGER NOT NULL,"
            + " prompt TEXT NOT NULL, parameters TEXT, mj_version TEXT, action_type TEXT, parent_image INTEGER,"
            + " result_assessment TEXT, scores_validated INTEGER DEFAULT 0, user_feedback TEXT, gap_analysis TEXT,"
            + " success INTEGER DEFAULT 0, what_worked TEXT, what_failed TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP)");
    SCHEMA.put(
        "patterns",
        "CREATE TABLE patterns (id TEXT PRIMARY KEY, category TEXT NOT NULL, subcategory TEXT, problem TEXT NOT NULL,"
            + " solution TEXT NOT NULL, example_bad TEXT, example_good TEXT, specificity TEXT, tags TEXT, notes TEXT,"
            + " is_active INTEGER DEFAULT 1, auto_extracted INTEGER DEFAULT 0, is_reviewed INTEGER DEFAULT 0,"
            + " mj_version_discovered TEXT, discovered_at TEXT, last_validated_at TEXT, last_failed_at TEXT,"
            + " times_tested INTEGER DEFAULT 0, times_succeeded INTEGER DEFAULT 0, success_rate REAL, confidence TEXT)");
    SCHEMA.put(
        "pattern_evidence",
        "CREATE TABLE pattern_evidence (id INTEGER PRIMARY KEY AUTOINCREMENT, pattern_id TEXT NOT NULL, session_id TEXT,"
            + " iteration_id INTEGER, outcome TEXT NOT NULL, validated_by TEXT, mj_version TEXT, notes TEXT, created_at TEXT)");
    SCHEMA.put(
        "keyword_effectiveness",
        "CREATE TABLE keyword_effectiveness (id INTEGER PRIMARY KEY AUTOINCREMENT, keyword TEXT NOT NULL, intended_effect TEXT,"
            + " actual_effect TEXT, effectiveness TEXT, better_alternative TEXT, context TEXT, mj_version TEXT,"
            + " times_used INTEGER DEFAULT 0, times_effective INTEGER DEFAULT 0, last_used_at TEXT)");
    SCHEMA.put(
        "session_patterns_applied",
        "CREATE TABLE session_patterns_applied (session_id TEXT NOT NULL, pattern_id TEXT NOT NULL, applied_at TEXT,"
            + " was_effective INTEGER)");
  }

  private final Path file;
  private final Connection connection;

  private PromptCase(Path file) throws SQLException {
    this.file = file;
    this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  static PromptCase create(Path file) throws SQLException {
    PromptCase made = new PromptCase(file);
    for (String sql : SCHEMA.values()) {
      made.run(sql);
    }
    return made;
  }

  /// A file without tables, as an older version may have others.
  static PromptCase bare(Path file) throws SQLException {
    return new PromptCase(file);
  }

  /// Where the rows go, in a store of the test's own.
  static Homes homes(Scope scope, Sessions sessions) {
    Patterns patterns = new Patterns(scope, sessions);
    Iterations iterations =
        new Iterations(
            scope,
            sessions,
            new Profiles(scope.store().folder()),
            new SessionPatterns(scope, sessions));
    return new Homes(
        sessions,
        new Interactions(scope, sessions),
        new IterationTakeover(scope, iterations),
        patterns,
        new KnowledgeTakeover(scope, patterns),
        new Keywords(scope),
        new ImageTakeover(scope, sessions),
        new ModeTakeover(scope, sessions));
  }

  static LegacyReport take(Seshat seshat, PromptCase... files) {
    return seshat
        .legacy()
        .importPromptSessions(
            List.of(files).stream().map(PromptCase::file).toList(),
            LegacyOptions.standard(),
            ExportProgress.none());
  }

  Path file() {
    return file;
  }

  PromptCase run(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
    return this;
  }

  /// Inserts a row: columns and values by turns.
  PromptCase add(String table, @Nullable Object... cells) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < cells.length; i += 2) {
      columns.add(String.valueOf(cells[i]));
      values.add(cells[i + 1]);
    }
    return run(
        "INSERT INTO %s (%s) VALUES (%s?)"
            .formatted(table, String.join(", ", columns), "?, ".repeat(columns.size() - 1)),
        values.toArray());
  }

  /// One session with three iterations, a pattern with evidence, and a keyword.
  PromptCase world() throws SQLException {
    add(
        "sessions",
        "id",
        "a1b2c3d4-0001-0002-0003-000000000004",
        "intent",
        "A cover in rain",
        "reference_description",
        "Wet street",
        "reference_analysis",
        "{\"lighting\": \"tungsten\"}",
        "reference_image_path",
        "sessions/a1b2c3d4/reference.png",
        "approach_rationale",
        "Light first",
        "status",
        "success",
        "total_iterations",
        3,
        "final_successful_prompt",
        "rain, lamp --ar 1:1",
        "created_at",
        "2026-01-02 10:00:00",
        "updated_at",
        "2026-01-02 12:00:00");
    add(
        "iterations",
        "id",
        7,
        "session_id",
        "a1b2c3d4-0001-0002-0003-000000000004",
        "iteration_number",
        1,
        "prompt",
        "rain --ar 1:1",
        "parameters",
        "{\"ar\": \"1:1\"}",
        "mj_version",
        "7",
        "action_type",
        "initial",
        "result_assessment",
        "{\"subject\":0.5,\"lighting\":0.5,\"color\":0.5,\"mood\":0.5,\"composition\":0.5,\"material\":0.5,\"spatial\":0.5,\"avg\":0.9}",
        "what_failed",
        "[\"too dark\"]",
        "created_at",
        "2026-01-02 10:05:00");
    add(
        "iterations",
        "id",
        8,
        "session_id",
        "a1b2c3d4-0001-0002-0003-000000000004",
        "iteration_number",
        2,
        "prompt",
        "rain, lamp",
        "parameters",
        "--s 250",
        "action_type",
        "vary_subtle",
        "parent_image",
        3,
        "result_assessment",
        "{\"images\":[{\"scores\":{\"subject\":0.8,\"lighting\":0.8,\"color\":0.8,\"mood\":0.8,\"composition\":0.8,\"material\":0.8,\"spatial\":0.8}},"
            + "{\"subject\":0.6,\"lighting\":0.6,\"color\":0.6,\"mood\":0.6,\"composition\":0.6,\"material\":0.6,\"spatial\":0.6}]}",
        "what_worked",
        "[\"lamp\"]",
        "created_at",
        "2026-01-02 10:10:00");
    add(
        "iterations",
        "id",
        9,
        "session_id",
        "a1b2c3d4-0001-0002-0003-000000000004",
        "iteration_number",
        3,
        "prompt",
        "rain, lamp --ar 1:1",
        "success",
        1,
        "result_assessment",
        "{\"overall\": \"lovely\"}",
        "what_worked",
        "lamp",
        "user_feedback",
        "That is it",
        "created_at",
        "2026-01-02 10:20:00");
    add(
        "patterns",
        "id",
        "pat-lamp",
        "category",
        "lighting",
        "problem",
        "Flat night",
        "solution",
        "One tungsten lamp",
        "specificity",
        "specific",
        "tags",
        "[\"night\", \"rain\"]",
        "notes",
        "n",
        "discovered_at",
        "2026-01-01 00:00:00",
        "times_tested",
        6,
        "times_succeeded",
        5,
        "success_rate",
        0.83,
        "confidence",
        "medium");
    add(
        "pattern_evidence",
        "pattern_id",
        "pat-lamp",
        "session_id",
        "a1b2c3d4-0001-0002-0003-000000000004",
        "iteration_id",
        8,
        "outcome",
        "supported",
        "validated_by",
        "user",
        "notes",
        "yes",
        "created_at",
        "2026-01-02 10:11:00");
    add(
        "pattern_evidence",
        "pattern_id",
        "pat-lamp",
        "outcome",
        "supported",
        "created_at",
        "2026-01-03 00:00:00");
    add(
        "pattern_evidence",
        "pattern_id",
        "pat-lamp",
        "outcome",
        "supported",
        "created_at",
        "2026-01-03 00:00:00");
    add(
        "keyword_effectiveness",
        "keyword",
        "tungsten",
        "intended_effect",
        "warm light",
        "actual_effect",
        "amber",
        "effectiveness",
        "excellent",
        "better_alternative",
        "sodium",
        "context",
        "night",
        "mj_version",
        "7",
        "times_used",
        5,
        "times_effective",
        4,
        "last_used_at",
        "2026-01-02 10:20:00");
    return add(
        "session_patterns_applied",
        "session_id",
        "a1b2c3d4-0001-0002-0003-000000000004",
        "pattern_id",
        "pat-lamp",
        "applied_at",
        "2026-01-02 10:01:00");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
