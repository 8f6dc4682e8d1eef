package dev.seshat.task;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tasks of one session as they were elsewhere, put in by importers in any state, within a transaction that holds the
/// session. What is kept beside the rows is made true by [#settle], which ends it.
public final class TaskTakeover {
  private final Tx tx;
  private final Scope scope;
  private final UUID session;
  private final Map<String, Long> positions = new HashMap<>();
  private @Nullable Map<UUID, List<UUID>> ahead;
  private boolean isTouched;

  public TaskTakeover(Tx tx, Scope scope, UUID session) {
    this.tx = tx;
    this.scope = scope;
    this.session = session;
  }

  /// The tasks of the session that have an id of another system, by it.
  public Map<String, UUID> external() throws SQLException {
    return TakeoverTable.external(tx, session);
  }

  /// A task of any session.
  public Optional<Task> find(UUID task) throws SQLException {
    return TaskTable.find(tx, task);
  }

  /// The task of the session that another system knows by an id.
  public Optional<UUID> find(String externalId) throws SQLException {
    return TaskTable.external(tx, session, externalId).map(Task::id);
  }

  /// A group of the session by its name.
  public Optional<TaskGroup> group(String name) throws SQLException {
    return GroupTable.named(tx, session, name);
  }

  /// Makes a task.
  ///
  /// @param id which it is to have; null for a new one
  /// @param group where it stands if it stands under no task
  /// @param columns of `tasks` by name, checked by whoever tells of them; `title` is needed
  /// @throws Invalid if it would stand too deep
  public UUID add(
      @Nullable UUID id,
      @Nullable UUID parent,
      @Nullable UUID group,
      Map<String, ? extends @Nullable Object> columns)
      throws SQLException {
    Task above =
        parent == null
            ? null
            : TaskTable.find(tx, parent).orElseThrow(() -> NotFound.of("task", parent.toString()));
    if (above != null && above.level() + 1 >= Placing.MOST_LEVELS) {
      throw new Invalid(
          "parent", "tasks stand under one another at most " + Placing.MOST_LEVELS + " deep");
    }
    UUID own = id == null ? tx.newId() : id;
    String marker = Tasks.freshMarker(tx, session);
    UUID in = above == null ? group : above.groupId();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("complexity_level", Complexity.MODERATE.word());
    row.put("status", TaskStatus.PENDING.word());
    row.put("created_at", tx.now());
    row.put("last_updated_at", tx.now());
    columns.forEach((column, value) -> {
      if (value != null) {
        row.put(column, value);
      }
    });
    row.put("id", own);
    row.put("session_id", session);
    row.put("marker", marker);
    row.put("parent_task_id", parent);
    row.put("root_task_id", above == null ? own : above.rootId());
    row.put("task_group_id", in);
    row.put("level", above == null ? 0L : above.level() + 1L);
    row.put("hierarchy_path", (above == null ? "" : above.path()) + "/" + marker);
    row.put("position_in_group", next(parent, in));
    row.put("weight", 0L);
    row.put("weight_done", 0L);
    row.put("is_off_file", false);
    TakeoverTable.insert(tx, "tasks", row);
    TaskEntries.put(tx, TaskTable.find(tx, own).orElseThrow(), scope.actor());
    if (parent != null && ahead != null) {
      ahead.computeIfAbsent(parent, each -> new ArrayList<>()).add(own);
    }
    changed("task.import", "task", own, String.valueOf(columns.get("title")));
    return own;
  }

  private long next(@Nullable UUID parent, @Nullable UUID group) throws SQLException {
    String place = parent + "/" + (parent == null ? group : null);
    Long last = positions.get(place);
    if (last == null) {
      last = PlaceTable.lastPosition(tx, session, parent, group);
    }
    positions.put(place, last + Placing.STEP);
    return last + Placing.STEP;
  }

  /// Makes a group, unless one of this name is there.
  ///
  /// @param parent the group that it stands in; null for none, or where that would be too deep
  public UUID addGroup(
      String name, @Nullable UUID parent, Map<String, ? extends @Nullable Object> columns)
      throws SQLException {
    Optional<TaskGroup> known = GroupTable.named(tx, session, name);
    if (known.isPresent()) {
      return known.get().id();
    }
    TaskGroup around = parent == null ? null : GroupTable.find(tx, parent).orElseThrow();
    boolean isDeep = around != null && around.level() + 1 >= TaskGroups.MOST_DEPTH;
    UUID id = GroupTable.insert(tx, session, name, isDeep ? null : around);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(columns);
    fields.values().removeIf(each -> each == null);
    if (!fields.isEmpty()) {
      GroupTable.set(tx, id, fields);
    }
    isTouched = true;
    scope.changed(tx, "task_group.import", "task_group", id, session, detail("group_name", name));
    return id;
  }

