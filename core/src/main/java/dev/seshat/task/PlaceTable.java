package dev.seshat.task;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of where tasks stand.
final class PlaceTable {
  /// A task and all under it, by their paths: behind a marker, nothing that sorts before `0` stands but `/`.
  private static final String SUBTREE =
      " WHERE session_id = ? AND hierarchy_path >= ? AND hierarchy_path < ?";

  private PlaceTable() {}

  /// Where a task stands.
  ///
  /// @param root null for a root of its own
  /// @param path that of its parent; empty for none
  record Spot(
      @Nullable UUID parent,
      @Nullable UUID root,
      @Nullable UUID group,
      int level,
      String path,
      long position) {
    Spot at(long other) {
      return new Spot(parent, root, group, level, path, other);
    }
  }

  /// The last position among those beside a place; 0 for none.
  static long lastPosition(Tx tx, UUID session, @Nullable UUID parent, @Nullable UUID group)
      throws SQLException {
    if (parent != null) {
      return tx.number(
          "SELECT coalesce(max(position_in_group), 0) AS n FROM tasks WHERE parent_task_id = ?",
          parent);
    }
    return tx.number(
        "SELECT coalesce(max(position_in_group), 0) AS n FROM tasks WHERE session_id = ? AND parent_task_id IS NULL"
            + " AND task_group_id "
            + (group == null ? "IS NULL" : "= ?"),
        group == null ? new Object[] {session} : new Object[] {session, group});
  }

  static void move(Tx tx, Task task, Spot to) throws SQLException {
    String path = to.path() + "/" + task.marker();
    UUID root = to.root() == null ? task.id() : to.root();
    tx.update(
        "UPDATE tasks SET parent_task_id = ?, position_in_group = ?, last_updated_at = ?, version = version + 1, "
            + TouchTable.of(tx)
            + " WHERE id = ?",
        to.parent(),
        to.position(),
        tx.now(),
        task.id());
    tx.update(
        "UPDATE tasks SET level = level + ?, root_task_id = ?, task_group_id = ?, hierarchy_path = ? || substr(hierarchy_path, ?), "
            + TouchTable.of(tx)
            + SUBTREE,
        to.level() - task.level(),
        root,
        to.group(),
        path,
        task.path().length() + 1,
        task.sessionId(),
        task.path(),
        task.path() + "0");
  }

  private static List<@Nullable Object> subtree(Task task, @Nullable Object... first) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object each : first) {
      values.add(each);
    }
    values.add(task.sessionId());
    values.add(task.path());
    values.add(task.path() + "0");
    return values;
  }

  /// How many tasks there are, those cancelled left out, and how many of them are completed.
  record Counts(long total, long completed) {}

  /// Of a task and all under it.
  static Counts counts(Tx tx, Task task) throws SQLException {
    return tx.first(
            "SELECT count(CASE WHEN status <> 'cancelled' THEN 1 END) AS total,"
                + " count(CASE WHEN status = 'completed' THEN 1 END) AS completed FROM tasks"
                + SUBTREE,
            row -> new Counts(row.number("total"), row.number("completed")),
            subtree(task).toArray())
        .orElseThrow();
  }

  /// How many levels stand under a task.
  static int depthUnder(Tx tx, Task task) throws SQLException {
    long deepest =
        tx.number("SELECT max(level) AS n FROM tasks" + SUBTREE, subtree(task).toArray());
    return (int) deepest - task.level();
  }

  /// What stands under a task and is open, the deepest first.
  static List<UUID> openUnder(Tx tx, Task task) throws SQLException {
    return tx.list(
        "SELECT id FROM tasks"
            + SUBTREE
            + " AND id <> ? AND status NOT IN ('completed', 'cancelled') ORDER BY level DESC, id",
        row -> row.id("id"),
        plus(subtree(task), task.id()));
  }

  private static @Nullable Object[] plus(List<@Nullable Object> values, Object last) {
    values.add(last);
    return values.toArray();
  }

  /// Where those beside a task begin and end: the condition and its values.
  private static String beside(Task task, List<@Nullable Object> values) {
    values.add(task.sessionId());
    StringBuilder where = new StringBuilder(" WHERE session_id = ? AND parent_task_id ");
    where.append(is(task.parentId(), values)).append(" AND task_group_id ");
    return where.append(is(task.groupId(), values)).toString();
  }

  private static String is(@Nullable UUID id, List<@Nullable Object> values) {
    if (id == null) {
      return "IS NULL";
    }
    values.add(id);
    return "= ?";
  }

  /// The position of what comes before a task, one left out; 0 where nothing does.
  static long positionBefore(Tx tx, Task leftOut, Task task) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    String where = beside(task, values);
    values.add(task.position());
    values.add(task.id());
    values.add(leftOut.id());
    return tx.number(
        "SELECT coalesce(max(position_in_group), 0) AS n FROM tasks"
            + where
            + " AND position_in_group <= ? AND id NOT IN (?, ?)",
        values.toArray());
  }

  /// Gives all beside a task, and itself, places that are `step` apart, in the order that they are in.
  static void respace(Tx tx, Task task, long step) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(List.of(step));
    String where = beside(task, values);
    tx.update(
        "UPDATE tasks SET "
            + TouchTable.of(tx)
            + ", position_in_group = r.place FROM (SELECT id AS task, row_number() OVER (ORDER BY position_in_group, id)"
            + " * ? AS place FROM tasks"
            + where
            + ") r WHERE tasks.id = r.task",
        values.toArray());
  }
}
