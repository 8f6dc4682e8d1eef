package dev.seshat.task;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where tasks stand in a session, and their moves with all that stands under them.
final class Placing {
  /// Between two places, so that others fit in.
  static final long STEP = 1_024;

  static final int MOST_LEVELS = 50;

  private Placing() {}

  /// The last place under a task, or in a group.
  static PlaceTable.Spot last(Tx tx, UUID session, @Nullable Task parent, @Nullable UUID group)
      throws SQLException {
    if (parent == null) {
      long last = PlaceTable.lastPosition(tx, session, null, group);
      return new PlaceTable.Spot(null, null, group, 0, "", last + STEP);
    }
    if (parent.status().isOver()) {
      throw new Conflict(
          "'%s' is %s; nothing can stand under it any more"
              .formatted(parent.title(), parent.status().word()));
    }
    if (parent.level() + 1 >= MOST_LEVELS) {
      throw new Invalid("parent", "tasks stand under one another at most " + MOST_LEVELS + " deep");
    }
    return under(parent, PlaceTable.lastPosition(tx, session, parent.id(), null) + STEP);
  }

  private static PlaceTable.Spot under(Task parent, long position) {
    return new PlaceTable.Spot(
        parent.id(),
        parent.rootId(),
        parent.groupId(),
        parent.level() + 1,
        parent.path(),
        position);
  }

  /// Has a task stand elsewhere, with all that stands under it.
  ///
  /// @throws Conflict if it would come to stand below itself, or to wait for what waits for it
  static void move(Tx tx, Task task, TaskPlace to) throws SQLException {
    @Nullable Task beside =
        to.before() == null ? null : Tasks.resolveIn(tx, task.sessionId(), to.before());
    requireOf(task, beside);
    if (beside != null && beside.id().equals(task.id())) {
      return;
    }
    Task parent = parent(tx, task, to, beside);
    if (parent != null && !parent.id().equals(task.parentId())) {
      Cycles.requireNone(tx, parent.id(), task.id());
    }
    UUID group =
        beside != null
            ? beside.groupId()
            : to.group() == null ? null : TaskGroups.requireIn(tx, task.sessionId(), to.group());
    PlaceTable.Spot spot =
        parent != null && task.status().isOver()
            ? under(parent, PlaceTable.lastPosition(tx, task.sessionId(), parent.id(), null) + STEP)
            : last(tx, task.sessionId(), parent, group);
    if (beside != null) {
      spot = spot.at(positionBefore(tx, task, beside));
    }
    if (spot.level() + PlaceTable.depthUnder(tx, task) >= MOST_LEVELS) {
      throw new Invalid("parent", "tasks stand under one another at most " + MOST_LEVELS + " deep");
    }
    if (Objects.equals(task.parentId(), spot.parent())
        && Objects.equals(task.groupId(), spot.group())) {
      TaskTable.set(tx, task.id(), List.of("position_in_group"), List.of(spot.position()));
    } else {
      away(tx, task, spot, parent);
    }
  }

  private static @Nullable Task parent(Tx tx, Task task, TaskPlace to, @Nullable Task beside)
      throws SQLException {
    if (beside != null) {
      return beside.parentId() == null ? null : TaskTable.find(tx, beside.parentId()).orElseThrow();
    }
    Task parent = to.parent() == null ? null : Tasks.resolveIn(tx, task.sessionId(), to.parent());
    requireOf(task, parent);
    return parent;
  }

  private static void requireOf(Task task, @Nullable Task other) {
    if (other != null && !other.sessionId().equals(task.sessionId())) {
      throw new Invalid("parent", "is of another session");
    }
  }

  /// What the subtree weighs and counts leaves what it stood in, and comes to what it stands in.
  private static void away(Tx tx, Task task, PlaceTable.Spot spot, @Nullable Task parent)
      throws SQLException {
    PlaceTable.Counts all = PlaceTable.counts(tx, task);
    TaskTable.Weight weight = TaskTable.weight(tx, task.id());
    RollUp.around(
        tx, task, new TaskTable.Weight(0, 0).minus(weight), -all.total(), -all.completed());
    leave(tx, task);
    PlaceTable.move(tx, task, spot);
    Task moved = TaskTable.find(tx, task.id()).orElseThrow();
    if (parent != null) {
      Task now = TaskTable.find(tx, parent.id()).orElseThrow();
      RollUp.childrenOf(tx, now, 1);
      TaskTable.waits(tx, now.id(), task.status().isOver() ? 0 : 1);
    }
    RollUp.around(tx, moved, weight, all.total(), all.completed());
  }

  private static void leave(Tx tx, Task task) throws SQLException {
    if (task.parentId() != null) {
      Task old = TaskTable.find(tx, task.parentId()).orElseThrow();
      RollUp.childrenOf(tx, old, -1);
      TaskTable.waits(tx, old.id(), task.status().isOver() ? 0 : -1);
    }
  }

  private static long positionBefore(Tx tx, Task task, Task beside) throws SQLException {
    long before = PlaceTable.positionBefore(tx, task, beside);
    if (beside.position() - before > 1) {
      return before + (beside.position() - before) / 2;
    }
    PlaceTable.respace(tx, beside, 2 * STEP);
    return TaskTable.find(tx, beside.id()).orElseThrow().position() - STEP;
  }
}
