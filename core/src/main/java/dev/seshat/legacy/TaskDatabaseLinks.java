package dev.seshat.legacy;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.task.Task;
import dev.seshat.task.TaskTakeover;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What tasks stand under, wait for and have to do with: read from their rows once all tasks are here, and counted as
/// `task_dependencies`.
final class TaskDatabaseLinks implements TableImport {
  static final String COUNTED = "task_dependencies";
  private static final List<String> LINKS =
      List.of("parent_task_id", "depends_on", "blocks", "related_tasks");

  private final Scope scope;
  private final Origins origins;
  private final TaskDatabaseTasks tasks;

  TaskDatabaseLinks(Scope scope, Origins origins, TaskDatabaseTasks tasks) {
    this.scope = scope;
    this.origins = origins;
    this.tasks = tasks;
  }

  @Override
  public String table() {
    return "tasks";
  }

  @Override
  public List<String> columns() {
    return TaskDatabaseTasks.COLUMNS;
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
      String id = row.text("task_id");
      UUID session = id == null || id.length() > 500 ? null : tasks.sessionOf(tx, id);
      SourceRow links = links(row);
      if (session != null && !links.told().isEmpty()) {
        TaskTakeover takeover =
            takeovers.computeIfAbsent(session, each -> new TaskTakeover(tx, scope, each));
        take(tx, file, row, links, takeover, outcomes);
      }
    }
    for (TaskTakeover each : takeovers.values()) {
      for (Task reopened : each.settle()) {
        outcomes.note(
            new SourceRow(table(), String.valueOf(reopened.externalId()), Map.of()),
            "is over there while something under it is open; it is open here",
            reopened.status().word());
      }
    }
  }

  private static SourceRow links(SourceRow row) {
    Map<String, @Nullable Object> cells = new TreeMap<>();
    for (String each : LINKS) {
      String text = row.text(each);
      if (text != null && !text.strip().equals("[]") && !text.strip().equals("null")) {
        cells.put(each, text);
      }
    }
    return new SourceRow(COUNTED, row.name(), cells);
  }

  private void take(
      Tx tx,
      OpenSource file,
      SourceRow row,
      SourceRow links,
      TaskTakeover takeover,
      Outcomes outcomes)
      throws SQLException {
    String id = String.valueOf(row.text("task_id"));
    UUID task = takeover.find(id).orElse(null);
    if (task == null) {
      return;
    }
    Instant asOf =
        Objects.requireNonNullElse(RowImport.latest(row, TaskDatabaseTasks.TIMES), file.asOf());
    outcomes.count(
        COUNTED,
        origins.take(
            tx,
            links,
            SourceRow.hash(id),
            asOf,
            outcomes,
            earlier -> {
              if (earlier == null) {
                under(takeover, task, links, outcomes);
              }
              boolean isNew = others(takeover, task, "depends_on", links, outcomes);
              isNew |= others(takeover, task, "blocks", links, outcomes);
              isNew |= others(takeover, task, "related_tasks", links, outcomes);
              return new Became(earlier == null || isNew, null);
            }),
        1);
  }

  private static void under(TaskTakeover takeover, UUID task, SourceRow links, Outcomes outcomes)
      throws SQLException {
    String parent = links.text("parent_task_id");
    if (parent == null) {
      return;
    }
    UUID above = takeover.find(parent.strip()).orElse(null);
    if (above == null) {
      outcomes.note(
          links, "parent_task_id names no task of its session; it stands under none", parent);
      return;
    }
    try {
      takeover.under(task, above);
    } catch (Conflict e) {
      outcomes.note(
          links, "stands under what waits for it or stands under it; it stands under none", parent);
    } catch (Invalid e) {
      outcomes.note(links, "stands deeper than 50; it stands under none", parent);
    }
  }

  private static boolean others(
      TaskTakeover takeover, UUID task, String column, SourceRow links, Outcomes outcomes)
      throws SQLException {
    boolean isNew = false;
    for (String each : ids(links, column)) {
      UUID other = takeover.find(each).orElse(null);
      if (other == null) {
        outcomes.note(links, column + " names no task of its session; that is left out", each);
        continue;
      }
      try {
        isNew |=
            switch (column) {
              case "depends_on" -> takeover.depend(task, other);
              case "blocks" -> takeover.depend(other, task);
              default -> takeover.relate(task, other);
            };
      } catch (Conflict e) {
        outcomes.note(links, column + " would close a circle; that is left out", each);
      }
    }
    return isNew;
  }

  /// The ids of a JSON list, or of a text with commas.
  private static List<String> ids(SourceRow links, String column) {
    String text = links.text(column);
    List<String> ids = new ArrayList<>();
    if (text != null && LegacyTexts.parsed(text) instanceof List<?> list) {
      list.stream()
          .filter(each -> each instanceof String || each instanceof Number)
          .forEach(each -> ids.add(each.toString().strip()));
    } else if (text != null) {
      for (String each : text.replaceAll("^[\\[\"]+|[\\]\"]+$", "").split(",", -1)) {
        ids.add(each.strip());
      }
    }
    ids.removeIf(each -> each.isEmpty() || each.length() > 500);
    return ids;
  }
}
