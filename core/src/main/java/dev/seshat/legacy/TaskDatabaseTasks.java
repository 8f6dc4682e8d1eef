package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.Origins.Earlier;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.task.Task;
import dev.seshat.task.TaskStatus;
import dev.seshat.task.TaskTakeover;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tasks, known by their ids there. Where they stand and what they wait for comes once all of them are here.
final class TaskDatabaseTasks implements TableImport {
  static final List<String> COLUMNS =
      List.of(
          "task_id",
          "session_id",
          "parent_task_id",
          "root_task_id",
          "task_group",
          "level",
          "hierarchy_path",
          "position_in_group",
          "title",
          "description",
          "specialist_type",
          "complexity_level",
          "status",
          "progress_percentage",
          "estimated_effort",
          "actual_effort",
          "depends_on",
          "blocks",
          "related_tasks",
          "markdown_section",
          "file_operations_count",
          "verification_status",
          "created_at",
          "started_at",
          "completed_at",
          "last_updated_at",
          "updated_at");
  static final List<String> TIMES =
      List.of("created_at", "started_at", "completed_at", "last_updated_at", "updated_at");

  private final Scope scope;
  private final Origins origins;
  private final TaskDatabaseSessions sessions;
  private final TaskCells cells;

  TaskDatabaseTasks(
      Scope scope, Origins origins, TaskDatabaseSessions sessions, LegacyOptions options) {
    this.scope = scope;
    this.origins = origins;
    this.sessions = sessions;
    this.cells = new TaskCells(new LegacyTexts(options));
  }

  @Override
  public String table() {
    return "tasks";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public String id() {
    return "task_id";
  }

  @Override
  public List<String> order() {
    return List.of("level", "position_in_group", "created_at");
  }

  @Override
  public void take(Tx tx, OpenSource file, List<SourceRow> rows, Outcomes outcomes)
      throws SQLException {
    Map<UUID, TaskTakeover> takeovers = new HashMap<>();
    for (SourceRow row : rows) {
      try {
        take(tx, file, row, outcomes, takeovers);
      } catch (Unfit e) {
        outcomes.skip(row, e.what(), e.found());
      } catch (Invalid e) {
        outcomes.skip(row, "cannot be kept here", e.getMessage());
      }
    }
    for (TaskTakeover each : takeovers.values()) {
      each.settle();
    }
  }

  private void take(
      Tx tx, OpenSource file, SourceRow row, Outcomes outcomes, Map<UUID, TaskTakeover> takeovers)
      throws SQLException {
    String id = RowImport.named(row, "task_id");
    String session = row.text("session_id", 500);
    if (session == null) {
      outcomes.note(row, "has no session; it is in one for all such tasks", null);
    } else if (sessions.find(tx, session) == null) {
      outcomes.note(
          row, "session_id names nothing that was taken over; a session is made", session);
    }
    UUID in = sessions.require(tx, session);
    TaskTakeover takeover =
        takeovers.computeIfAbsent(in, each -> new TaskTakeover(tx, scope, each));
    Instant asOf = Objects.requireNonNullElse(RowImport.latest(row, TIMES), file.asOf());
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(id),
            asOf,
            outcomes,
            earlier -> new Became(become(takeover, row, id, earlier, outcomes), in)),
        1);
    RowImport.noteTimes(row, outcomes, TIMES);
  }

  private boolean become(
      TaskTakeover takeover, SourceRow row, String id, @Nullable Earlier earlier, Outcomes outcomes)
      throws SQLException {
    Map<String, @Nullable Object> columns = columns(row, outcomes);
    UUID known = takeover.find(id).orElse(null);
    if (known != null) {
      return earlier != null && follow(takeover, known, row, columns, earlier.row(), outcomes);
    }
    UUID group = group(takeover, row, outcomes);
    columns.put("external_id", id);
    takeover.add(null, null, group, columns);
    return true;
  }

  private @Nullable UUID group(TaskTakeover takeover, SourceRow row, Outcomes outcomes)
      throws SQLException {
    String name = cells.line(row, "task_group", 200);
    if (name == null) {
      return null;
    }
    if (takeover.group(name).isEmpty()) {
      outcomes.note(row, "task_group has no row of its own; the group is made", name);
    }
    return takeover.addGroup(name, null, Map.of());
  }

  private Map<String, @Nullable Object> columns(SourceRow row, Outcomes outcomes) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    String title = cells.line(row, "title", 500);
    if (title == null) {
      outcomes.note(row, "title is empty", null);
    }
    TaskStatus status = cells.status(row, outcomes);
    String verified = row.text("verification_status", 64);
    Long operations = row.whole("file_operations_count");
    columns.put("title", title == null ? "A task without a title" : title);
    columns.put("description", cells.texts().text(row, "description"));
    columns.put("specialist_type", cells.word(row, "specialist_type", outcomes));
    columns.put("complexity_level", cells.complexity(row, outcomes).word());
    columns.put("status", status.word());
    columns.put("own_progress", cells.progress(row, outcomes));
    columns.put("estimated_effort", cells.hours(row, "estimated_effort", outcomes));
    columns.put("actual_effort", cells.hours(row, "actual_effort", outcomes));
    columns.put("markdown_section", cells.texts().text(row, "markdown_section"));
    columns.put(
        "file_operations_count", operations == null || operations < 0 ? (Long) 0L : operations);
    columns.put("verification_status", verified == null ? "pending" : verified);
    columns.put("created_at", row.time("created_at"));
    columns.put("started_at", row.time("started_at"));
    columns.put("completed_at", status == TaskStatus.COMPLETED ? row.time("completed_at") : null);
    columns.put("last_updated_at", RowImport.latest(row, List.of("last_updated_at", "updated_at")));
    return columns;
  }

  /// Brings what has come to be said of a task there, as far as it is here as it was said before.
  private boolean follow(
      TaskTakeover takeover,
      UUID task,
      SourceRow row,
      Map<String, @Nullable Object> now,
      SourceRow before,
      Outcomes outcomes)
      throws SQLException {
    Map<String, @Nullable Object> was = columns(before, new Outcomes(null));
    Task ours = takeover.find(task).orElseThrow();
    Map<String, @Nullable Object> here = new HashMap<>(ours.toJson());
    if (ours.children() == 0 && ours.status() != TaskStatus.COMPLETED) {
      here.put("own_progress", Math.round(ours.progress() * 100));
    }
    Map<String, @Nullable Object> news = new LinkedHashMap<>();
    for (String column : now.keySet()) {
      boolean isTime = column.endsWith("_at");
      if (!isTime
          && !same(now.get(column), was.get(column))
          && !same(now.get(column), here.get(column))) {
        if (same(was.get(column), here.get(column))) {
          news.put(column, now.get(column));
        } else {
          outcomes.note(
              row, column + " was changed there and here; what is here stays", now.get(column));
        }
      }
    }
    if (news.containsKey("status")) {
      news.put("started_at", now.get("started_at"));
      news.put("completed_at", now.get("completed_at"));
    }
    takeover.set(task, news);
    return !news.isEmpty();
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    return Objects.equals(
        one == null ? null : one.toString(), other == null ? null : other.toString());
  }

  /// The session that a task of an id there was taken into.
  @Nullable UUID sessionOf(Tx tx, String id) throws SQLException {
    return LegacyTable.session(tx, TaskDatabase.DOCUMENT, table(), SourceRow.hash(id)).orElse(null);
  }
}
