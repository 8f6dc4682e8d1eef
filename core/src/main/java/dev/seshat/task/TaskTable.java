package dev.seshat.task;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of tasks.
final class TaskTable {
  static final String COLUMNS =
      "t.id, t.session_id, t.marker, t.parent_task_id, t.root_task_id, t.task_group_id, g.group_name, t.level, t.hierarchy_path,"
          + " t.position_in_group, t.title, t.description, t.specialist_type, t.complexity_level, t.priority_level, t.status,"
          + " t.progress_percentage, t.estimated_effort, t.actual_effort, t.waits_for, t.children, t.assignee, t.lease_until,"
          + " t.markdown_section, t.is_off_file, t.file_operations_count, t.verification_status, t.reference, t.external_id,"
          + " t.created_at, t.started_at, t.completed_at, t.last_updated_at, t.version";
  static final String FROM = " FROM tasks t LEFT JOIN task_groups g ON g.id = t.task_group_id";
  private static final String ALL = "SELECT " + COLUMNS + FROM;

  private TaskTable() {}

  static Task task(Row row) throws SQLException {
    return new Task(
        row.id("id"),
        row.id("session_id"),
        row.text("marker"),
        row.idOrNull("parent_task_id"),
        row.id("root_task_id"),
        row.idOrNull("task_group_id"),
        row.textOrNull("group_name"),
        row.integer("level"),
        row.text("hierarchy_path"),
        row.number("position_in_group"),
        row.text("title"),
        row.textOrNull("description"),
        row.textOrNull("specialist_type"),
        Complexity.of(row.text("complexity_level")),
        row.integer("priority_level"),
        TaskStatus.of(row.text("status")),
        row.real("progress_percentage"),
        row.integerOrNull("estimated_effort"),
        row.integerOrNull("actual_effort"),
        row.integer("waits_for"),
        row.integer("children"),
        row.textOrNull("assignee"),
        row.timeOrNull("lease_until"),
        row.textOrNull("markdown_section"),
        row.flag("is_off_file"),
        row.number("file_operations_count"),
        row.text("verification_status"),
        row.textOrNull("reference"),
        row.textOrNull("external_id"),
        row.time("created_at"),
        row.timeOrNull("started_at"),
        row.timeOrNull("completed_at"),
        row.time("last_updated_at"),
        row.number("version"),
        List.of(),
        List.of(),
        List.of());
  }

  static Optional<Task> find(Tx tx, UUID id) throws SQLException {
    return tx.first(ALL + " WHERE t.id = ?", TaskTable::task, id);
  }

  static Optional<Task> marked(Tx tx, UUID session, String marker) throws SQLException {
    return tx.first(
        ALL + " WHERE t.session_id = ? AND t.marker = ?", TaskTable::task, session, marker);
  }

  static Optional<Task> external(Tx tx, UUID session, String externalId) throws SQLException {
    return tx.first(
        ALL + " WHERE t.session_id = ? AND t.external_id = ?",
        TaskTable::task,
        session,
        externalId);
  }

  static List<Task> between(Tx tx, UUID low, UUID high, int limit) throws SQLException {
    return tx.list(
        ALL + " WHERE t.id BETWEEN ? AND ? ORDER BY t.id LIMIT ?",
        TaskTable::task,
        low,
        high,
        limit);
  }

  /// The tasks of a session in no order; a tree is made of them.
  static List<Task> ofSession(Tx tx, UUID session) throws SQLException {
    return tx.list(ALL + " WHERE t.session_id = ?", TaskTable::task, session);
  }

  /// A task and all under it, in no order.
  static List<Task> under(Tx tx, Task root) throws SQLException {
    return tx.list(
        ALL + " WHERE t.session_id = ? AND t.hierarchy_path >= ? AND t.hierarchy_path < ?",
        TaskTable::task,
        root.sessionId(),
        root.path(),
        root.path() + "0");
  }

  static List<Task> children(Tx tx, UUID parent) throws SQLException {
    return tx.list(
        ALL + " WHERE t.parent_task_id = ? ORDER BY t.position_in_group, t.id",
        TaskTable::task,
        parent);
  }

  /// Those that wait for nothing and that nobody has, the most urgent first, then the highest in the tree.
  static List<Task> ready(Tx tx, UUID session, int limit) throws SQLException {
    return tx.list(
        ALL
            + " WHERE t.session_id = ? AND t.status = 'pending' AND t.waits_for = 0"
            + " ORDER BY t.priority_level, t.level, t.position_in_group, t.id LIMIT ?",
        TaskTable::task,
        session,
        limit);
  }

  /// One more than the filter asks for, if there are more.
  static List<Task> list(Tx tx, UUID session, TaskFilter filter) throws SQLException {
    StringBuilder where = new StringBuilder(" WHERE t.session_id = ?");
    List<@Nullable Object> values = new ArrayList<>(List.of(session));
    if (filter.isReady()) {
      where.append(" AND t.status = 'pending' AND t.waits_for = 0");
    }
    if (!filter.statuses().isEmpty()) {
      where.append(" AND t.status IN (").append(marks(filter.statuses().size())).append(")");
      filter.statuses().forEach(each -> values.add(each.word()));
    }
    and(where, values, "g.group_name = ?", filter.group());
    and(where, values, "t.assignee = ?", filter.assignee());
    and(where, values, "t.specialist_type = ?", filter.specialist());
    if (filter.cursor() != null) {
      TaskFilter.Spot last = TaskFilter.Spot.of(filter.cursor());
      where.append(" AND (t.priority_level, t.level, t.position_in_group, t.id) > (?, ?, ?, ?)");
      values.addAll(List.of(last.priority(), last.level(), last.position(), last.id()));
    }
    values.add(filter.limit() + 1);
    return tx.list(
        ALL + where + " ORDER BY t.priority_level, t.level, t.position_in_group, t.id LIMIT ?",
        TaskTable::task,
        values.toArray());
  }

