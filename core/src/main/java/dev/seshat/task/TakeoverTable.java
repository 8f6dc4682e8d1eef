package dev.seshat.task;

import dev.seshat.store.Json;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of tasks that come from elsewhere.
final class TakeoverTable {
  private static final String IS_OVER = " IN ('completed', 'cancelled')";

  private TakeoverTable() {}

  /// @param row by columns that this program names, never the source
  static void insert(Tx tx, String table, Map<String, @Nullable Object> row) throws SQLException {
    tx.update(
        "INSERT INTO "
            + table
            + " ("
            + String.join(", ", row.keySet())
            + ") VALUES ("
            + String.join(", ", Collections.nCopies(row.size(), "?"))
            + ")",
        row.values().toArray());
  }

  /// What each task of a session waits for directly: what it depends on, and what stands under it.
  static Map<UUID, List<UUID>> ahead(Tx tx, UUID session) throws SQLException {
    Map<UUID, List<UUID>> ahead = new HashMap<>();
    tx.each(
        "SELECT d.task_id AS one, d.other_id AS other FROM tasks t JOIN task_dependencies d ON d.task_id = t.id"
            + " AND d.kind = 'depends_on' WHERE t.session_id = ?"
            + " UNION ALL SELECT parent_task_id AS one, id AS other FROM tasks WHERE session_id = ? AND parent_task_id IS NOT NULL",
        row -> ahead.computeIfAbsent(row.id("one"), id -> new ArrayList<>()).add(row.id("other")),
        session,
        session);
    return ahead;
  }

  /// The tasks of a session that are said to be over while one right under them is not.
  static List<Task> overTooEarly(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT "
            + TaskTable.COLUMNS
            + TaskTable.FROM
            + " WHERE t.session_id = ? AND t.status"
            + IS_OVER
            + " AND EXISTS (SELECT 1 FROM tasks c WHERE c.parent_task_id = t.id AND c.status NOT"
            + IS_OVER
            + ") ORDER BY t.hierarchy_path",
        TaskTable::task,
        session);
  }

  /// Has a task stand under another, in the group of that one; its level is made true by whoever settles.
  static void under(Tx tx, UUID task, UUID parent, long position) throws SQLException {
    tx.update(
        "UPDATE tasks SET parent_task_id = ?, position_in_group = ?, task_group_id = (SELECT p.task_group_id FROM tasks p"
            + " WHERE p.id = ?) WHERE id = ?",
        parent,
        position,
        parent,
        task);
  }

  /// Has tasks stand in the group of the one that they stand under.
  static List<UUID> childrenIntoGroup(Tx tx, UUID parent) throws SQLException {
    tx.update(
        "UPDATE tasks SET task_group_id = (SELECT p.task_group_id FROM tasks p WHERE p.id = ?) WHERE parent_task_id = ?",
        parent,
        parent);
    return tx.list("SELECT id FROM tasks WHERE parent_task_id = ?", row -> row.id("id"), parent);
  }

  /// How many tasks a task stands under.
  static int above(Tx tx, UUID task, int most) throws SQLException {
    int levels = 0;
    for (Optional<UUID> at = parent(tx, task); at.isPresent() && levels < most; levels++) {
      at = parent(tx, at.get());
    }
    return levels;
  }

  private static Optional<UUID> parent(Tx tx, UUID task) throws SQLException {
    return tx.first(
        "SELECT parent_task_id FROM tasks WHERE id = ? AND parent_task_id IS NOT NULL",
        row -> row.id("parent_task_id"),
        task);
  }

  /// The tasks of a session that have an id of another system, by it.
  static Map<String, UUID> external(Tx tx, UUID session) throws SQLException {
    Map<String, UUID> found = new HashMap<>();
    tx.each(
        "SELECT external_id, id FROM tasks WHERE session_id = ? AND external_id IS NOT NULL",
        row -> found.put(row.text("external_id"), row.id("id")),
        session);
    return found;
  }

  static Map<UUID, String> said(Tx tx, UUID session) throws SQLException {
    Map<UUID, String> said = new HashMap<>();
    tx.each(
        "SELECT s.task_id, s.said FROM tasks t JOIN task_source s ON s.task_id = t.id WHERE t.session_id = ?",
        row -> said.put(row.id("task_id"), row.text("said")),
        session);
    return said;
  }

  static void say(Tx tx, UUID task, String said) throws SQLException {
    tx.update(
        "INSERT INTO task_source (task_id, said, read_at) VALUES (?, ?, ?) ON CONFLICT (task_id) DO UPDATE SET"
            + " said = excluded.said, read_at = excluded.read_at",
        task,
        new Json(said),
        tx.now());
  }
}
