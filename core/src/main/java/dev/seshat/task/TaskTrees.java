package dev.seshat.task;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The trees that were read last, held so that of one only that is read which was changed since, by whichever process.
///
/// It is for transactions that read: what one writes may be undone, and must not be held.
public final class TaskTrees {
  /// How many tasks are held together.
  public static final int MOST = 30_000;

  private static final int MOST_CHANGED = 500;

  private final int most;
  private final Map<UUID, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private int tasks;

  /// @param most how many tasks are held together; the trees that were not asked for longest are let go
  public TaskTrees(int most) {
    this.most = most;
  }

  /// Holds nothing: every tree is read.
  public static TaskTrees none() {
    return new TaskTrees(0);
  }

  private record Heading(UUID group, String name) {
    static List<Heading> of(List<TaskGroup> groups) {
      return groups.stream().map(each -> new Heading(each.id(), each.name())).toList();
    }
  }

  /// @param next from which number on it does not know what was changed
  /// @param places of the tasks in the tree
  private record Held(
      long next, List<Heading> headings, List<Task> tree, Map<UUID, Integer> places) {
    static Held of(TouchTable.Seen seen, List<TaskGroup> groups, List<Task> tree) {
      Map<UUID, Integer> places = HashMap.newHashMap(tree.size());
      for (Task each : tree) {
        places.put(each.id(), places.size());
      }
      return new Held(seen.next(), Heading.of(groups), List.copyOf(tree), places);
    }
  }

  /// The tree of a session as the transaction sees it.
  List<Task> of(Tx tx, UUID session) throws SQLException {
    if (most == 0 || !TouchTable.isOrdered(tx)) {
      return TaskTree.of(tx, session);
    }
    TouchTable.Seen seen = TouchTable.seen(tx, session);
    List<TaskGroup> groups = GroupTable.ofSession(tx, session);
    Held known = known(session);
    Held now = known == null ? null : followed(tx, session, known, seen, groups);
    if (now == null) {
      now = Held.of(seen, groups, TaskTree.of(tx, session));
    }
    if (now != known) {
      hold(session, now);
    }
    return now.tree();
  }

  /// What is known with what was changed since; null where so much was that it is better read anew.
  private static @Nullable Held followed(
      Tx tx, UUID session, Held known, TouchTable.Seen seen, List<TaskGroup> groups)
      throws SQLException {
    if (!known.headings().equals(Heading.of(groups))) {
      return null;
    }
    List<Task> changed = TouchTable.since(tx, session, known.next(), MOST_CHANGED + 1);
    if (changed.size() > MOST_CHANGED) {
      return null;
    }
    Held now = changed.isEmpty() ? known : changed(known, seen, groups, Others.with(tx, changed));
    return now.tree().size() == seen.tasks() ? now : null;
  }

  private static Held changed(
      Held known, TouchTable.Seen seen, List<TaskGroup> groups, List<Task> changed) {
    List<Task> tree = new ArrayList<>(known.tree());
    boolean isMoved = false;
    for (Task each : changed) {
      Integer place = known.places().get(each.id());
      if (place == null) {
        tree.add(each);
        isMoved = true;
      } else {
        isMoved |= !isAtOnePlace(each, tree.set(place, each));
      }
    }
    return isMoved
        ? Held.of(seen, groups, TaskTree.sorted(tree, groups))
        : new Held(seen.next(), known.headings(), List.copyOf(tree), known.places());
  }

  private static boolean isAtOnePlace(Task one, Task other) {
    return one.position() == other.position()
        && Objects.equals(one.parentId(), other.parentId())
        && Objects.equals(one.groupId(), other.groupId());
  }

  private synchronized @Nullable Held known(UUID session) {
    return held.get(session);
  }

  private synchronized void hold(UUID session, Held tree) {
    Held before = held.put(session, tree);
    tasks += tree.tree().size() - (before == null ? 0 : before.tree().size());
    Iterator<Held> oldest = held.values().iterator();
    while (tasks > most && oldest.hasNext()) {
      tasks -= oldest.next().tree().size();
      oldest.remove();
    }
  }

  /// How many tasks are held now.
  synchronized int size() {
    return tasks;
  }
}
