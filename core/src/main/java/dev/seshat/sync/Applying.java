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
import java.util.EnumMap;
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
  private Map<String, TaskState> told = Map.of();
  private StoreSide groups;

  /// Whether tasks were made, or stand elsewhere now.
  private boolean isMoved;

  private boolean mayBeOpened;
  private int changes;

  /// That a rule of tasks was against what the file says.
  record Refusal(String marker, @Nullable TaskField field, String reason) {}

  Applying(Tx tx, Scope scope, TaskLines lines, UUID session, StoreSide before) {
    this.tx = tx;
    this.scope = scope;
    this.lines = lines;
    this.session = session;
    this.before = before;
    this.groups = before;
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
    told = TaskState.byMarker(wanted);
    for (TaskState each : wanted) {
      if (!before.tasks().containsKey(each.marker())) {
        touch(each);
        isMoved = true;
        attempt(each.marker(), null, inner -> add(inner, each));
      }
    }
    for (TaskState each : wanted) {
      Task task = before.tasks().get(each.marker());
      if (task != null) {
        say(task, each);
        if (!before.state(task).place().equals(each.place())) {
          touch(each);
          isMoved = true;
          attempt(each.marker(), TaskField.PLACE, inner -> place(inner, each));
        }
      }
    }
    order(wanted);
    statuses(wanted);
    remove(wanted, removed);
  }

  /// Notes that a task that is completed has had something changed under it, which may have opened it.
  private void touch(TaskState state) {
    TaskState above = state.parent() == null ? null : told.get(state.parent());
    for (int depth = 0; above != null && !mayBeOpened && depth < told.size(); depth++) {
      mayBeOpened = above.words().status().equals(TaskWords.COMPLETED);
      above = above.parent() == null ? null : told.get(above.parent());
    }
  }

  private void attempt(String marker, @Nullable TaskField field, Work<Boolean> step)
      throws SQLException {
    try {
      Stores.within(scope.store(), tx, joined -> joined.write(step));
      changes++;
    } catch (SeshatException e) {
      // a group that it made is gone with it
      groups = new StoreSide(List.of(), lines.groups(tx, session));
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
    TaskGroup known = groups.group(path);
    if (known != null) {
      return known;
    }
    TaskGroup around = group(inner, path.subList(0, path.size() - 1));
    lines.addGroup(inner, session, path.getLast(), around);
    groups = new StoreSide(List.of(), lines.groups(inner, session));
    return groups.group(path);
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
    Map<TaskField, Said> said = new EnumMap<>(TaskField.class);
    if (!was.title().equals(now.title())) {
      said.put(TaskField.TITLE, new Said("title", now.title()));
    }
    if (!Objects.equals(was.specialist(), now.specialist())) {
      said.put(TaskField.SPECIALIST, new Said("specialist_type", now.specialist()));
    }
    if (!Objects.equals(was.hours(), now.hours())) {
      said.put(TaskField.HOURS, new Said("estimated_effort", now.hours()));
    }
    if (!Objects.equals(was.reference(), now.reference())) {
      said.put(TaskField.REFERENCE, new Said("reference", now.reference()));
    }
    if (said.isEmpty() || (said.size() > 1 && isSaid(task, said))) {
      return;
    }
    // one by one, so that what is refused is named, and the rest is taken
    for (Map.Entry<TaskField, Said> each : said.entrySet()) {
      attempt(
          task.marker(),
          each.getKey(),
          inner -> say(inner, task, Map.of(each.getKey(), each.getValue())));
    }
  }

  /// What a column is to have.
  private record Said(String column, @Nullable Object value) {}

  private boolean say(Tx inner, Task task, Map<TaskField, Said> said) throws SQLException {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    said.values().forEach(each -> columns.put(each.column(), each.value()));
    lines.say(inner, session, task.marker(), columns);
    return true;
  }

  /// Whether all was taken at once.
  private boolean isSaid(Task task, Map<TaskField, Said> said) throws SQLException {
    try {
      Stores.within(scope.store(), tx, joined -> joined.write(inner -> say(inner, task, said)));
      changes += 1;
      return true;
    } catch (SeshatException e) {
      return false;
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
    StoreSide now =
        isMoved ? new StoreSide(lines.tree(tx, session), lines.groups(tx, session)) : before;
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
          if (next == null) {
            lines.toEnd(inner, session, marker);
          } else {
            lines.place(inner, session, marker, TaskPlace.before(next));
          }
          return true;
        });
  }

  /// What is given up first, then what is done, those deep in the tree before what they stand under, then what is open.
  private void statuses(List<TaskState> wanted) throws SQLException {
    List<TaskState> changed = new ArrayList<>();
    for (TaskState each : wanted.reversed()) {
      Task task = before.tasks().get(each.marker());
      String was = task == null ? TaskWords.PENDING : task.status().word();
      if (!was.equals(each.words().status())) {
        touch(each);
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
    if (mayBeOpened) {
      finish();
    }
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
  private void finish() throws SQLException {
    StoreSide now = new StoreSide(lines.tree(tx, session), lines.groups(tx, session));
    Set<UUID> open = new HashSet<>();
    List<Task> all = List.copyOf(now.tasks().values());
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
    Set<String> gone = new HashSet<>(removed);
    for (TaskState each : wanted) {
      Task task = before.tasks().get(each.marker());
      if (task != null && task.isOffFile() && !gone.contains(each.marker())) {
        lines.offFile(tx, session, each.marker(), false);
      }
    }
  }
}
