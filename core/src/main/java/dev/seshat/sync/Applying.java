package dev.seshat.sync;

import dev.seshat.SeshatException;
import dev.seshat.markdown.FileChange;
import dev.seshat.markdown.TaskField;
import dev.seshat.markdown.TaskState;
import dev.seshat.markdown.TaskState.Place;
import dev.seshat.markdown.TaskWords;
import dev.seshat.store.Scope;
import dev.seshat.store.Stores;
import dev.seshat.store.Tx;
import dev.seshat.store.Work;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskGroup;
import dev.seshat.task.TaskLines;
import dev.seshat.task.TaskPlace;
import dev.seshat.task.TaskStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Has the store have the tasks that it is to have. What a rule refuses is left as it was, and told.
final class Applying {
  private final Tx tx;
  private final Scope scope;
  private final TaskLines lines;
  private final UUID session;
  private final StoreSide before;
  private final List<Refusal> refused = new ArrayList<>();
  private int changes;

  /// That a rule of tasks was against what the file says.
  record Refusal(String marker, @Nullable TaskField field, String reason) {}

  Applying(Tx tx, Scope scope, TaskLines lines, UUID session, StoreSide before) {
    this.tx = tx;
    this.scope = scope;
    this.lines = lines;
    this.session = session;
    this.before = before;
  }

  List<Refusal> refused() {
    return refused;
  }

  /// How much was changed.
  int changes() {
    return changes;
  }

  /// @param wanted each task behind the one that it stands under, siblings in their order
  /// @param removed those whose lines are gone
  void apply(List<TaskState> wanted, List<String> removed) throws SQLException {
    for (TaskState each : wanted) {
      if (!before.tasks().containsKey(each.marker())) {
        attempt(each.marker(), null, inner -> add(inner, each));
      }
    }
    for (TaskState each : wanted) {
      Task task = before.tasks().get(each.marker());
      if (task != null) {
        say(task, each);
        if (!before.state(task).place().equals(each.place())) {
          attempt(each.marker(), TaskField.PLACE, inner -> place(inner, each));
        }
      }
    }
    order(wanted);
    statuses(wanted);
    remove(wanted, removed);
  }

  private void attempt(String marker, @Nullable TaskField field, Work<Boolean> step)
      throws SQLException {
    try {
      Stores.within(scope.store(), tx, joined -> joined.write(step));
      changes++;
    } catch (SeshatException e) {
      refused.add(new Refusal(marker, field, String.valueOf(e.getMessage())));
    }
  }

  private boolean add(Tx inner, TaskState told) throws SQLException {
    TaskWords words = told.words();
    lines.add(
        inner,
        session,
        new NewTask(
            words.title(),
            null,
            null,
            told.parent(),
            told.parent() == null ? groupName(inner, told.group()) : null,
            List.of(),
            List.of(),
            null,
            null,
            3,
            words.hours(),
            words.reference(),
            null,
            told.marker()));
    if (words.specialist() != null) {
      lines.say(inner, session, told.marker(), Map.of("specialist_type", words.specialist()));
    }
    return true;
  }

  /// The name of the group of a heading, which is made if it is not there.
  private @Nullable String groupName(Tx inner, List<String> path) throws SQLException {
    TaskGroup group = group(inner, path);
    return group == null ? null : group.name();
  }

  private @Nullable TaskGroup group(Tx inner, List<String> path) throws SQLException {
    if (path.isEmpty()) {
      return null;
    }
    StoreSide now = new StoreSide(List.of(), lines.groups(inner, session));
    TaskGroup known = now.group(path);
    if (known != null) {
      return known;
    }
    TaskGroup around = group(inner, path.subList(0, path.size() - 1));
    lines.addGroup(inner, session, path.getLast(), around);
    return new StoreSide(List.of(), lines.groups(inner, session)).group(path);
  }

  /// Makes the groups of headings that have no tasks yet.
  void groups(List<List<String>> headings) throws SQLException {
    for (List<String> each : headings) {
      if (before.group(each) == null) {
        attempt("", null, inner -> group(inner, each) != null);
      }
    }
  }

  private void say(Task task, TaskState wanted) throws SQLException {
    TaskWords was = before.state(task).words();
    TaskWords now = wanted.words();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    TaskField field = TaskField.TITLE;
    if (!was.title().equals(now.title())) {
      fields.put("title", now.title());
    }
    if (!Objects.equals(was.specialist(), now.specialist())) {
      fields.put("specialist_type", now.specialist());
      field = TaskField.SPECIALIST;
    }
    if (!Objects.equals(was.hours(), now.hours())) {
      fields.put("estimated_effort", now.hours());
      field = TaskField.HOURS;
    }
    if (!Objects.equals(was.reference(), now.reference())) {
      fields.put("reference", now.reference());
      field = TaskField.REFERENCE;
    }
    if (!fields.isEmpty()) {
      attempt(
          task.marker(),
          field,
          inner -> {
            lines.say(inner, session, task.marker(), fields);
            return true;
          });
    }
  }

  private boolean place(Tx inner, TaskState wanted) throws SQLException {
    TaskPlace to =
        wanted.parent() != null
            ? TaskPlace.under(wanted.parent())
            : TaskPlace.in(groupName(inner, wanted.group()));
    lines.place(inner, session, wanted.marker(), to);
    return true;
  }

