package dev.seshat.sync;

import dev.seshat.markdown.FileChange;
import dev.seshat.markdown.Merge;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.markdown.TaskField;
import dev.seshat.markdown.TaskFile;
import dev.seshat.markdown.TaskState;
import dev.seshat.markdown.TaskWords;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.task.TaskLines;
import java.sql.SQLException;
import java.util.ArrayList;
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

  /// What conflicts are noted about.
  private final Set<String> noted = new HashSet<>();

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
  /// @param written how many tasks got a line, and whose lines say something else, because the store does
  record Done(
      TaskFile file,
      Base next,
      StoreSide store,
      FileLog.Written written,
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
      TaskFile file)
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
    this.file = file;
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
    GroupSync groups = groups();
    groups.match();
    take(groups);
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
      requireOpen(isOpen);
      lost.addAll(apply(merge, newGroups));
    }
    List<TaskState> agreed =
        merge.base().stream().filter(each -> !lost.contains(each.marker())).toList();
    Merge second = Merge.of(agreed, store.states(markers(merge.file())), merge.file(), policy);
    note(second);
    noteUnheard(sides.base(), sides.file(), second.file());
    return write(second, marked.made());
  }

  private GroupSync groups() {
    return new GroupSync(tx, session, lines, policy, isOpen, base, store, file);
  }

  private void take(GroupSync groups) {
    base = groups.base();
    store = groups.store();
    file = groups.file();
    changes += groups.changes();
    messages.addAll(groups.messages());
  }

  private static Set<String> markers(List<TaskState> all) {
    Set<String> markers = new HashSet<>();
    all.forEach(each -> markers.add(each.marker()));
    return markers;
  }

  /// @throws SetAside if tasks of the session must not be changed
  static void requireOpen(boolean isOpen) {
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

  // the store

  /// @return the markers of new lines that could not be tasks
  private Set<String> apply(Merge merge, List<List<String>> newGroups) throws SQLException {
    Applying applying = new Applying(tx, scope, lines, session, store);
    applying.apply(merge.db(), merge.removed());
    applying.groups(newGroups);
    changes += applying.changes();
    store = read();
    Set<String> lost = new HashSet<>();
    Map<String, TaskState> said = TaskState.byMarker(merge.file());
    for (Applying.Refusal each : applying.refused()) {
      messages.add("^" + each.marker() + ": " + each.reason());
      if (!store.tasks().containsKey(each.marker())) {
        lost.add(each.marker());
      } else if (each.field() != null
          && noted.add(Decisions.key(each.marker(), each.field().word()))) {
        TaskState told = said.get(each.marker());
        TaskState was = store.state(Objects.requireNonNull(store.tasks().get(each.marker())));
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
      if (!noted.add(Decisions.key(each.marker(), word(field)))) {
        continue;
      }
      String decision =
          each.isOpen()
              ? null
              : field == null
                  ? merge.removed().contains(each.marker()) ? "file" : "db"
                  : policy.takesFile(field) ? "file" : "db";
      conflicts.add(
          new SyncTable.Found(
              each.marker(),
              word(field),
              shown(each.base()),
              shown(each.db()),
              shown(each.file()),
              each.isOpen(),
              null,
              decision));
    }
  }

  private static String word(@Nullable TaskField field) {
    return field == null ? Decisions.LINE : field.word();
  }

  /// What the file has said since the last sync and is not so now, though no conflict tells: a rule of tasks was against it.
  private void noteUnheard(List<TaskState> was, List<TaskState> told, List<TaskState> now) {
    Map<String, TaskState> before = TaskState.byMarker(was);
    Map<String, TaskState> after = TaskState.byMarker(now);
    for (TaskState each : told) {
      TaskState old = before.get(each.marker());
      TaskState made = after.get(each.marker());
      if (made == null || each.equals(made) || each.equals(old)) {
        continue;
      }
      for (TaskField field : TaskField.values()) {
        Object said = field.of(each);
        boolean isNews = old == null || !Objects.equals(field.of(old), said);
        if (isNews
            && !Objects.equals(said, field.of(made))
            && noted.add(Decisions.key(each.marker(), field.word()))) {
          conflicts.add(
              new SyncTable.Found(
                  each.marker(),
                  field.word(),
                  old == null ? null : shown(field, old),
                  shown(field, made),
                  shown(said),
                  false,
                  "it does not go with what else was changed",
                  Decisions.DB));
        }
      }
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
    GroupSync groups = groups();
    groups.settle(off);
    take(groups);
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
    Map<UUID, List<String>> kept = new LinkedHashMap<>();
    Set<List<String>> headings = new HashSet<>(change.file().groups());
    store
        .paths()
        .forEach((id, path) -> {
          if (headings.contains(path)) {
            kept.put(id, path);
            off.remove(id);
          }
        });
    off.retainAll(store.paths().keySet());
    Base next = new Base(agreed, kept, off, base.front(), made, base.notes());
    FileLog.Written written = FileLog.Written.of(TaskState.of(file), List.copyOf(now.values()));
    return new Done(change.file(), next, store, written, conflicts, messages, changes);
  }
}
