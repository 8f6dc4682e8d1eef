package dev.seshat.sync;

import dev.seshat.markdown.GroupHeadings;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.markdown.TaskEditor.CannotEdit;
import dev.seshat.markdown.TaskFile;
import dev.seshat.markdown.TaskState;
import dev.seshat.store.Tx;
import dev.seshat.task.TaskGroup;
import dev.seshat.task.TaskLines;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// The groups of a file and of the store, as they come to be the same.
///
/// First those that are there on both sides are called and nested alike, before tasks are compared; then, once tasks stand
/// where they are to, headings are made and taken away, and put in order.
final class GroupSync {
  private final Tx tx;
  private final UUID session;
  private final TaskLines lines;
  private final MergePolicy policy;

  /// Whether the session's groups may be changed.
  private final boolean isOpen;

  private final List<String> messages = new ArrayList<>();
  private Base base;
  private StoreSide store;
  private TaskFile file;
  private int changes;

  GroupSync(
      Tx tx,
      UUID session,
      TaskLines lines,
      MergePolicy policy,
      boolean isOpen,
      Base base,
      StoreSide store,
      TaskFile file) {
    this.tx = tx;
    this.session = session;
    this.lines = lines;
    this.policy = policy;
    this.isOpen = isOpen;
    this.base = base;
    this.store = store;
    this.file = file;
  }

  Base base() {
    return base;
  }

  StoreSide store() {
    return store;
  }

  TaskFile file() {
    return file;
  }

  List<String> messages() {
    return messages;
  }

  int changes() {
    return changes;
  }

  private void readGroups() throws SQLException {
    store = new StoreSide(List.copyOf(store.tasks().values()), lines.groups(tx, session));
  }

  /// Groups that were renamed on one side, or moved into another, are so on the other.
  void match() throws SQLException {
    Map<UUID, List<String>> moves =
        GroupMoves.of(
            base, file.groups(), TaskState.of(file), new HashSet<>(store.paths().values()));
    if (!moves.isEmpty()) {
      SyncRun.requireOpen(isOpen);
    }
    for (Map.Entry<UUID, List<String>> each : moves.entrySet()) {
      List<String> was = base.groups().get(each.getKey());
      List<String> now = store.paths().get(each.getKey());
      if (now != null && !now.equals(each.getValue())) {
        boolean isBoth = was != null && !was.getLast().equals(now.getLast());
        if (isBoth && policy != MergePolicy.MD_WINS && policy != MergePolicy.MERGE) {
          continue;
        }
        move(Objects.requireNonNull(store.groups().get(each.getKey())), each.getValue());
        readGroups();
      }
    }
    base = GroupMoves.moved(base, moves);
    renameHeadings();
  }

  private void move(TaskGroup group, List<String> to) throws SQLException {
    List<String> outer = to.subList(0, to.size() - 1);
    TaskGroup around = store.group(outer);
    UUID aroundId = around == null ? null : around.id();
    boolean isElsewhere = !Objects.equals(group.parentId(), aroundId);
    if (isElsewhere && (outer.isEmpty() || around != null)) {
      lines.moveGroup(tx, group, around);
    }
    if (!path(store.paths(), group.id()).getLast().equals(to.getLast())) {
      lines.renameGroup(tx, group, to.getLast());
    }
    changes++;
  }

  /// Headings of groups that the store calls otherwise now.
  private void renameHeadings() {
    List<UUID> byDepth =
        base.groups().keySet().stream()
            .sorted(Comparator.comparingInt(id -> path(base.groups(), id).size()))
            .toList();
    for (UUID id : byDepth) {
      List<String> was = path(base.groups(), id);
      List<String> now = store.paths().get(id);
      boolean isRenamed =
          now != null
              && !now.equals(was)
              && now.size() == was.size()
              && now.subList(0, now.size() - 1).equals(was.subList(0, was.size() - 1))
              && file.groups().contains(was);
      if (isRenamed) {
        rename(was, Objects.requireNonNull(now));
      }
    }
  }

  private static List<String> path(Map<UUID, List<String>> groups, UUID id) {
    return Objects.requireNonNull(groups.get(id));
  }

