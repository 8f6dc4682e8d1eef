package dev.seshat.task;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of groups of tasks, and of what a session's tasks weigh together.
final class GroupTable {
  private static final String ALL =
      "SELECT id, session_id, group_name, description, parent_group_id, group_level, position_in_session, specialist_focus,"
          + " estimated_effort, priority_level, total_tasks, completed_tasks, weight, weight_done, markdown_section, created_at,"
          + " updated_at, version FROM task_groups";

  private GroupTable() {}

  static TaskGroup group(Row row) throws SQLException {
    long weight = row.number("weight");
    return new TaskGroup(
        row.id("id"),
        row.id("session_id"),
        row.text("group_name"),
        row.textOrNull("description"),
        row.idOrNull("parent_group_id"),
        row.integer("group_level"),
        row.number("position_in_session"),
        row.textOrNull("specialist_focus"),
        row.integerOrNull("estimated_effort"),
        row.integer("priority_level"),
        row.number("total_tasks"),
        row.number("completed_tasks"),
        weight == 0 ? 0 : row.number("weight_done") / 100.0 / weight,
        row.textOrNull("markdown_section"),
        row.time("created_at"),
        row.time("updated_at"),
        row.number("version"));
  }

  static List<TaskGroup> ofSession(Tx tx, UUID session) throws SQLException {
    return tx.list(
        ALL + " WHERE session_id = ? ORDER BY position_in_session, id", GroupTable::group, session);
  }

  static Optional<TaskGroup> find(Tx tx, UUID id) throws SQLException {
    return tx.first(ALL + " WHERE id = ?", GroupTable::group, id);
  }

  static Optional<TaskGroup> named(Tx tx, UUID session, String name) throws SQLException {
    return tx.first(
        ALL + " WHERE session_id = ? AND group_name = ?", GroupTable::group, session, name);
  }

  static UUID insert(Tx tx, UUID session, String name, @Nullable TaskGroup parent)
      throws SQLException {
    UUID id = tx.newId();
    long last =
        tx.number(
            "SELECT coalesce(max(position_in_session), 0) AS n FROM task_groups WHERE session_id = ?",
            session);
    tx.update(
        "INSERT INTO task_groups (id, session_id, group_name, parent_group_id, group_level, position_in_session, created_at,"
            + " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        session,
        name,
        parent == null ? null : parent.id(),
        parent == null ? 0 : parent.level() + 1,
        last + 1,
        tx.now(),
        tx.now());
    return id;
  }

  static void set(Tx tx, UUID group, Map<String, @Nullable Object> fields) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(fields.values());
    values.add(tx.now());
    values.add(group);
    tx.update(
        "UPDATE task_groups SET "
            + String.join("", fields.keySet().stream().map(each -> each + " = ?, ").toList())
            + "updated_at = ?, version = version + 1 WHERE id = ?",
        values.toArray());
  }

  /// Puts a group right before another; those behind make room.
  static void place(Tx tx, TaskGroup group, TaskGroup before) throws SQLException {
    tx.update(
        "UPDATE task_groups SET position_in_session = position_in_session + 1 WHERE session_id = ? AND position_in_session >= ?",
        group.sessionId(),
        before.position());
    tx.update(
        "UPDATE task_groups SET position_in_session = ? WHERE id = ?",
        before.position(),
        group.id());
  }

  /// Has a group, with all in it, stand in another, or in none; what it weighs and counts goes with it.
  static void away(Tx tx, TaskGroup group, @Nullable TaskGroup around) throws SQLException {
    TaskTable.Weight weight =
        tx.first(
                "SELECT weight, weight_done FROM task_groups WHERE id = ?",
                row -> new TaskTable.Weight(row.number("weight"), row.number("weight_done")),
                group.id())
            .orElseThrow();
    add(
        tx,
        group.parentId(),
        new TaskTable.Weight(0, 0).minus(weight),
        -group.total(),
        -group.completed());
    tx.update(
        "UPDATE task_groups SET parent_group_id = ?, updated_at = ?, version = version + 1 WHERE id = ?",
        around == null ? null : around.id(),
        tx.now(),
        group.id());
    add(tx, around == null ? null : around.id(), weight, group.total(), group.completed());
    levels(tx, group.id(), around == null ? 0 : around.level() + 1);
  }

  private static void levels(Tx tx, UUID group, int level) throws SQLException {
    tx.update("UPDATE task_groups SET group_level = ? WHERE id = ?", level, group);
    List<UUID> inside =
        tx.list("SELECT id FROM task_groups WHERE parent_group_id = ?", row -> row.id("id"), group);
    for (UUID each : inside) {
      levels(tx, each, level + 1);
    }
  }

  static boolean isEmpty(Tx tx, UUID group) throws SQLException {
    return tx.number(
            "SELECT (SELECT count(*) FROM tasks WHERE task_group_id = ?) + (SELECT count(*) FROM task_groups WHERE parent_group_id = ?) AS n",
            group,
            group)
        == 0;
  }

  static void remove(Tx tx, UUID group) throws SQLException {
    tx.update("DELETE FROM task_groups WHERE id = ?", group);
  }

  /// Adds to what a group and all around it weigh and count.
  static void add(Tx tx, @Nullable UUID group, TaskTable.Weight more, long total, long completed)
      throws SQLException {
    List<UUID> around = new ArrayList<>();
    for (UUID id = group; id != null; ) {
      around.add(id);
      id = find(tx, id).map(TaskGroup::parentId).orElse(null);
    }
    for (UUID id : around) {
      tx.update(
          "UPDATE task_groups SET weight = weight + ?, weight_done = weight_done + ?, total_tasks = total_tasks + ?,"
              + " completed_tasks = completed_tasks + ?, updated_at = ? WHERE id = ?",
          more.weight(),
          more.done(),
          total,
          completed,
          tx.now(),
          id);
    }
  }

  /// Adds to what all tasks of a session weigh and count.
  static void addToSession(Tx tx, UUID session, TaskTable.Weight more, long total, long completed)
      throws SQLException {
    tx.update(
        "INSERT INTO session_tasks (session_id, total, completed, weight, weight_done) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (session_id) DO UPDATE SET total = session_tasks.total + excluded.total,"
            + " completed = session_tasks.completed + excluded.completed, weight = session_tasks.weight + excluded.weight,"
            + " weight_done = session_tasks.weight_done + excluded.weight_done",
        session,
        total,
        completed,
        more.weight(),
        more.done());
    TaskTable.Weight all =
        tx.first(
                "SELECT weight, weight_done FROM session_tasks WHERE session_id = ?",
                row -> new TaskTable.Weight(row.number("weight"), row.number("weight_done")),
                session)
            .orElseThrow();
    tx.update(
        "UPDATE sessions SET task_count = task_count + ?, completed_task_count = completed_task_count + ?,"
            + " progress_percentage = ?, last_activity_at = ?, updated_at = ? WHERE id = ?",
        total,
        completed,
        all.weight() == 0 ? 0.0 : all.done() / 100.0 / all.weight(),
        tx.now(),
        tx.now(),
        session);
  }
}
