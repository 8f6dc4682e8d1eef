package dev.seshat.task;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/// Keeps what tasks weigh true in everything around them, in the transaction that changes one of them.
final class RollUp {
  private RollUp() {}

  /// The markers of all that a task stands under.
  static List<String> above(Task task) {
    List<String> way =
        Arrays.stream(task.path().split("/", -1)).filter(each -> !each.isEmpty()).toList();
    return way.subList(0, way.size() - 1);
  }

  /// Makes a task's own weight true, and that of all around it.
  ///
  /// @param task as it is now
  static void correct(Tx tx, Task task) throws SQLException {
    if (task.children() > 0) {
      return;
    }
    TaskTable.Weight more =
        TaskTable.ownWeight(tx, task.id()).minus(TaskTable.weight(tx, task.id()));
    TaskTable.add(tx, task.sessionId(), List.of(task.marker()), more);
    around(tx, task, more, 0, 0);
  }

  /// Adds to all that a task stands under, its groups, and its session.
  static void around(Tx tx, Task task, TaskTable.Weight more, long total, long completed)
      throws SQLException {
    TaskTable.add(tx, task.sessionId(), above(task), more);
    if (!more.isNothing() || total != 0 || completed != 0) {
      GroupTable.add(tx, task.groupId(), more, total, completed);
      GroupTable.addToSession(tx, task.sessionId(), more, total, completed);
    }
  }

  /// A task that others begin to stand under weighs nothing of its own any more; one that none stands under any more does.
  ///
  /// @param parent as it was before
  static void childrenOf(Tx tx, Task parent, int more) throws SQLException {
    TaskTable.children(tx, parent.id(), more);
    boolean isFirst = parent.children() == 0 && more > 0;
    boolean isLast = parent.children() > 0 && parent.children() + more == 0;
    if (!isFirst && !isLast) {
      return;
    }
    TaskTable.Weight was = TaskTable.weight(tx, parent.id());
    TaskTable.Weight now =
        isFirst ? new TaskTable.Weight(0, 0) : TaskTable.ownWeight(tx, parent.id());
    TaskTable.Weight change = now.minus(was);
    TaskTable.add(tx, parent.sessionId(), List.of(parent.marker()), change);
    around(tx, parent, change, 0, 0);
  }
}
