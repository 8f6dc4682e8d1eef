package dev.seshat.task;

import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The tasks of a session as its file tells of them: changes by marker, within a transaction that holds the session.
///
/// A person writes into a file what is to be, not the steps to it. So a task goes to a status over whatever is between, one
/// that is finished has all under it finished, and nobody's claim keeps a person from it.
public final class TaskLines {
  private final Scope scope;
  private final Tasks tasks;

  public TaskLines(Scope scope, Tasks tasks) {
    this.scope = scope;
    this.tasks = tasks;
  }

  /// All tasks, each before those under it.
  public List<Task> tree(Tx tx, UUID session) throws SQLException {
    return TaskTree.of(tx, session);
  }

  /// All groups, in their order.
  public List<TaskGroup> groups(Tx tx, UUID session) throws SQLException {
    return GroupTable.ofSession(tx, session);
  }

  /// A marker that no task of the session has.
  ///
  /// @param taken others that it is not to be
  public String freshMarker(Tx tx, UUID session, Set<String> taken) throws SQLException {
    String marker = Tasks.freshMarker(tx, session);
    while (taken.contains(marker)) {
      marker = Tasks.freshMarker(tx, session);
    }
    return marker;
  }

  /// Makes a task, at the end of those where it is to stand. What it stands under is open again.
  public void add(Tx tx, UUID session, NewTask told) throws SQLException {
    if (told.parent() != null) {
      reopen(tx, Tasks.resolveIn(tx, session, told.parent()));
    }
    tasks.addIn(tx, session, told, new HashMap<>(), tasks.rulesIn(tx, session));
  }

  private void reopen(Tx tx, Task parent) throws SQLException {
    if (parent.status().isOver()) {
      settle(tx, parent.sessionId(), parent.marker(), TaskStatus.PENDING);
    }
  }

  /// Changes columns of a task.
  public void say(Tx tx, UUID session, String marker, Map<String, @Nullable Object> fields)
      throws SQLException {
    Task task = find(tx, session, marker);
    TaskTable.set(tx, task.id(), List.copyOf(fields.keySet()), new ArrayList<>(fields.values()));
    TaskEntries.changed(tx, task.id(), fields.keySet(), scope.actor());
    tasks.changed(tx, "task.change", task, fields);
  }

  /// Has a task stand elsewhere. What it comes to stand under is open again, if it is itself.
  public void place(Tx tx, UUID session, String marker, TaskPlace to) throws SQLException {
    Task task = find(tx, session, marker);
    if (to.parent() != null && !task.status().isOver()) {
      reopen(tx, Tasks.resolveIn(tx, session, to.parent()));
    }
    Placing.move(tx, task, to);
    Task moved = find(tx, session, marker);
    tasks.changed(tx, "task.change", moved, Map.of("place", moved.path()));
  }

  /// Has a task go to a status, over those between; one that is completed or cancelled takes what is open under it along.
  public void settle(Tx tx, UUID session, String marker, TaskStatus goal) throws SQLException {
    Task task = find(tx, session, marker);
    if (task.status() == goal) {
      return;
    }
    if (goal.isOver()) {
      for (UUID each : PlaceTable.openUnder(tx, task)) {
        StatusMoves.through(tx, TaskTable.find(tx, each).orElseThrow(), goal, scope.actor());
      }
    }
    StatusMoves.through(tx, find(tx, session, marker), goal, scope.actor());
    tasks.changed(tx, "task.change", task, Map.of("from", task.status().word(), "to", goal.word()));
  }

  /// Notes whether a task's line was taken out of the file.
  public void offFile(Tx tx, UUID session, String marker, boolean isOff) throws SQLException {
    Task task = find(tx, session, marker);
    if (task.isOffFile() != isOff) {
      TaskTable.set(tx, task.id(), List.of("is_off_file"), List.of(isOff));
    }
  }

  private static Task find(Tx tx, UUID session, String marker) throws SQLException {
    return Tasks.resolveIn(tx, session, marker);
  }

  /// Makes a group for a heading. Names are one in a session: a heading that another group is called by already is the
  /// heading of a group with a name of its own.
  public UUID addGroup(Tx tx, UUID session, String heading, @Nullable TaskGroup around)
      throws SQLException {
    String name = freeName(tx, session, heading, around);
    UUID id = GroupTable.insert(tx, session, name, around);
    if (!name.equals(heading)) {
      GroupTable.set(tx, id, Map.of("markdown_section", heading));
    }
    changed(tx, "task_group.add", id, session, Map.of("group_name", name));
    return id;
  }

  private static String freeName(Tx tx, UUID session, String heading, @Nullable TaskGroup around)
      throws SQLException {
    String plain = dev.seshat.Texts.shorten(heading, 150);
    String name = plain;
    for (int i = 1; GroupTable.named(tx, session, name).isPresent(); i++) {
      name =
          i == 1 && around != null
              ? plain + " (" + dev.seshat.Texts.shorten(around.name(), 40) + ")"
              : plain + " " + (i + 1);
    }
    return name;
  }

  /// Has a group be called by another heading.
  public void renameGroup(Tx tx, TaskGroup group, String heading) throws SQLException {
    boolean isOnlyCase =
        GroupTable.named(tx, group.sessionId(), heading)
            .map(other -> other.id().equals(group.id()))
            .orElse(false);
    String name =
        isOnlyCase ? heading : freeName(tx, group.sessionId(), heading, parent(tx, group));
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("group_name", name);
    fields.put("markdown_section", name.equals(heading) ? null : heading);
    GroupTable.set(tx, group.id(), fields);
    changed(tx, "task_group.change", group.id(), group.sessionId(), Map.of("group_name", name));
  }

  private static @Nullable TaskGroup parent(Tx tx, TaskGroup group) throws SQLException {
    return group.parentId() == null ? null : GroupTable.find(tx, group.parentId()).orElse(null);
  }

  /// Has a group stand at another place among those of its session.
  public void placeGroup(Tx tx, TaskGroup group, long position) throws SQLException {
    GroupTable.set(tx, group.id(), Map.of("position_in_session", position));
    changed(
        tx,
        "task_group.change",
        group.id(),
        group.sessionId(),
        Map.of("position_in_session", position));
  }

  /// Has a task stand behind all that stand beside it.
  public void toEnd(Tx tx, UUID session, String marker) throws SQLException {
    Task task = find(tx, session, marker);
    TaskPlace to =
        task.parentId() != null
            ? TaskPlace.under(task.parentId().toString())
            : TaskPlace.in(task.group());
    place(tx, session, marker, to);
  }

  /// Has a group, with all in it, stand in another, or in none.
  public void moveGroup(Tx tx, TaskGroup group, @Nullable TaskGroup around) throws SQLException {
    GroupTable.away(tx, group, around);
    String name = around == null ? "" : around.name();
    changed(tx, "task_group.change", group.id(), group.sessionId(), Map.of("parent_group", name));
  }

  /// Takes a group away if nothing is in it.
  public boolean removeGroup(Tx tx, TaskGroup group) throws SQLException {
    if (!GroupTable.isEmpty(tx, group.id())) {
      return false;
    }
    GroupTable.remove(tx, group.id());
    changed(
        tx, "task_group.remove", group.id(), group.sessionId(), Map.of("group_name", group.name()));
    return true;
  }

  private void changed(Tx tx, String action, UUID group, UUID session, Map<String, ?> detail)
      throws SQLException {
    scope.changed(tx, action, "task_group", group, session, Json.write(detail));
  }
}