  private void rename(List<String> was, List<String> now) {
    try {
      file = GroupHeadings.rename(file, was, now.getLast());
    } catch (CannotEdit e) {
      return;
    }
    Map<UUID, List<String>> moves = new LinkedHashMap<>();
    base.groups()
        .forEach((id, path) -> {
          if (path.size() >= was.size() && path.subList(0, was.size()).equals(was)) {
            List<String> other = new ArrayList<>(now);
            other.addAll(path.subList(was.size(), path.size()));
            moves.put(id, List.copyOf(other));
          }
        });
    base = GroupMoves.moved(base, moves);
  }

  /// Headings for groups that are new in the store; those of groups that are gone on either side go from the other, if
  /// nothing stands there.
  ///
  /// @param off groups whose heading was taken out of the file; those that are so now come to them
  void settle(Set<UUID> off) throws SQLException {
    Set<List<String>> there = new HashSet<>(file.groups());
    for (TaskGroup each : List.copyOf(store.groups().values())) {
      List<String> path = path(store.paths(), each.id());
      if (there.contains(path) || off.contains(each.id())) {
        continue;
      }
      if (base.groups().containsKey(each.id())) {
        if (!lines.removeGroup(tx, each)) {
          off.add(each.id());
        }
        readGroups();
      } else {
        edit(() -> GroupHeadings.add(file, path));
      }
    }
    for (Map.Entry<UUID, List<String>> each : base.groups().entrySet()) {
      boolean isGone = !store.groups().containsKey(each.getKey());
      if (isGone
          && file.groups().contains(each.getValue())
          && store.group(each.getValue()) == null) {
        edit(() -> GroupHeadings.remove(file, each.getValue()).orElse(file));
      }
    }
    order();
  }

  /// Groups beside one another stand in the order of the side that has changed it; where both have, in the file's, unless
  /// the store is to win.
  private void order() throws SQLException {
    Map<List<String>, List<List<String>>> was = beside(base.groups().values());
    Map<List<String>, List<List<String>>> now = beside(store.paths().values());
    for (Map.Entry<List<String>, List<List<String>>> each : beside(file.groups()).entrySet()) {
      List<List<String>> before = was.getOrDefault(each.getKey(), List.of());
      List<List<String>> stored = now.getOrDefault(each.getKey(), List.of());
      boolean isStore = isReordered(before, stored);
      if (isReordered(before, each.getValue()) && (!isStore || policy != MergePolicy.DB_WINS)) {
        reorder(common(each.getValue(), stored));
      } else if (isStore) {
        edit(() -> GroupHeadings.order(file, stored));
      }
    }
  }

  private static boolean isReordered(List<List<String>> before, List<List<String>> now) {
    return !common(now, before).equals(common(before, now));
  }

  /// Groups by what they stand in.
  private static Map<List<String>, List<List<String>>> beside(Collection<List<String>> all) {
    Map<List<String>, List<List<String>>> found = new LinkedHashMap<>();
    for (List<String> each : new LinkedHashSet<>(all)) {
      List<String> around = each.subList(0, each.size() - 1);
      found.computeIfAbsent(around, path -> new ArrayList<>()).add(each);
    }
    return found;
  }

  /// What of the first is in the second, in the order of the first.
  private static List<List<String>> common(List<List<String>> first, List<List<String>> second) {
    Set<List<String>> there = new HashSet<>(second);
    return first.stream().filter(there::contains).toList();
  }

  /// Groups of the store take one another's places.
  private void reorder(List<List<String>> wanted) throws SQLException {
    SyncRun.requireOpen(isOpen);
    List<TaskGroup> groups =
        wanted.stream().map(each -> Objects.requireNonNull(store.group(each))).toList();
    List<Long> places = groups.stream().map(TaskGroup::position).sorted().toList();
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).position() != places.get(i)) {
        lines.placeGroup(tx, groups.get(i), places.get(i));
        changes++;
      }
    }
    // tasks come in the order of their groups
    store = new StoreSide(lines.tree(tx, session), lines.groups(tx, session));
  }

  private interface Step {
    TaskFile run() throws CannotEdit;
  }

  private void edit(Step step) {
    try {
      file = step.run();
    } catch (CannotEdit e) {
      messages.add(String.valueOf(e.getMessage()));
    }
  }
}
