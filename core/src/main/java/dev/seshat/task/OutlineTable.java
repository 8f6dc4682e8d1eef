package dev.seshat.task;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of outlines.
final class OutlineTable {
  private static final String ALL = "SELECT " + TaskTable.COLUMNS + TaskTable.FROM;

  private OutlineTable() {}

  static List<Task> ofSession(Tx tx, UUID session, int limit) throws SQLException {
    return tx.list(ALL + " WHERE t.session_id = ? LIMIT ?", TaskTable::task, session, limit);
  }

  /// Whether a session has more tasks than so many.
  static boolean isMore(Tx tx, UUID session, int than) throws SQLException {
    return tx.first(
            "SELECT 1 AS n FROM tasks WHERE session_id = ? LIMIT 1 OFFSET ?",
            row -> true,
            session,
            than)
        .isPresent();
  }

  /// What stands under a task, at any depth.
  static List<Task> under(Tx tx, Task task, int limit) throws SQLException {
    return tx.list(
        ALL + " WHERE t.session_id = ? AND t.hierarchy_path > ? AND t.hierarchy_path < ? LIMIT ?",
        TaskTable::task,
        task.sessionId(),
        task.path() + "/",
        task.path() + "0",
        limit);
  }

  /// What a task stands under, the root first, and itself.
  static List<Task> above(Tx tx, Task task) throws SQLException {
    List<Task> above = new ArrayList<>();
    for (String marker : Arrays.asList(task.path().substring(1).split("/", -1))) {
      TaskTable.marked(tx, task.sessionId(), marker).ifPresent(above::add);
    }
    return above;
  }

  /// Those directly under a task, or the roots of a group, in their order.
  static List<Task> beside(
      Tx tx,
      UUID session,
      @Nullable Task parent,
      @Nullable UUID group,
      TaskOutline.@Nullable Spot after,
      int limit)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(List.of(session));
    StringBuilder where = new StringBuilder(" WHERE t.session_id = ? AND t.parent_task_id ");
    if (parent == null) {
      where.append("IS NULL AND t.task_group_id ").append(group == null ? "IS NULL" : "= ?");
      if (group != null) {
        values.add(group);
      }
    } else {
      where.append("= ?");
      values.add(parent.id());
    }
    if (after != null) {
      where.append(" AND (t.position_in_group, t.id) > (?, ?)");
      values.add(after.position());
      values.add(after.id());
    }
    values.add(limit);
    return tx.list(
        ALL + where + " ORDER BY t.position_in_group, t.id LIMIT ?",
        TaskTable::task,
        values.toArray());
  }

  static Map<UUID, List<TaskBoard.Named>> dependsOn(Tx tx, List<UUID> tasks) throws SQLException {
    return others(tx, tasks, "d.task_id", "d.other_id");
  }

  static Map<UUID, List<TaskBoard.Named>> blocks(Tx tx, List<UUID> tasks) throws SQLException {
    return others(tx, tasks, "d.other_id", "d.task_id");
  }

  private static Map<UUID, List<TaskBoard.Named>> others(
      Tx tx, List<UUID> tasks, String from, String to) throws SQLException {
    Map<UUID, List<TaskBoard.Named>> found = new HashMap<>();
    if (!tasks.isEmpty()) {
      tx.each(
          "SELECT "
              + from
              + " AS one, o.id, o.marker, o.title FROM task_dependencies d JOIN tasks o ON o.id = "
              + to
              + " WHERE d.kind = 'depends_on' AND "
              + from
              + " IN ("
              + String.join(", ", Collections.nCopies(tasks.size(), "?"))
              + ") ORDER BY d.created_at, o.id",
          row ->
              found
                  .computeIfAbsent(row.id("one"), id -> new ArrayList<>())
                  .add(new TaskBoard.Named(row.id("id"), row.text("marker"), row.text("title"))),
          tasks.toArray());
    }
    return found;
  }

  static List<TaskBoard.Named> candidates(Tx tx, Task task, int limit) throws SQLException {
    return tx
        .list(
            "SELECT id, marker, title, hierarchy_path FROM tasks WHERE session_id = ?"
                + " AND status IN ('pending', 'in_progress', 'blocked')"
                + " ORDER BY priority_level, level, position_in_group, id LIMIT ?",
            row ->
                isApart(task.path(), row.text("hierarchy_path"))
                    ? new TaskBoard.Named(row.id("id"), row.text("marker"), row.text("title"))
                    : null,
            task.sessionId(),
            limit)
        .stream()
        .filter(Objects::nonNull)
        .toList();
  }

  private static boolean isApart(String path, String other) {
    return !(path + "/").startsWith(other + "/") && !(other + "/").startsWith(path + "/");
  }

  static Map<TaskStatus, Long> counts(Tx tx, UUID session) throws SQLException {
    Map<TaskStatus, Long> counts = new EnumMap<>(TaskStatus.class);
    tx.each(
        "SELECT status, count(*) AS n FROM tasks WHERE session_id = ? GROUP BY status",
        row -> counts.put(TaskStatus.of(row.text("status")), row.number("n")),
        session);
    return counts;
  }

  static long ready(Tx tx, UUID session) throws SQLException {
    return tx.number(
        "SELECT count(*) AS n FROM tasks WHERE session_id = ? AND status = 'pending' AND waits_for = 0",
        session);
  }

  static long inHand(Tx tx, UUID session, String actor) throws SQLException {
    return tx.number(
        "SELECT count(*) AS n FROM tasks WHERE session_id = ? AND status = 'in_progress' AND assignee = ?",
        session,
        actor);
  }
}
