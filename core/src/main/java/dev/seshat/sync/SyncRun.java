package dev.seshat.sync;

import dev.seshat.markdown.FileChange;
import dev.seshat.markdown.GroupHeadings;
import dev.seshat.markdown.Merge;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.markdown.TaskEditor.CannotEdit;
import dev.seshat.markdown.TaskField;
import dev.seshat.markdown.TaskFile;
import dev.seshat.markdown.TaskState;
import dev.seshat.markdown.TaskWords;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.task.TaskGroup;
import dev.seshat.task.TaskLines;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One sync of the tasks in a file with those in the store: all that it changes in the store, in one transaction, and the
/// text that the file is to have.
final class SyncRun {
  private static final int MOST_TITLE = 500;

  private final Tx tx;
  private final Scope scope;
  private final TaskLines lines;
  private final UUID session;
  private final MergePolicy policy;
  private final Decisions decisions;

  /// Whether tasks of the session may be changed.
  private final boolean isOpen;

  private final List<SyncTable.Found> conflicts = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final Map<String, TaskWords> unfit = new HashMap<>();
  private Base base;
  private StoreSide store;
  private TaskFile file;
  private int changes;

  /// That the file asks for what cannot be now; nothing of it was taken.
  static final class SetAside extends RuntimeException {
    private static final long serialVersionUID = 1;

    SetAside(String message) {
      super(message);
    }
  }

  /// What came of it.
  ///
  /// @param next what both sides have once the file has this text
  record Done(
      String text,
      Base next,
      List<SyncTable.Found> conflicts,
      List<String> messages,
      int changes) {}

  SyncRun(
      Tx tx,
      Scope scope,
      TaskLines lines,
      UUID session,
      boolean isOpen,
      MergePolicy policy,
      Base base,
      Decisions decisions,
      String text)
      throws SQLException {
    this.tx = tx;
    this.scope = scope;
    this.lines = lines;
    this.session = session;
    this.isOpen = isOpen;
    this.policy = policy;
    this.base = base;
    this.decisions = decisions;
    this.store = read();
    this.file = TaskFile.parse(text);
  }

  private StoreSide read() throws SQLException {
    return new StoreSide(lines.tree(tx, session), lines.groups(tx, session));
  }

  /// @param orphans tasks that were made of lines of this file before, which has not got their markers yet
  Done run(List<TaskState> orphans) throws SQLException {
    List<TaskState> known = new ArrayList<>(orphans);
    known.addAll(base.tasks());
    Marking.Marked marked = Marking.of(file, known, than -> lines.freshMarker(tx, session, than));
    file = marked.file();
    messages.addAll(marked.problems());
    moveGroups();
    List<TaskState> there = fit(TaskState.of(file));
    Set<String> inFile = markers(there);
    List<TaskState> db = store.states(inFile);
    Decisions.Sides sides = decisions.applied(baseTasks(db, inFile), db, there);
    Merge merge = Merge.of(sides.base(), db, sides.file(), policy);
    note(merge);
    List<List<String>> newGroups =
        file.groups().stream().filter(each -> store.group(each) == null).distinct().toList();
    boolean isNews = !merge.db().equals(db) || !merge.removed().isEmpty() || !newGroups.isEmpty();
    Set<String> lost = new HashSet<>();
    if (isNews) {
      requireOpen();
      lost.addAll(apply(merge, newGroups));
    }
    List<TaskState> agreed =
        merge.base().stream().filter(each -> !lost.contains(each.marker())).toList();
    Merge second = Merge.of(agreed, store.states(markers(merge.file())), merge.file(), policy);
    return write(second, marked.made());
  }

  private static Set<String> markers(List<TaskState> all) {
    Set<String> markers = new HashSet<>();
    all.forEach(each -> markers.add(each.marker()));
    return markers;
  }

  private void requireOpen() {
    if (!isOpen) {
      throw new SetAside(
          "the session has ended, and the file has changes of its tasks: resume it, or say 'status: active' in the file");
    }
  }

  /// Titles that no task can have stay in the file, and are told.
  private List<TaskState> fit(List<TaskState> all) {
    List<TaskState> fit = new ArrayList<>();
    for (TaskState each : all) {
      TaskWords words = each.words();
      if (words.title().length() > MOST_TITLE) {
        unfit.put(each.marker(), words);
        messages.add(
            "^" + each.marker() + " has a title of more than " + MOST_TITLE + " characters");
        words =
            new TaskWords(
                title(each.marker(), words.title()),
                words.status(),
                words.specialist(),
                words.hours(),
                words.reference());
      }
      fit.add(each.with(words, each.place()));
    }
    return fit;
  }

  private String title(String marker, String tooLong) {
    return store.tasks().containsKey(marker)
        ? store.state(Objects.requireNonNull(store.tasks().get(marker))).words().title()
        : dev.seshat.Texts.shorten(tooLong, MOST_TITLE).strip();
  }

