package dev.seshat.task;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which tasks wait for which, and which have to do with which, of many at once.
final class Others {
  private final Map<UUID, List<UUID>> dependsOn = new HashMap<>();
  private final Map<UUID, List<UUID>> blocks = new HashMap<>();
  private final Map<UUID, List<UUID>> related = new HashMap<>();

  private Others() {}

  static Others of(List<DependencyTable.Edge> edges) {
    Others others = new Others();
    for (DependencyTable.Edge each : edges) {
      if (each.isWaiting()) {
        put(others.dependsOn, each.task(), each.other());
        put(others.blocks, each.other(), each.task());
      } else {
        put(others.related, each.task(), each.other());
      }
    }
    return others;
  }

  private static void put(Map<UUID, List<UUID>> map, UUID task, UUID other) {
    map.computeIfAbsent(task, id -> new ArrayList<>()).add(other);
  }

  /// These tasks with those that they have to do with.
  static List<Task> with(Tx tx, List<Task> tasks) throws SQLException {
    return of(DependencyTable.of(tx, tasks.stream().map(Task::id).toList())).all(tasks);
  }

  List<Task> all(List<Task> tasks) {
    List<Task> all = new ArrayList<>(tasks.size());
    for (Task each : tasks) {
      UUID id = each.id();
      boolean isAlone =
          !dependsOn.containsKey(id) && !blocks.containsKey(id) && !related.containsKey(id);
      all.add(isAlone ? each : each.with(of(dependsOn, id), of(blocks, id), of(related, id)));
    }
    return all;
  }

  private static List<UUID> of(Map<UUID, List<UUID>> map, UUID id) {
    return map.getOrDefault(id, List.of());
  }
}