  /// Has a task wait for another.
  ///
  /// @return whether it did not before
  /// @throws Conflict if that one waits for it already; then nothing is written
  public boolean depend(UUID task, UUID other) throws SQLException {
    if (isAhead(other, task)) {
      throw new Conflict("each would wait for the other");
    }
    boolean isNew = DependencyTable.put(tx, task, other, DependencyTable.DEPENDS_ON);
    if (isNew) {
      edges().computeIfAbsent(task, each -> new ArrayList<>()).add(other);
      isTouched = true;
    }
    return isNew;
  }

  /// Has a task stand under another, last and in its group, with all that stands under it.
  ///
  /// @throws Conflict if that one waits for it already
  /// @throws Invalid if it would stand too deep; then, as with a conflict, nothing is written
  public void under(UUID task, UUID parent) throws SQLException {
    if (isAhead(task, parent)) {
      throw new Conflict("each would wait for the other");
    }
    int levels = TakeoverTable.above(tx, parent, Placing.MOST_LEVELS) + 1;
    for (List<UUID> at = List.of(task); !at.isEmpty(); levels++) {
      List<UUID> next = new ArrayList<>();
      for (UUID each : at) {
        TaskTable.children(tx, each).forEach(child -> next.add(child.id()));
      }
      at = next;
      if (levels >= Placing.MOST_LEVELS) {
        throw new Invalid(
            "parent", "tasks stand under one another at most " + Placing.MOST_LEVELS + " deep");
      }
    }
    TakeoverTable.under(tx, task, parent, next(parent, null));
    Deque<UUID> open = new ArrayDeque<>(List.of(task));
    while (!open.isEmpty()) {
      open.addAll(TakeoverTable.childrenIntoGroup(tx, open.remove()));
    }
    edges().computeIfAbsent(parent, each -> new ArrayList<>()).add(task);
    isTouched = true;
  }

  /// Has two tasks have to do with each other; neither waits.
  public boolean relate(UUID task, UUID other) throws SQLException {
    return !task.equals(other) && DependencyTable.put(tx, task, other, DependencyTable.RELATED);
  }

  private Map<UUID, List<UUID>> edges() throws SQLException {
    Map<UUID, List<UUID>> edges = ahead;
    if (edges == null) {
      edges = TakeoverTable.ahead(tx, session);
      ahead = edges;
    }
    return edges;
  }

  /// Whether one task is another or waits for it, over whatever stands between.
  private boolean isAhead(UUID from, UUID to) throws SQLException {
    Map<UUID, List<UUID>> edges = edges();
    Set<UUID> seen = new HashSet<>(Set.of(from));
    Deque<UUID> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      UUID at = open.remove();
      if (at.equals(to)) {
        return true;
      }
      for (UUID each : edges.getOrDefault(at, List.of())) {
        if (seen.add(each)) {
          open.add(each);
        }
      }
    }
    return false;
  }

  /// Writes columns of a task over, checked by whoever tells of them.
  public void set(UUID task, Map<String, ? extends @Nullable Object> columns) throws SQLException {
    if (!columns.isEmpty()) {
      TaskTable.set(tx, task, List.copyOf(columns.keySet()), new ArrayList<>(columns.values()));
      TaskEntries.changed(tx, task, columns.keySet(), scope.actor());
      changed("task.import", "task", task, String.join(", ", columns.keySet()));
    }
  }

  /// What their sources said of tasks of the session when they were read last, each a JSON object.
  public Map<UUID, String> allSaid() throws SQLException {
    return TakeoverTable.said(tx, session);
  }

  /// Keeps what its source says of a task now.
  public void say(UUID task, String json) throws SQLException {
    TakeoverTable.say(tx, task, json);
  }

  /// Makes true what is kept beside the rows.
  ///
  /// @return the tasks that were said to be over while others under them are not, as they were; they are open again
  public List<Task> settle() throws SQLException {
    if (!isTouched) {
      return List.of();
    }
    List<Task> reopened = new ArrayList<>();
    for (List<Task> each = TakeoverTable.overTooEarly(tx, session);
        !each.isEmpty();
        each = TakeoverTable.overTooEarly(tx, session)) {
      for (Task task : each) {
        TaskStatus open =
            task.status() == TaskStatus.COMPLETED ? TaskStatus.IN_PROGRESS : TaskStatus.PENDING;
        TaskTable.set(
            tx, task.id(), List.of("status", "completed_at"), Arrays.asList(open.word(), null));
      }
      reopened.addAll(each);
    }
    TaskCounts.correctIn(tx, session);
    return reopened;
  }

  private void changed(String action, String entity, UUID id, String what) {
    isTouched = true;
    scope.changed(tx, action, entity, id, session, detail("what", what));
  }

  private static String detail(String name, String value) {
    return Json.write(Map.of(name, value));
  }
}
