package dev.seshat.task;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes of one task in a transaction that holds its session.
///
/// @param actor who makes them
record Changing(Tx tx, String actor) {
  /// @return what was done, for the journal; empty for nothing
  Map<String, @Nullable Object> apply(Task task, TaskChange told) throws SQLException {
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    fields(task, told, detail);
    if (told.place() != null) {
      Placing.move(tx, task, told.place());
      detail.put("place", now(task).path());
    }
    waitsFor(task, told, detail);
    if (told.progress() != null) {
      progress(now(task), told.progress());
      detail.put("progress_percentage", told.progress());
    }
    if (told.status() != null) {
      status(now(task), told);
      detail.put("from", task.status().word());
      detail.put("to", told.status().word());
    }
    return detail;
  }

  private Task now(Task task) throws SQLException {
    return TaskTable.find(tx, task.id()).orElseThrow();
  }

  private void fields(Task task, TaskChange told, Map<String, @Nullable Object> detail)
      throws SQLException {
    if (told.fields().isEmpty()) {
      return;
    }
    TaskTable.set(
        tx,
        task.id(),
        List.copyOf(told.fields().keySet()),
        new ArrayList<>(told.fields().values()));
    TaskEntries.changed(tx, task.id(), told.fields().keySet(), actor);
    detail.putAll(told.fields());
    if (told.fields().containsKey("complexity_level")) {
      RollUp.correct(tx, now(task));
    }
  }

  private void waitsFor(Task task, TaskChange told, Map<String, @Nullable Object> detail)
      throws SQLException {
    for (String each : told.noLongerDependsOn()) {
      Task other = other(task, each);
      if (!DependencyTable.remove(tx, task.id(), other.id(), DependencyTable.DEPENDS_ON)) {
        throw new NotFound("'" + task.title() + "' does not depend on '" + other.title() + "'");
      }
      TaskTable.waits(tx, task.id(), other.status() == TaskStatus.COMPLETED ? 0 : -1);
      detail.put("remove_depends_on", told.noLongerDependsOn());
    }
    for (String each : told.dependsOn()) {
      depend(tx, task.id(), other(task, each).id());
      detail.put("add_depends_on", told.dependsOn());
    }
    if (told.related() != null) {
      List<UUID> others = new ArrayList<>();
      for (String each : told.related()) {
        others.add(other(task, each).id());
      }
      DependencyTable.relate(tx, task.id(), others);
      detail.put("related_tasks", told.related());
    }
  }

  private Task other(Task task, String ref) throws SQLException {
    Task other = Tasks.resolveIn(tx, task.sessionId(), ref);
    if (!other.sessionId().equals(task.sessionId())) {
      throw new Invalid("depends_on", "'" + other.title() + "' is of another session");
    }
    return other;
  }

  static void depend(Tx tx, UUID task, UUID on) throws SQLException {
    Cycles.requireNone(tx, task, on);
    if (DependencyTable.put(tx, task, on, DependencyTable.DEPENDS_ON)) {
      boolean isDone = TaskTable.find(tx, on).orElseThrow().status() == TaskStatus.COMPLETED;
      TaskTable.waits(tx, task, isDone ? 0 : 1);
    }
  }

  private void progress(Task task, double percent) throws SQLException {
    if (task.children() > 0) {
      throw new Conflict(
          "'" + task.title() + "' comes as far as the tasks under it; say it of them");
    }
    TaskTable.set(tx, task.id(), List.of("own_progress"), List.of(Math.round(percent * 100)));
    RollUp.correct(tx, now(task));
  }

  private void status(Task task, TaskChange told) throws SQLException {
    TaskStatus next = java.util.Objects.requireNonNull(told.status());
    task.status().requireNext(next, "task '" + task.title() + "'");
    boolean isAll =
        next == TaskStatus.CANCELLED || (next == TaskStatus.COMPLETED && told.withSubtasks());
    if (isAll) {
      for (UUID each : PlaceTable.openUnder(tx, task)) {
        StatusMoves.through(tx, TaskTable.find(tx, each).orElseThrow(), next, actor);
      }
    }
    StatusMoves.in(tx, now(task), next, actor);
  }
}