  /// Puts siblings into their order, with as few moves as can be.
  private void order(List<TaskState> wanted) throws SQLException {
    StoreSide now = new StoreSide(lines.tree(tx, session), lines.groups(tx, session));
    Map<Place, List<String>> there = new LinkedHashMap<>();
    for (Task each : now.tasks().values()) {
      there.computeIfAbsent(now.state(each).place(), p -> new ArrayList<>()).add(each.marker());
    }
    Map<Place, List<String>> order = new LinkedHashMap<>();
    wanted.forEach(
        each -> order.computeIfAbsent(each.place(), p -> new ArrayList<>()).add(each.marker()));
    for (Map.Entry<Place, List<String>> each : order.entrySet()) {
      List<String> own = there.getOrDefault(each.getKey(), List.of());
      order(each.getValue(), own);
    }
  }

  private void order(List<String> wanted, List<String> there) throws SQLException {
    Set<String> all = new HashSet<>(wanted);
    List<String> common = there.stream().filter(all::contains).toList();
    Set<String> known = new HashSet<>(common);
    List<String> goal = wanted.stream().filter(known::contains).toList();
    if (common.equals(goal)) {
      return;
    }
    Set<String> still = FileChange.unmoved(goal, common);
    for (int i = goal.size() - 1; i >= 0; i--) {
      if (!still.contains(goal.get(i))) {
        put(goal.get(i), i + 1 < goal.size() ? goal.get(i + 1) : null);
      }
    }
  }

  /// Puts a task before another beside it, or behind all.
  private void put(String marker, @Nullable String next) throws SQLException {
    attempt(
        marker,
        TaskField.PLACE,
        inner -> {
          lines.place(
              inner, session, marker, next == null ? last(inner, marker) : TaskPlace.before(next));
          return true;
        });
  }

  private TaskPlace last(Tx inner, String marker) throws SQLException {
    StoreSide now = new StoreSide(lines.tree(inner, session), lines.groups(inner, session));
    Task task = Objects.requireNonNull(now.tasks().get(marker));
    String parent = now.state(task).parent();
    return parent != null ? TaskPlace.under(parent) : TaskPlace.in(task.group());
  }

  /// What is given up first, then what is done, those deep in the tree before what they stand under, then what is open.
  private void statuses(List<TaskState> wanted) throws SQLException {
    List<TaskState> changed = new ArrayList<>();
    for (TaskState each : wanted.reversed()) {
      Task task = before.tasks().get(each.marker());
      String was = task == null ? TaskWords.PENDING : task.status().word();
      if (!was.equals(each.words().status())) {
        changed.add(each);
      }
    }
    for (TaskStatus goal : List.of(TaskStatus.CANCELLED, TaskStatus.COMPLETED)) {
      for (TaskState each : changed) {
        if (each.words().status().equals(goal.word())) {
          settle(each.marker(), goal);
        }
      }
    }
    for (TaskState each : changed) {
      TaskStatus goal = TaskStatus.of(each.words().status());
      if (!goal.isOver()) {
        settle(each.marker(), goal);
      }
    }
    finish(wanted);
  }

  private void settle(String marker, TaskStatus goal) throws SQLException {
    attempt(
        marker,
        TaskField.STATUS,
        inner -> {
          lines.settle(inner, session, marker, goal);
          return true;
        });
  }

  /// What was opened only so that something finished could come under it is done again.
  private void finish(List<TaskState> wanted) throws SQLException {
    StoreSide now = new StoreSide(lines.tree(tx, session), lines.groups(tx, session));
    Set<UUID> open = new HashSet<>();
    List<Task> all = List.copyOf(now.tasks().values());
    Map<String, TaskState> told = TaskState.byMarker(wanted);
    for (Task each : all.reversed()) {
      TaskState said = told.get(each.marker());
      Task was = before.tasks().get(each.marker());
      boolean isReopened =
          said != null
              && was != null
              && was.status() == TaskStatus.COMPLETED
              && said.words().status().equals(TaskWords.COMPLETED)
              && each.status() == TaskStatus.PENDING;
      boolean isOver = each.status().isOver();
      if (isReopened && !open.contains(each.id())) {
        settle(each.marker(), TaskStatus.COMPLETED);
        isOver = true;
      }
      if (!isOver || open.contains(each.id())) {
        UUID parent = each.parentId();
        if (parent != null) {
          open.add(parent);
        }
      }
    }
  }

  private void remove(List<TaskState> wanted, List<String> removed) throws SQLException {
    for (String marker : removed) {
      attempt(
          marker,
          null,
          inner -> {
            Task task = before.tasks().get(marker);
            if (task != null && !task.status().isOver()) {
              lines.settle(inner, session, marker, TaskStatus.CANCELLED);
            }
            lines.offFile(inner, session, marker, true);
            return true;
          });
    }
    for (TaskState each : wanted) {
      Task task = before.tasks().get(each.marker());
      if (task != null && task.isOffFile() && !removed.contains(each.marker())) {
        lines.offFile(tx, session, each.marker(), false);
      }
    }
  }
}
