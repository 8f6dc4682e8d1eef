package dev.seshat.markdown;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What comes of a file and a store that were the same once, and were both changed since: task by task, field by field.
///
/// A field that one side has changed is as that side has it. Where both have, to different values, the policy decides, and
/// the conflict is named. Nothing that either side has said is dropped without a conflict that keeps it.
///
/// @param db the tasks as the store is to have them
/// @param file the tasks as the file is to have them; the same but for what is left to a person
/// @param base what is to be compared with the next time
/// @param removed those whose lines are gone from the file: to be cancelled where they are not finished
/// @param conflicts where both sides said something else
public record Merge(
    List<TaskState> db,
    List<TaskState> file,
    List<TaskState> base,
    List<String> removed,
    List<Conflict> conflicts) {
  public Merge {
    db = List.copyOf(db);
    file = List.copyOf(file);
    base = List.copyOf(base);
    removed = List.copyOf(removed);
    conflicts = List.copyOf(conflicts);
  }

  /// That both sides changed the same.
  ///
  /// @param field null when one side has removed the task that the other has changed
  /// @param isOpen whether it waits for a person to decide
  public record Conflict(
      String marker,
      @Nullable TaskField field,
      @Nullable Object base,
      @Nullable Object db,
      @Nullable Object file,
      boolean isOpen) {}

  /// Merges what two sides have made of a base.
  ///
  /// @param base as both had it; a task that it lacks is new
  /// @param db as the store has it now, in the order of the tree
  /// @param file as the file has it now
  public static Merge of(
      List<TaskState> base, List<TaskState> db, List<TaskState> file, MergePolicy policy) {
    return new Merger(base, db, file, policy).merge();
  }

  private static final class Merger {
    private final List<TaskState> base;
    private final List<TaskState> db;
    private final List<TaskState> file;
    private final MergePolicy policy;
    private final Map<String, TaskState> inBase;
    private final Map<String, TaskState> inDb;
    private final Map<String, TaskState> inFile;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();

    Merger(List<TaskState> base, List<TaskState> db, List<TaskState> file, MergePolicy policy) {
      this.base = base;
      this.db = db;
      this.file = file;
      this.policy = policy;
      this.inBase = TaskState.byMarker(base);
      this.inDb = TaskState.byMarker(db);
      this.inFile = TaskState.byMarker(file);
    }

    Merge merge() {
      Map<String, TaskState> toDb = new LinkedHashMap<>();
      Map<String, TaskState> toFile = new LinkedHashMap<>();
      Map<String, TaskState> next = new LinkedHashMap<>();
      Set<String> all = new LinkedHashSet<>();
      file.forEach(each -> all.add(each.marker()));
      db.forEach(each -> all.add(each.marker()));
      for (String marker : all) {
        TaskState ours = inDb.get(marker);
        TaskState theirs = inFile.get(marker);
        TaskState was = inBase.get(marker);
        if (ours == null || theirs == null) {
          one(was, ours, theirs, toDb, toFile, next);
        } else {
          both(was, ours, theirs, toDb, toFile, next);
        }
      }
      restoreParents(toDb, toFile, next);
      TaskPlaces.untangle(toDb, inDb);
      agreeOnPlaces(toDb, toFile, next);
      List<TaskState> sorted = TaskPlaces.sorted(toDb, base, db, file);
      return new Merge(
          sorted,
          TaskPlaces.sorted(toFile, base, db, file),
          TaskPlaces.sorted(next, List.of(), sorted, List.of()),
          removed,
          conflicts);
    }

    /// The line of a task that others stand under now is not given up: it is there again, and the conflict named.
    private void restoreParents(
        Map<String, TaskState> toDb, Map<String, TaskState> toFile, Map<String, TaskState> next) {
      Deque<TaskState> open = new ArrayDeque<>(toFile.values());
      while (!open.isEmpty()) {
        String parent = open.removeFirst().parent();
        TaskState above = parent == null || toFile.containsKey(parent) ? null : toDb.get(parent);
        if (above != null) {
          removed.remove(parent);
          conflicts.removeIf(each -> each.marker().equals(parent));
          conflicts.add(new Conflict(above.marker(), null, inBase.get(parent), above, null, false));
          toFile.put(above.marker(), above);
          next.put(above.marker(), above);
          open.add(above);
        }
      }
    }

    /// Both sides have a task at the same place, unless a person is to decide where.
    private void agreeOnPlaces(
        Map<String, TaskState> toDb, Map<String, TaskState> toFile, Map<String, TaskState> next) {
      Set<String> undecided = new HashSet<>();
      conflicts.stream()
          .filter(each -> each.isOpen() && each.field() == TaskField.PLACE)
          .forEach(each -> undecided.add(each.marker()));
      toFile.replaceAll((marker, each) ->
          undecided.contains(marker)
              ? each
              : each.with(each.words(), Objects.requireNonNull(toDb.get(marker)).place()));
      TaskPlaces.untangle(toFile, inFile);
      next.replaceAll((marker, each) ->
          undecided.contains(marker) || !toFile.containsKey(marker)
              ? each
              : each.with(each.words(), Objects.requireNonNull(toDb.get(marker)).place()));
    }

    /// A task that one side has: new there, or gone from the other.
    private void one(
        @Nullable TaskState was,
        @Nullable TaskState ours,
        @Nullable TaskState theirs,
        Map<String, TaskState> toDb,
        Map<String, TaskState> toFile,
        Map<String, TaskState> next) {
      TaskState there = Objects.requireNonNull(ours == null ? theirs : ours);
      if (ours != null && was != null) {
        boolean isChanged = !was.equals(ours);
        if (isChanged) {
          boolean isOpen = policy == MergePolicy.MANUAL;
          conflicts.add(new Conflict(was.marker(), null, was, ours, null, isOpen));
        }
        toDb.put(there.marker(), there);
        if (isChanged && policy == MergePolicy.DB_WINS) {
          toFile.put(there.marker(), there);
          next.put(there.marker(), there);
        } else if (isChanged && policy == MergePolicy.MANUAL) {
          next.put(was.marker(), was);
        } else {
          removed.add(there.marker());
        }
        return;
      }
      toDb.put(there.marker(), there);
      toFile.put(there.marker(), there);
      next.put(there.marker(), there);
    }

    private void both(
        @Nullable TaskState was,
        TaskState ours,
        TaskState theirs,
        Map<String, TaskState> toDb,
        Map<String, TaskState> toFile,
        Map<String, TaskState> next) {
      if (ours.equals(theirs)) {
        toDb.put(ours.marker(), ours);
        toFile.put(ours.marker(), ours);
        next.put(ours.marker(), ours);
        return;
      }
      Map<TaskField, TaskState> db = new EnumMap<>(TaskField.class);
      Map<TaskField, TaskState> file = new EnumMap<>(TaskField.class);
      Map<TaskField, TaskState> agreed = new EnumMap<>(TaskField.class);
      for (TaskField field : TaskField.values()) {
        Object before = was == null ? null : field.of(was);
        Object mine = field.of(ours);
        Object other = field.of(theirs);
        boolean isSame = Objects.equals(mine, other);
        boolean isMine = isSame || (was != null && Objects.equals(other, before));
        boolean isOther = !isMine && was != null && Objects.equals(mine, before);
        if (isMine || isOther) {
          TaskState taken = isMine ? ours : theirs;
          db.put(field, taken);
          file.put(field, taken);
          agreed.put(field, taken);
        } else {
          boolean isOpen = policy == MergePolicy.MANUAL;
          conflicts.add(new Conflict(ours.marker(), field, before, mine, other, isOpen));
          TaskState taken = policy.takesFile(field) ? theirs : ours;
          db.put(field, isOpen ? ours : taken);
          file.put(field, isOpen ? theirs : taken);
          agreed.put(field, isOpen ? Objects.requireNonNullElse(was, ours) : taken);
        }
      }
      toDb.put(ours.marker(), built(ours.marker(), db));
      toFile.put(ours.marker(), built(ours.marker(), file));
      next.put(ours.marker(), built(ours.marker(), agreed));
    }

    private static TaskState built(String marker, Map<TaskField, TaskState> of) {
      TaskWords title = get(of, TaskField.TITLE).words();
      TaskState place = get(of, TaskField.PLACE);
      return new TaskState(
          marker,
          new TaskWords(
              title.title(),
              get(of, TaskField.STATUS).words().status(),
              get(of, TaskField.SPECIALIST).words().specialist(),
              get(of, TaskField.HOURS).words().hours(),
              get(of, TaskField.REFERENCE).words().reference()),
          place.group(),
          place.parent());
    }

    private static TaskState get(Map<TaskField, TaskState> of, TaskField field) {
      return Objects.requireNonNull(of.get(field));
    }
  }
}