  /// What the two sides had, as far as it can be compared: a line that came back is a change of the file's.
  private List<TaskState> baseTasks(List<TaskState> db, Set<String> inFile) {
    Map<String, TaskState> now = TaskState.byMarker(db);
    Set<String> known = markers(base.tasks());
    List<TaskState> all = new ArrayList<>();
    for (TaskState each : base.tasks()) {
      boolean isGone =
          store.tasks().containsKey(each.marker())
              && !now.containsKey(each.marker())
              && !inFile.contains(each.marker());
      if (!isGone) {
        all.add(each);
      }
    }
    if (!base.tasks().isEmpty()) {
      db.stream()
          .filter(each -> inFile.contains(each.marker()) && !known.contains(each.marker()))
          .forEach(all::add);
    }
    return all;
  }

  // groups

  /// Groups that were renamed on one side, or moved into another, are so on the other.
  private void moveGroups() throws SQLException {
    Map<UUID, List<String>> moves =
        GroupMoves.of(
            base, file.groups(), TaskState.of(file), new HashSet<>(store.paths().values()));
    if (!moves.isEmpty()) {
      requireOpen();
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
        store = read();
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
    if (!Objects.requireNonNull(store.paths().get(group.id())).getLast().equals(to.getLast())) {
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

  // the store

  /// @return the markers of new lines that could not be tasks
  private Set<String> apply(Merge merge, List<List<String>> newGroups) throws SQLException {
    Applying applying = new Applying(tx, scope, lines, session, store);
    applying.apply(merge.db(), merge.removed());
    applying.groups(newGroups);
    changes += applying.changes();
    StoreSide before = store;
    store = read();
    Set<String> lost = new HashSet<>();
    Map<String, TaskState> said = TaskState.byMarker(merge.file());
    for (Applying.Refusal each : applying.refused()) {
      messages.add("^" + each.marker() + ": " + each.reason());
      if (!store.tasks().containsKey(each.marker())) {
        lost.add(each.marker());
      } else if (each.field() != null) {
        TaskState told = said.get(each.marker());
        TaskState was = before.state(Objects.requireNonNull(store.tasks().get(each.marker())));
        conflicts.add(
            new SyncTable.Found(
                each.marker(),
                each.field().word(),
                null,
                shown(each.field(), was),
                told == null ? null : shown(each.field(), told),
                false,
                each.reason(),
                "db"));
      }
    }
    return lost;
  }

  private void note(Merge merge) {
    for (Merge.Conflict each : merge.conflicts()) {
      TaskField field = each.field();
      String decision =
          each.isOpen()
              ? null
              : field == null
                  ? merge.removed().contains(each.marker()) ? "file" : "db"
                  : policy.takesFile(field) ? "file" : "db";
      conflicts.add(
          new SyncTable.Found(
              each.marker(),
              field == null ? "line" : field.word(),
              shown(each.base()),
              shown(each.db()),
              shown(each.file()),
              each.isOpen(),
              null,
              decision));
    }
  }

  private static @Nullable String shown(TaskField field, TaskState state) {
    return shown(field.of(state));
  }

  /// A value as a person reads it.
  static @Nullable String shown(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case TaskState state -> state.words().title() + " (" + state.words().status() + ")";
      case TaskState.Place place ->
          place.parent() != null ? "under ^" + place.parent() : String.join(" / ", place.group());
      default -> value.toString();
    };
  }

  // the file

  private Done write(Merge second, Set<String> made) throws SQLException {
    Set<UUID> off = new LinkedHashSet<>(base.off());
    headings(off);
    List<TaskState> wanted = new ArrayList<>();
    for (TaskState each : second.file()) {
      TaskWords own = unfit.get(each.marker());
      wanted.add(own == null ? each : each.with(own, each.place()));
    }
    FileChange.Done change = FileChange.of(file, wanted);
    Map<String, TaskState> now = TaskState.byMarker(TaskState.of(change.file()));
    for (String each : change.refused()) {
      messages.add("^" + each + " could not be written into the file as it is in the store");
    }
    List<TaskState> agreed = new ArrayList<>();
    for (TaskState each : second.base()) {
      TaskState refused = change.refused().contains(each.marker()) ? now.get(each.marker()) : each;
      if (refused != null) {
        agreed.add(refused);
      }
    }
    Map<UUID, List<String>> groups = new LinkedHashMap<>();
    List<List<String>> headings = change.file().groups();
    store
        .paths()
        .forEach((id, path) -> {
          if (headings.contains(path)) {
            groups.put(id, path);
            off.remove(id);
          }
        });
    off.retainAll(store.paths().keySet());
    Base next = new Base(agreed, groups, off, base.front(), made);
    return new Done(change.file().text(), next, conflicts, messages, changes);
  }

  /// Headings for groups that are new in the store; those of groups that are gone on either side go from the other, if
  /// nothing stands there.
  private void headings(Set<UUID> off) throws SQLException {
    List<List<String>> there = file.groups();
    for (TaskGroup each : List.copyOf(store.groups().values())) {
      List<String> path = path(store.paths(), each.id());
      if (there.contains(path) || off.contains(each.id())) {
        continue;
      }
      if (base.groups().containsKey(each.id())) {
        if (!lines.removeGroup(tx, each)) {
          off.add(each.id());
        }
        store = read();
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
