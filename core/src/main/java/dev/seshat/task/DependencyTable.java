package dev.seshat.task;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of what waits for what.
final class DependencyTable {
  static final String DEPENDS_ON = "depends_on";
  static final String RELATED = "related";

  /// How often a task is among those that another waits for. Each step looks up one task's rows: SQLite does so where the two
  /// ways are steps of their own, PostgreSQL, which allows one step, where they are a part that hangs on the task.
  private static final String AHEAD =
      "WITH RECURSIVE ahead (id) AS (SELECT CAST(? AS uuid) UNION SELECT e.other FROM ahead a CROSS JOIN LATERAL ("
          + "SELECT d.other_id AS other FROM task_dependencies d WHERE d.task_id = a.id AND d.kind = 'depends_on'"
          + " UNION ALL SELECT t.id AS other FROM tasks t WHERE t.parent_task_id = a.id) e)"
          + " SELECT count(*) AS n FROM ahead WHERE id = ?";

  private static final String AHEAD_SQLITE =
      "WITH RECURSIVE ahead (id) AS (SELECT CAST(? AS TEXT)"
          + " UNION SELECT d.other_id FROM ahead a JOIN task_dependencies d ON d.task_id = a.id AND d.kind = 'depends_on'"
          + " UNION SELECT t.id FROM ahead a JOIN tasks t ON t.parent_task_id = a.id)"
          + " SELECT count(*) AS n FROM ahead WHERE id = ?";

  private DependencyTable() {}

  static boolean put(Tx tx, UUID task, UUID other, String kind) throws SQLException {
    boolean isNew =
        tx.update(
                "INSERT INTO task_dependencies (task_id, other_id, kind, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                task,
                other,
                kind,
                tx.now())
            == 1;
    if (isNew) {
      TouchTable.touch(tx, task, other);
    }
    return isNew;
  }

  /// Has a task have to do with just these.
  static void relate(Tx tx, UUID task, List<UUID> others) throws SQLException {
    tx.update("DELETE FROM task_dependencies WHERE task_id = ? AND kind = 'related'", task);
    TouchTable.touch(tx, task);
    for (UUID each : others) {
      put(tx, task, each, RELATED);
    }
  }

  static boolean remove(Tx tx, UUID task, UUID other, String kind) throws SQLException {
    boolean wasThere =
        tx.update(
                "DELETE FROM task_dependencies WHERE task_id = ? AND other_id = ? AND kind = ?",
                task,
                other,
                kind)
            == 1;
    if (wasThere) {
      TouchTable.touch(tx, task, other);
    }
    return wasThere;
  }

  static List<UUID> others(Tx tx, UUID task, String kind) throws SQLException {
    return tx.list(
        "SELECT other_id FROM task_dependencies WHERE task_id = ? AND kind = ? ORDER BY created_at, other_id",
        row -> row.id("other_id"),
        task,
        kind);
  }

  /// Those that wait for a task.
  static List<UUID> waiting(Tx tx, UUID task) throws SQLException {
    return tx.list(
        "SELECT task_id FROM task_dependencies WHERE other_id = ? AND kind = 'depends_on' ORDER BY created_at, task_id",
        row -> row.id("task_id"),
        task);
  }

  /// One task that another has to do with.
  record Edge(UUID task, UUID other, boolean isWaiting) {}

  private static Edge edge(Row row) throws SQLException {
    return new Edge(row.id("task_id"), row.id("other_id"), row.text("kind").equals(DEPENDS_ON));
  }

  /// All of a session.
  static List<Edge> ofSession(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT d.task_id, d.other_id, d.kind FROM tasks t JOIN task_dependencies d ON d.task_id = t.id"
            + " WHERE t.session_id = ? ORDER BY d.created_at, d.other_id, d.task_id",
        DependencyTable::edge,
        session);
  }

  /// All from and to some tasks; those between two of them once.
  static List<Edge> of(Tx tx, List<UUID> tasks) throws SQLException {
    if (tasks.isEmpty()) {
      return List.of();
    }
    String marks = String.join(", ", Collections.nCopies(tasks.size(), "?"));
    List<@Nullable Object> values = new ArrayList<>(tasks);
    values.addAll(tasks);
    return tx.list(
        "SELECT task_id, other_id, kind, created_at FROM task_dependencies WHERE task_id IN ("
            + marks
            + ") UNION SELECT task_id, other_id, kind, created_at FROM task_dependencies WHERE other_id IN ("
            + marks
            + ") ORDER BY created_at, other_id, task_id",
        DependencyTable::edge,
        values.toArray());
  }

  /// Whether `from` waits for `to`, over whatever stands between: a task waits for those that it depends on, and for those
  /// under it.
  static boolean isWaiting(Tx tx, UUID from, UUID to) throws SQLException {
    return tx.number(tx.dialect().isSqlite() ? AHEAD_SQLITE : AHEAD, from, to) > 0;
  }

  /// What each of some tasks waits for directly.
  static Map<UUID, List<UUID>> ahead(Tx tx, List<UUID> tasks) throws SQLException {
    String marks = String.join(", ", Collections.nCopies(tasks.size(), "?"));
    List<@Nullable Object> values = new ArrayList<>(tasks);
    values.addAll(tasks);
    Map<UUID, List<UUID>> found = new HashMap<>();
    tx.each(
        "SELECT task_id AS one, other_id AS other FROM task_dependencies WHERE kind = 'depends_on' AND task_id IN ("
            + marks
            + ") UNION ALL SELECT parent_task_id AS one, id AS other FROM tasks WHERE parent_task_id IN ("
            + marks
            + ")",
        row -> found.computeIfAbsent(row.id("one"), id -> new ArrayList<>()).add(row.id("other")),
        values.toArray());
    return found;
  }
}
