package dev.seshat.task;

import dev.seshat.Texts;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of boards.
final class BoardTable {
  private static final String FROM = TaskTable.FROM + " JOIN sessions s ON s.id = t.session_id";
  private static final String URGENT =
      " ORDER BY t.priority_level, t.level, t.position_in_group, t.id";
  private static final String LATEST = " ORDER BY t.last_updated_at DESC, t.id DESC";

  private BoardTable() {}

  /// The tasks of one state.
  record Wanted(@Nullable UUID session, BoardFilter filter, TaskStatus status) {
    boolean isOpen() {
      return status == TaskStatus.PENDING
          || status == TaskStatus.IN_PROGRESS
          || status == TaskStatus.BLOCKED;
    }
  }

  /// A task and the title of its session.
  record Found(Task task, String session) {}

  static List<Found> list(Tx tx, Wanted wanted, int limit) throws SQLException {
    if (wanted.status() != TaskStatus.PENDING) {
      return part(tx, wanted, "", limit);
    }
    List<Found> found = new ArrayList<>(part(tx, wanted, " AND t.waits_for = 0", limit));
    if (found.size() < limit) {
      found.addAll(part(tx, wanted, " AND t.waits_for > 0", limit - found.size()));
    }
    return found;
  }

  private static List<Found> part(Tx tx, Wanted wanted, String more, int limit)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    String where = where(wanted, values) + more;
    values.add(limit);
    return tx.list(
        "SELECT "
            + TaskTable.COLUMNS
            + ", s.name AS session_name, s.intention"
            + FROM
            + where
            + (wanted.isOpen() ? URGENT : LATEST)
            + " LIMIT ?",
        row -> new Found(TaskTable.task(row), title(row)),
        values.toArray());
  }

  private static String title(Row row) throws SQLException {
    String name = row.textOrNull("session_name");
    return name == null || name.isBlank() ? Texts.shorten(row.text("intention"), 80) : name;
  }

  static long count(Tx tx, Wanted wanted, int most) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    String where = where(wanted, values);
    values.add(most);
    return tx.number(
        "SELECT count(*) AS n FROM (SELECT 1 AS one" + FROM + where + " LIMIT ?) found",
        values.toArray());
  }

  /// The state stands in the text of the statement: indexes of some states alone are found by it.
  private static String where(Wanted wanted, List<@Nullable Object> values) {
    StringBuilder where = new StringBuilder(" WHERE t.status = '");
    where.append(wanted.status().word()).append("'");
    BoardFilter filter = wanted.filter();
    if (wanted.session() == null) {
      where.append(" AND s.status NOT IN ('archived', 'cancelled')");
    }
    and(where, values, "t.session_id = ?", wanted.session());
    and(where, values, "g.group_name = ?", filter.group());
    and(where, values, "t.specialist_type = ?", filter.specialist());
    and(where, values, "t.assignee = ?", filter.assignee());
    and(where, values, "lower(t.title) LIKE ? ESCAPE '!'", like(filter.text()));
    return where.toString();
  }

  private static void and(
      StringBuilder where,
      List<@Nullable Object> values,
      String condition,
      @Nullable Object value) {
    if (value != null) {
      where.append(" AND ").append(condition);
      values.add(value);
    }
  }

  private static @Nullable String like(@Nullable String text) {
    return text == null
        ? null
        : "%"
            + text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_")
            + "%";
  }

  /// What each of some tasks depends on that is not completed.
  static Map<UUID, List<TaskBoard.Named>> waitsFor(Tx tx, List<UUID> tasks) throws SQLException {
    Map<UUID, List<TaskBoard.Named>> found = new HashMap<>();
    if (!tasks.isEmpty()) {
      tx.each(
          "SELECT d.task_id, o.id, o.marker, o.title FROM task_dependencies d JOIN tasks o ON o.id = d.other_id"
              + " WHERE d.kind = 'depends_on' AND o.status <> 'completed' AND d.task_id IN ("
              + String.join(", ", Collections.nCopies(tasks.size(), "?"))
              + ") ORDER BY d.created_at, o.id",
          row ->
              found
                  .computeIfAbsent(row.id("task_id"), id -> new ArrayList<>())
                  .add(new TaskBoard.Named(row.id("id"), row.text("marker"), row.text("title"))),
          tasks.toArray());
    }
    return found;
  }
}