  private static void and(
      StringBuilder where,
      List<@Nullable Object> values,
      String condition,
      @Nullable String value) {
    if (value != null) {
      where.append(" AND ").append(condition);
      values.add(value);
    }
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  static void insert(
      Tx tx, UUID session, UUID id, String marker, NewTask told, PlaceTable.Spot spot)
      throws SQLException {
    Complexity complexity = told.complexity() == null ? Complexity.MODERATE : told.complexity();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(id);
    values.add(session);
    values.add(marker);
    values.add(spot.parent());
    values.add(spot.root() == null ? id : spot.root());
    values.add(spot.group());
    values.add(spot.level());
    values.add(spot.path() + "/" + marker);
    values.add(spot.position());
    values.add(told.title());
    values.add(told.description());
    values.add(told.specialistType());
    values.add(complexity.word());
    values.add(told.priority());
    values.add(TaskStatus.PENDING.word());
    values.add((long) complexity.weight());
    values.add(0L);
    values.add(told.estimatedEffort());
    values.add(false);
    values.add(told.reference());
    values.add(told.externalId());
    values.add(tx.now());
    values.add(tx.now());
    tx.update(
        "INSERT INTO tasks (id, session_id, marker, parent_task_id, root_task_id, task_group_id, level, hierarchy_path,"
            + " position_in_group, title, description, specialist_type, complexity_level, priority_level, status, weight,"
            + " weight_done, estimated_effort, is_off_file, reference, external_id, created_at, last_updated_at) VALUES ("
            + marks(values.size())
            + ")",
        values.toArray());
    TouchTable.touch(tx, id);
  }

  /// Changes columns of a task; its version and the time of the change with them.
  static void set(Tx tx, UUID id, List<String> columns, List<@Nullable Object> values)
      throws SQLException {
    List<@Nullable Object> all = new ArrayList<>(values);
    all.add(tx.now());
    all.add(id);
    tx.update(
        "UPDATE tasks SET "
            + String.join(", ", columns.stream().map(each -> each + " = ?").toList())
            + (columns.isEmpty() ? "" : ", ")
            + "last_updated_at = ?, version = version + 1, "
            + TouchTable.of(tx)
            + " WHERE id = ?",
        all.toArray());
  }

  /// What a task weighs, and what of it is done, in hundredths of a percent.
  record Weight(long weight, long done) {
    Weight minus(Weight other) {
      return new Weight(weight - other.weight, done - other.done);
    }

    /// What a task without others under it weighs.
    ///
    /// @param progress in hundredths of a percent
    static Weight of(TaskStatus status, Complexity complexity, long progress) {
      long weight = status == TaskStatus.CANCELLED ? 0 : complexity.weight();
      return new Weight(weight, weight * (status == TaskStatus.COMPLETED ? 10_000 : progress));
    }

    /// 0 to 100.
    double percent() {
      return weight == 0 ? 0 : done / 100.0 / weight;
    }

    boolean isNothing() {
      return weight == 0 && done == 0;
    }
  }

  static Weight weight(Tx tx, UUID id) throws SQLException {
    return tx.first(
            "SELECT weight, weight_done FROM tasks WHERE id = ?",
            row -> new Weight(row.number("weight"), row.number("weight_done")),
            id)
        .orElseThrow();
  }

  /// What a task without others under it weighs.
  static Weight ownWeight(Tx tx, UUID id) throws SQLException {
    return tx.first(
            "SELECT status, complexity_level, own_progress FROM tasks WHERE id = ?",
            row ->
                Weight.of(
                    TaskStatus.of(row.text("status")),
                    Complexity.of(row.text("complexity_level")),
                    row.number("own_progress")),
            id)
        .orElseThrow();
  }

  private static final String ADD =
      "weight = weight + ?, weight_done = weight_done + ?, progress_percentage ="
          + " CASE WHEN weight + ? = 0 THEN 0 ELSE (weight_done + ?) / 100.0 / (weight + ?) END";

  /// Adds to what tasks weigh.
  ///
  /// @param markers of the tasks, in one session
  static void add(Tx tx, UUID session, List<String> markers, Weight more) throws SQLException {
    if (markers.isEmpty() || more.isNothing()) {
      return;
    }
    List<@Nullable Object> values = new ArrayList<>(weights(more));
    values.add(session);
    values.addAll(markers);
    tx.update(
        "UPDATE tasks SET "
            + ADD
            + ", "
            + TouchTable.of(tx)
            + " WHERE session_id = ? AND marker IN ("
            + marks(markers.size())
            + ")",
        values.toArray());
  }

  static List<Long> weights(Weight more) {
    return List.of(more.weight(), more.done(), more.weight(), more.done(), more.weight());
  }

  static void waits(Tx tx, UUID id, int more) throws SQLException {
    if (more != 0) {
      tx.update(
          "UPDATE tasks SET waits_for = waits_for + ?, " + TouchTable.of(tx) + " WHERE id = ?",
          more,
          id);
    }
  }

  static void children(Tx tx, UUID id, int more) throws SQLException {
    tx.update(
        "UPDATE tasks SET children = children + ?, " + TouchTable.of(tx) + " WHERE id = ?",
        more,
        id);
  }
}
