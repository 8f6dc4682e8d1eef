package dev.seshat.task;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What it means that a task begins, is finished, or is given up: for those that wait for it, and for all around it.
final class StatusMoves {
  private StatusMoves() {}

  /// Has a task go there by the shortest way.
  static void through(Tx tx, Task task, TaskStatus goal, String actor) throws SQLException {
    for (TaskStatus next : task.status().way(goal)) {
      in(tx, TaskTable.find(tx, task.id()).orElseThrow(), next, actor);
    }
  }

  static void in(Tx tx, Task task, TaskStatus next, String actor) throws SQLException {
    task.status().requireNext(next, "task '" + task.title() + "'");
    if (next == TaskStatus.COMPLETED) {
      requireNothingOpenUnder(tx, task);
    }
    if (task.status().isOver() && task.parentId() != null) {
      reopen(tx, TaskTable.find(tx, task.parentId()).orElseThrow(), actor);
    }
    Instant now = tx.now();
    List<String> columns = new ArrayList<>(List.of("status", "completed_at"));
    List<@Nullable Object> values = new ArrayList<>();
    values.add(next.word());
    values.add(next == TaskStatus.COMPLETED ? now : null);
    if (next == TaskStatus.IN_PROGRESS && task.startedAt() == null) {
      columns.add("started_at");
      values.add(now);
    }
    if (next == TaskStatus.IN_PROGRESS && task.assignee() == null) {
      columns.add("assignee");
      values.add(actor);
    }
    if (next != TaskStatus.IN_PROGRESS) {
      columns.add("lease_until");
      values.add(null);
    }
    if (next == TaskStatus.PENDING) {
      columns.add("assignee");
      values.add(null);
    }
    TaskTable.set(tx, task.id(), columns, values);
    tell(tx, task, next);
    RollUp.correct(tx, task);
    RollUp.around(
        tx,
        task,
        new TaskTable.Weight(0, 0),
        counted(next) - counted(task.status()),
        done(next) - done(task.status()));
  }

  /// What has an open task under it is not over either.
  private static void reopen(Tx tx, Task task, String actor) throws SQLException {
    if (task.status().isOver()) {
      in(tx, task, TaskStatus.PENDING, actor);
    }
  }

  private static int counted(TaskStatus status) {
    return status == TaskStatus.CANCELLED ? 0 : 1;
  }

  private static int done(TaskStatus status) {
    return status == TaskStatus.COMPLETED ? 1 : 0;
  }

  /// Those that wait for it wait for one less, or one more again; so does the one that it stands under.
  private static void tell(Tx tx, Task task, TaskStatus next) throws SQLException {
    int finished = done(next) - done(task.status());
    if (finished != 0) {
      for (UUID waiting : DependencyTable.waiting(tx, task.id())) {
        TaskTable.waits(tx, waiting, -finished);
      }
    }
    int over = (next.isOver() ? 1 : 0) - (task.status().isOver() ? 1 : 0);
    if (task.parentId() != null) {
      TaskTable.waits(tx, task.parentId(), -over);
    }
  }

  private static void requireNothingOpenUnder(Tx tx, Task task) throws SQLException {
    List<String> open =
        TaskTable.children(tx, task.id()).stream()
            .filter(each -> !each.status().isOver())
            .map(each -> "'" + each.title() + "'")
            .toList();
    if (!open.isEmpty()) {
      throw new Conflict(
          "'%s' is not done while %s %s open"
              .formatted(
                  task.title(),
                  String.join(", ", open.subList(0, Math.min(5, open.size())))
                      + (open.size() > 5 ? " and " + (open.size() - 5) + " more" : ""),
                  open.size() == 1 ? "is" : "are"));
    }
  }
}
