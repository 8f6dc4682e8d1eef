package dev.seshat.legacy;

import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.task.TaskGroup;
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

/// Groups of tasks, known by their names in their sessions.
final class TaskDatabaseGroups extends RowImport {
  private static final List<String> COLUMNS =
      List.of(
          "group_id",
          "session_id",
          "group_name",
          "description",
          "parent_group_id",
          "group_level",
          "position_in_session",
          "specialist_focus",
          "estimated_effort",
          "priority_level",
          "total_tasks",
          "completed_tasks",
          "progress_percentage",
          "markdown_section",
          "created_at",
          "updated_at");

  private final Scope scope;
  private final Origins origins;
  private final TaskDatabaseSessions sessions;
  private final TaskCells cells;

  /// The names of the groups by their ids there.
  private final Map<String, String> names = new HashMap<>();

  TaskDatabaseGroups(
      Scope scope, Origins origins, TaskDatabaseSessions sessions, LegacyOptions options) {
    this.scope = scope;
    this.origins = origins;
    this.sessions = sessions;
    this.cells = new TaskCells(new LegacyTexts(options));
  }

  @Override
  public String table() {
    return "task_groups";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public String id() {
    return "group_id";
  }

  @Override
  public List<String> order() {
    return List.of("group_level", "position_in_session");
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String name = cells.line(row, "group_name", 200);
    if (name == null) {
      throw new Unfit("group_name is missing", null);
    }
    String session = row.text("session_id", 500);
    if (sessions.find(tx, session) == null) {
      outcomes.note(
          row, "session_id names nothing that was taken over; a session is made", session);
    }
    UUID in = sessions.require(tx, session);
    String id = Objects.requireNonNullElse(row.text("group_id"), session + "/" + name);
    names.put(id, name);
    Instant asOf =
        Objects.requireNonNullElse(latest(row, List.of("created_at", "updated_at")), file.asOf());
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(id),
            asOf,
            outcomes,
            earlier -> {
              TaskTakeover takeover = new TaskTakeover(tx, scope, in);
              boolean isThere = takeover.group(name).isPresent();
              if (!isThere) {
                takeover.addGroup(name, parent(takeover, row, outcomes), columns(row, outcomes));
              } else if (earlier != null) {
                outcomes.note(row, "was changed there since; what is here stays", name);
              }
              return new Became(!isThere, in);
            }),
        1);
    noteTimes(row, outcomes, List.of("created_at", "updated_at"));
  }

  private @Nullable UUID parent(TaskTakeover takeover, SourceRow row, Outcomes outcomes)
      throws SQLException {
    String parent = row.text("parent_group_id");
    if (parent == null) {
      return null;
    }
    String name = names.get(parent);
    TaskGroup group = name == null ? null : takeover.group(name).orElse(null);
    if (group == null) {
      outcomes.note(row, "parent_group_id names no group before it; it stands in none", parent);
      return null;
    }
    return group.id();
  }

  private Map<String, @Nullable Object> columns(SourceRow row, Outcomes outcomes) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("description", cells.texts().text(row, "description"));
    columns.put("specialist_focus", cells.word(row, "specialist_focus", outcomes));
    columns.put("estimated_effort", cells.hours(row, "estimated_effort", outcomes));
    Integer priority = within(row, "priority_level", 1, 5);
    columns.put("priority_level", priority == null ? null : (Long) priority.longValue());
    columns.put("markdown_section", cells.texts().text(row, "markdown_section"));
    return columns;
  }
}
