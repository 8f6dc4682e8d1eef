package dev.seshat.task;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL that counts tasks again.
final class CountTable {
  private CountTable() {}

  /// What a task's row says that hangs on other rows, and what it is worked out of.
  record TaskRow(
      UUID id,
      String marker,
      @Nullable UUID parent,
      @Nullable UUID group,
      TaskStatus status,
      TaskTable.Weight ownWeight,
      UUID root,
      int level,
      String path,
      TaskTable.Weight weight,
      int waitsFor,
      int children) {
    TaskRow as(
        UUID root, int level, String path, TaskTable.Weight weight, int waitsFor, int children) {
      return new TaskRow(
          id, marker, parent, group, status, ownWeight, root, level, path, weight, waitsFor,
          children);
    }
  }

  /// What some tasks come to.
  record Sum(long total, long completed, long weight, long done) {
    static final Sum NONE = new Sum(0, 0, 0, 0);

    static Sum of(TaskRow row, TaskTable.Weight leaf) {
      return new Sum(
          row.status() == TaskStatus.CANCELLED ? 0 : 1,
          row.status() == TaskStatus.COMPLETED ? 1 : 0,
          leaf.weight(),
          leaf.done());
    }

    Sum plus(Sum other) {
      return new Sum(
          total + other.total,
          completed + other.completed,
          weight + other.weight,
          done + other.done);
    }
  }

  static List<UUID> sessions(Tx tx) throws SQLException {
    return tx.list(
        "SELECT session_id FROM session_tasks UNION SELECT session_id FROM tasks ORDER BY session_id",
        row -> row.id("session_id"));
  }

  /// Has changes of a session's tasks wait for this transaction.
  static void lock(Tx tx, UUID session) throws SQLException {
    tx.first(
        "SELECT id FROM sessions WHERE id = ?" + (tx.dialect().isSqlite() ? "" : " FOR UPDATE"),
        row -> row.id("id"),
        session);
  }

  static List<TaskRow> tasks(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT id, marker, parent_task_id, task_group_id, status, complexity_level, own_progress, root_task_id, level,"
            + " hierarchy_path, weight, weight_done, waits_for, children FROM tasks WHERE session_id = ?",
        row -> {
          TaskStatus status = TaskStatus.of(row.text("status"));
          return new TaskRow(
              row.id("id"),
              row.text("marker"),
              row.idOrNull("parent_task_id"),
              row.idOrNull("task_group_id"),
              status,
              TaskTable.Weight.of(
                  status, Complexity.of(row.text("complexity_level")), row.number("own_progress")),
              row.id("root_task_id"),
              row.integer("level"),
              row.text("hierarchy_path"),
              new TaskTable.Weight(row.number("weight"), row.number("weight_done")),
              row.integer("waits_for"),
              row.integer("children"));
        },
        session);
  }

  /// For how many tasks that are not done each one waits that it depends on.
  static Map<UUID, Integer> waiting(Tx tx, UUID session) throws SQLException {
    Map<UUID, Integer> waiting = new HashMap<>();
    tx.each(
        "SELECT d.task_id, count(*) AS n FROM tasks t JOIN task_dependencies d ON d.task_id = t.id AND d.kind = 'depends_on'"
            + " JOIN tasks o ON o.id = d.other_id AND o.status <> 'completed' WHERE t.session_id = ? GROUP BY d.task_id",
        row -> waiting.put(row.id("task_id"), row.integer("n")),
        session);
    return waiting;
  }

  static Map<UUID, Sum> groups(Tx tx, UUID session) throws SQLException {
    Map<UUID, Sum> groups = new HashMap<>();
    tx.each(
        "SELECT id, total_tasks, completed_tasks, weight, weight_done FROM task_groups WHERE session_id = ?",
        row ->
            groups.put(
                row.id("id"),
                new Sum(
                    row.number("total_tasks"),
                    row.number("completed_tasks"),
                    row.number("weight"),
                    row.number("weight_done"))),
        session);
    return groups;
  }

  static Sum session(Tx tx, UUID session) throws SQLException {
    return tx.first(
            "SELECT total, completed, weight, weight_done FROM session_tasks WHERE session_id = ?",
            row ->
                new Sum(
                    row.number("total"),
                    row.number("completed"),
                    row.number("weight"),
                    row.number("weight_done")),
            session)
        .orElse(Sum.NONE);
  }

  /// Whether a session shows what its tasks come to. It may have been asked for more tasks than are rows.
  static boolean isShown(Tx tx, UUID session, Sum is) throws SQLException {
    return tx.number(
            "SELECT count(*) AS n FROM sessions WHERE id = ? AND task_count >= ? AND completed_task_count = ?",
            session,
            is.total(),
            is.completed())
        == 1;
  }

  static void mend(Tx tx, TaskRow is) throws SQLException {
    long weight = is.weight().weight();
    tx.update(
        "UPDATE tasks SET root_task_id = ?, level = ?, hierarchy_path = ?, weight = ?, weight_done = ?, waits_for = ?,"
            + " children = ?, progress_percentage = ? WHERE id = ?",
        is.root(),
        is.level(),
        is.path(),
        weight,
        is.weight().done(),
        is.waitsFor(),
        is.children(),
        is.weight().percent(),
        is.id());
  }

  static void mendGroup(Tx tx, UUID group, Sum is) throws SQLException {
    tx.update(
        "UPDATE task_groups SET total_tasks = ?, completed_tasks = ?, weight = ?, weight_done = ? WHERE id = ?",
        is.total(),
        is.completed(),
        is.weight(),
        is.done(),
        group);
  }

  static void mendSession(Tx tx, UUID session, Sum is) throws SQLException {
    long kept = session(tx, session).total();
    tx.update(
        "INSERT INTO session_tasks (session_id, total, completed, weight, weight_done) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (session_id) DO UPDATE SET total = excluded.total, completed = excluded.completed,"
            + " weight = excluded.weight, weight_done = excluded.weight_done",
        session,
        is.total(),
        is.completed(),
        is.weight(),
        is.done());
    tx.update(
        "UPDATE sessions SET task_count = CASE WHEN task_count > ? THEN task_count - ? ELSE 0 END + ?,"
            + " completed_task_count = ?, progress_percentage = ? WHERE id = ?",
        kept,
        kept,
        is.total(),
        is.completed(),
        new TaskTable.Weight(is.weight(), is.done()).percent(),
        session);
  }
}
