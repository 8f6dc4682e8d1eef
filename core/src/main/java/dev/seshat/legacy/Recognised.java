package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.PostgresSource;
import dev.seshat.store.SqliteSource;
import dev.seshat.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/// Which older system a database is of, by its tables.
final class Recognised {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final Set<String> OF_TASKS =
      Set.of("task_groups", "session_modes", "session_mode_bindings", "markdown_sync_state");
  private static final Set<String> OF_PROMPTS =
      Set.of("iterations", "patterns", "pattern_evidence", "keyword_effectiveness");
  private static final Set<String> OF_AGENTS =
      Set.of(
          "token_usage",
          "links",
          "promises",
          "claude_code_sessions",
          "projects",
          "hosts",
          "models");
  private static final Set<String> OF_INTERVIEWS =
      Set.of("session_interaction", "session_life_event", "storyteller", "life_event");

  private Recognised() {}

  /// The document of a SQLite file.
  static String of(Store store, Path file) {
    try (SqliteSource source = SqliteSource.open(store, file, PATIENCE_MILLIS)) {
      SortedMap<String, List<String>> tables = source.tables();
      boolean isOfTasks = tables.getOrDefault("tasks", List.of()).contains("task_id");
      if (isOfTasks || tables.keySet().stream().anyMatch(OF_TASKS::contains)) {
        return TaskDatabase.DOCUMENT;
      }
      // both have a table of sessions, with columns of their own
      boolean isOfPrompts = tables.getOrDefault("sessions", List.of()).contains("intent");
      if (isOfPrompts || tables.keySet().stream().anyMatch(OF_PROMPTS::contains)) {
        return PromptDatabase.DOCUMENT;
      }
      if (tables.keySet().stream().anyMatch(OF_AGENTS::contains)) {
        return AgentSystem.DOCUMENT;
      }
      throw new Invalid(
          "file", "'" + file.getFileName() + "' has the tables of no older system that is known");
    }
  }

  /// The document of a PostgreSQL database.
  static String of(String url) {
    try (PostgresSource source = PostgresSource.open(url)) {
      boolean isOfInterviews = source.tables().keySet().stream().anyMatch(OF_INTERVIEWS::contains);
      return isOfInterviews ? InterviewDatabase.DOCUMENT : ImageDatatable.DOCUMENT;
    }
  }
}
