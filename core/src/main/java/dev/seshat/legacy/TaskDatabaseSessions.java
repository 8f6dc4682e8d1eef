package dev.seshat.legacy;

import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.Origins.Earlier;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionImports;
import dev.seshat.session.Sessions;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions of tasks, known by their ids there; and one for the tasks that have none.
final class TaskDatabaseSessions extends RowImport {
  /// The id of the session of tasks that have none.
  static final String NONE = "tasks without a session";

  private static final List<String> COLUMNS =
      List.of(
          "session_id",
          "name",
          "description",
          "session_type",
          "mode_file",
          "status",
          "project_root_path",
          "markdown_file_path",
          "priority_level",
          "total_tasks",
          "completed_tasks",
          "progress_percentage",
          "estimated_completion_date",
          "created_at",
          "activated_at",
          "last_activity_at",
          "completed_at",
          "archived_at");
  private static final List<String> TIMES =
      List.of("created_at", "activated_at", "last_activity_at", "completed_at", "archived_at");

  /// What has no column of its own here, and is told of the session all the same.
  private static final List<String> TOLD =
      List.of(
          "session_type", "mode_file", "project_root_path", "markdown_file_path", "archived_at");

  private final Origins origins;
  private final Sessions sessions;
  private final LegacyTexts texts;

  TaskDatabaseSessions(Origins origins, Sessions sessions, LegacyOptions options) {
    this.origins = origins;
    this.sessions = sessions;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "sessions";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public String id() {
    return "session_id";
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String id = named(row, "session_id");
    Instant asOf = Objects.requireNonNullElse(latest(row, TIMES), file.asOf());
    outcomes.count(
        table(),
        origins.take(
            tx, row, SourceRow.hash(id), asOf, outcomes, earlier -> become(tx, row, earlier)),
        1);
    if (row.has("priority_level") && within(row, "priority_level", 1, 5) == null) {
      outcomes.note(row, "priority_level is none from 1 to 5; it is 3", row.raw("priority_level"));
    }
    if (texts.text(row, "name", 200) == null) {
      outcomes.note(row, "name is empty", null);
    }
    noteTimes(row, outcomes, TIMES);
  }

  private Became become(Tx tx, SourceRow row, @Nullable Earlier earlier) throws SQLException {
    NewSession told = NewSession.imported(told(row));
    NewSession before = earlier == null ? null : NewSession.imported(told(earlier.row()));
    SessionImports.Imported imported = sessions.imports().retellIn(tx, told, before);
    return new Became(imported.isNew() || imported.isChanged(), imported.id());
  }

  /// The session of an id there, held until the transaction ends; one is made where there is none.
  UUID require(Tx tx, @Nullable String id) throws SQLException {
    String external = id == null ? NONE : id;
    UUID known = find(tx, external);
    if (known == null) {
      Map<String, @Nullable Object> told = new LinkedHashMap<>();
      told.put("kind", "tasks");
      told.put("tool_name", TaskDatabase.DOCUMENT);
      told.put("external_session_id", external);
      told.put("name", SourceRow.cut(external, 200));
      told.put(
          "intention", id == null ? "Do the tasks that had no session" : "Do the tasks of " + id);
      told.put("status", "paused");
      known = sessions.imports().importIn(tx, NewSession.imported(told)).id();
    }
    sessions.lockIn(tx, known);
    return known;
  }

  @Nullable UUID find(Tx tx, @Nullable String id) throws SQLException {
    return id == null
        ? null
        : sessions.imports().findExternalIn(tx, TaskDatabase.DOCUMENT, id).orElse(null);
  }

  private Map<String, @Nullable Object> told(SourceRow row) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    String name = texts.text(row, "name", 200);
    told.put("kind", "tasks");
    told.put("tool_name", TaskDatabase.DOCUMENT);
    told.put("external_session_id", row.text("session_id"));
    told.put("name", name);
    told.put(
        "intention",
        Objects.requireNonNullElse(
            texts.text(row, "description"),
            Objects.requireNonNullElse(name, "A session of tasks")));
    told.put("priority_level", within(row, "priority_level", 1, 5));
    told.put("status", status(row));
    time(told, "created_at", row.time("created_at"));
    time(told, "started_at", row.time("activated_at"));
    time(told, "ended_at", row.time("completed_at"));
    time(told, "last_activity_at", latest(row, TIMES));
    time(told, "estimated_completion_date", row.time("estimated_completion_date"));
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    TOLD.forEach(column -> {
      String text = texts.text(row, column, 10_000);
      if (text != null) {
        metadata.put(column, text);
      }
    });
    told.put("metadata", metadata.isEmpty() ? null : metadata);
    told.values().removeIf(Objects::isNull);
    return told;
  }

  private static void time(Map<String, @Nullable Object> told, String name, @Nullable Instant at) {
    told.put(name, at == null ? null : Times.text(at));
  }

  /// One that was active there is paused: open, and nobody is at it.
  private static String status(SourceRow row) {
    String word = row.text("status", 50);
    return switch (word == null ? "" : word.strip().toLowerCase(Locale.ROOT)) {
      case "completed", "archived" -> "completed";
      case "cancelled", "canceled" -> "cancelled";
      case "failed" -> "failed";
      default -> "paused";
    };
  }
}
