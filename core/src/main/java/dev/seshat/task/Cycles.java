package dev.seshat.task;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// That no task waits for itself. A task waits for those that it depends on, and for those that stand under it.
final class Cycles {
  private static final int MOST_NAMED = 20;

  private Cycles() {}

  /// Refuses that a task comes to wait for another, if that one waits for it already.
  ///
  /// @throws Conflict that names the tasks on the way round
  static void requireNone(Tx tx, UUID task, UUID other) throws SQLException {
    if (task.equals(other)) {
      throw new Conflict(named(tx, List.of(task)) + " cannot wait for itself");
    }
    if (DependencyTable.isWaiting(tx, other, task)) {
      List<UUID> way = new ArrayList<>(List.of(task));
      way.addAll(way(tx, other, task));
      throw new Conflict("that would be a circle, each waiting for the next: " + named(tx, way));
    }
  }

  /// The shortest way from one task to another that it waits for.
  private static List<UUID> way(Tx tx, UUID from, UUID to) throws SQLException {
    Map<UUID, UUID> before = new HashMap<>();
    List<UUID> edge = List.of(from);
    while (!edge.isEmpty() && !before.containsKey(to)) {
      List<UUID> next = new ArrayList<>();
      DependencyTable.ahead(tx, edge)
          .forEach((one, others) -> {
            for (UUID each : others) {
              if (!each.equals(from) && before.putIfAbsent(each, one) == null) {
                next.add(each);
              }
            }
          });
      edge = next;
    }
    List<UUID> way = new ArrayList<>();
    for (UUID at = to; !at.equals(from); at = Objects.requireNonNull(before.get(at))) {
      way.addFirst(at);
    }
    way.addFirst(from);
    return way;
  }

  private static String named(Tx tx, List<UUID> tasks) throws SQLException {
    List<String> names = new ArrayList<>();
    for (UUID id : tasks.subList(0, Math.min(tasks.size(), MOST_NAMED))) {
      Task task = TaskTable.find(tx, id).orElseThrow();
      names.add("'" + task.title() + "' (" + task.marker() + ")");
    }
    if (tasks.size() > MOST_NAMED) {
      names.add("… " + (tasks.size() - MOST_NAMED) + " more");
    }
    return String.join(" → ", names);
  }
}
