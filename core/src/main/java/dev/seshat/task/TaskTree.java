package dev.seshat.task;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session's tasks in the order of their tree.
final class TaskTree {
  private static final Comparator<Task> ORDER =
      Comparator.comparingLong(Task::position).thenComparing(Task::id);

  private TaskTree() {}

  static List<Task> of(Tx tx, UUID session) throws SQLException {
    return sorted(
        Others.of(DependencyTable.ofSession(tx, session)).all(TaskTable.ofSession(tx, session)),
        GroupTable.ofSession(tx, session));
  }

  /// @param all of a session
  /// @param headings its groups in their order
  static List<Task> sorted(List<Task> all, List<TaskGroup> headings) {
    Map<UUID, Integer> groups = new HashMap<>();
    for (TaskGroup each : headings) {
      groups.put(each.id(), groups.size());
    }
    Map<@Nullable UUID, List<Task>> under = new HashMap<>(all.size());
    all.forEach(each -> under.computeIfAbsent(each.parentId(), id -> new ArrayList<>()).add(each));
    Comparator<Task> byGroup =
        Comparator.comparingInt(
            each -> each.groupId() == null ? -1 : groups.getOrDefault(each.groupId(), 0));
    List<Task> sorted = new ArrayList<>(all.size());
    List<Task> roots = new ArrayList<>(under.getOrDefault(null, List.of()));
    roots.sort(byGroup.thenComparing(ORDER));
    roots.forEach(each -> put(sorted, each, under));
    return sorted;
  }

  /// A task and those under it.
  static List<Task> under(Tx tx, Task root) throws SQLException {
    List<Task> all = Others.with(tx, TaskTable.under(tx, root));
    Map<@Nullable UUID, List<Task>> under = new HashMap<>(all.size());
    all.forEach(each -> under.computeIfAbsent(each.parentId(), id -> new ArrayList<>()).add(each));
    List<Task> sorted = new ArrayList<>(all.size());
    for (Task each : all) {
      if (each.id().equals(root.id())) {
        put(sorted, each, under);
      }
    }
    return sorted;
  }

  private static void put(List<Task> sorted, Task task, Map<@Nullable UUID, List<Task>> under) {
    sorted.add(task);
    List<Task> children = under.get(task.id());
    if (children != null) {
      children.sort(ORDER);
      children.forEach(each -> put(sorted, each, under));
    }
  }
}
