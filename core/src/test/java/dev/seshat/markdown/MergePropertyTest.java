package dev.seshat.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Merges of trees that two sides have changed at random.
class MergePropertyTest {
  private static final int CASES = 10_000;
  private static final long SEED = Long.getLong("seshat.seed", 71_993);

  @Test
  void mergeOfBaseAndAAndBaseIsA() {
    for (int i = 0; i < CASES; i++) {
      Trees trees = new Trees(SEED + i);
      List<TaskState> base = trees.tree();
      List<TaskState> other = trees.changed(base);
      for (MergePolicy policy : MergePolicy.values()) {
        Merge fromStore = Merge.of(base, other, base, policy);
        assertThat(fromStore.file()).isEqualTo(other);
        assertThat(fromStore.db()).isEqualTo(other);
        assertThat(fromStore.base()).isEqualTo(other);
        assertThat(fromStore.conflicts()).isEmpty();
        Merge fromFile = Merge.of(base, base, other, policy);
        assertThat(fromFile.file()).isEqualTo(other);
        assertThat(fromFile.db()).isEqualTo(other);
        assertThat(fromFile.conflicts()).isEmpty();
        assertThat(fromFile.removed()).isEmpty();
      }
    }
  }

  @Test
  void mergeOfBaseAndAAndAIsA() {
    for (int i = 0; i < CASES; i++) {
      Trees trees = new Trees(SEED * 2 + i);
      List<TaskState> base = trees.tree();
      List<TaskState> other = trees.changed(base);
      for (MergePolicy policy : MergePolicy.values()) {
        Merge same = Merge.of(base, other, other, policy);
        assertThat(same.file()).isEqualTo(other);
        assertThat(same.db()).isEqualTo(other);
        assertThat(same.base()).isEqualTo(other);
        assertThat(same.conflicts()).isEmpty();
      }
    }
  }

  /// Each side changes fields of every task that the other leaves alone.
  @Test
  void editsOfDifferentFieldsOfOneTaskBothSurvive() {
    for (int i = 0; i < CASES; i++) {
      Trees trees = new Trees(SEED * 3 + i);
      List<TaskState> base = trees.tree();
      List<TaskState> db = new ArrayList<>();
      List<TaskState> file = new ArrayList<>();
      List<TaskState> both = new ArrayList<>();
      for (TaskState each : base) {
        TaskWords other = trees.words();
        int mine = trees.random.nextInt(1 << 5);
        int theirs = trees.random.nextInt(1 << 5) & ~mine;
        db.add(each.with(some(each.words(), other, mine), each.place()));
        file.add(each.with(some(each.words(), other, theirs), each.place()));
        both.add(each.with(some(each.words(), other, mine | theirs), each.place()));
      }
      Merge merge = Merge.of(base, db, file, MergePolicy.values()[i % 4]);
      assertThat(merge.db()).as("seed %d", i).isEqualTo(both);
      assertThat(merge.file()).as("seed %d", i).isEqualTo(both);
      assertThat(merge.conflicts()).isEmpty();
    }
  }

  /// The words with some of the other's fields.
  private static TaskWords some(TaskWords words, TaskWords other, int fields) {
    return new TaskWords(
        (fields & 1) == 0 ? words.title() : other.title(),
        (fields & 2) == 0 ? words.status() : other.status(),
        (fields & 4) == 0 ? words.specialist() : other.specialist(),
        (fields & 8) == 0 ? words.hours() : other.hours(),
        (fields & 16) == 0 ? words.reference() : other.reference());
  }

  @Test
  void whatBothSidesSayIsThereOrInAConflict() {
    for (int i = 0; i < CASES; i++) {
      Trees trees = new Trees(SEED - i);
      List<TaskState> base = trees.tree();
      List<TaskState> db = trees.changed(base);
      List<TaskState> file = trees.cut(trees.changed(base));
      MergePolicy policy = MergePolicy.values()[trees.random.nextInt(4)];
      Merge merge = Merge.of(base, db, file, policy);
      requireSound(merge.db());
      requireSound(merge.file());
      requireNothingLost(merge, base, db, file);
      Merge again =
          Merge.of(merge.base(), without(merge.db(), merge.removed()), merge.file(), policy);
      if (policy != MergePolicy.MANUAL) {
        assertThat(merge.conflicts()).noneMatch(Merge.Conflict::isOpen);
        assertThat(again.conflicts()).isEmpty();
        assertThat(again.db()).isEqualTo(without(merge.db(), merge.removed()));
        assertThat(again.file()).isEqualTo(merge.file());
      } else {
        assertThat(open(again)).isEqualTo(open(merge));
      }
    }
  }

  private static Set<String> open(Merge merge) {
    return merge.conflicts().stream()
        .filter(Merge.Conflict::isOpen)
        .map(each -> each.marker() + " " + each.field())
        .collect(Collectors.toSet());
  }

  private static List<TaskState> without(List<TaskState> all, List<String> removed) {
    return all.stream().filter(each -> !removed.contains(each.marker())).toList();
  }

  /// That each is there once, and stands under one that comes before it.
  private static void requireSound(List<TaskState> all) {
    Set<String> seen = new HashSet<>();
    for (TaskState each : all) {
      assertThat(each.parent() == null || seen.contains(each.parent())).isTrue();
      assertThat(seen.add(each.marker())).isTrue();
    }
  }

  private static void requireNothingLost(
      Merge merge, List<TaskState> base, List<TaskState> db, List<TaskState> file) {
    Map<String, TaskState> was = TaskState.byMarker(base);
    Map<String, TaskState> merged = TaskState.byMarker(merge.db());
    for (List<TaskState> side : List.of(db, file)) {
      for (TaskState each : side) {
        TaskState now = Objects.requireNonNull(merged.get(each.marker()));
        TaskState before = was.get(each.marker());
        for (TaskField field : TaskField.values()) {
          boolean isNews = before == null || !Objects.equals(field.of(before), field.of(each));
          boolean isNamed =
              merge.conflicts().stream()
                  .anyMatch(one ->
                      one.marker().equals(each.marker())
                          && (one.field() == null || one.field() == field));
          // a place may have to give way so that no task stands below itself
          assertThat(
                  !isNews
                      || isNamed
                      || field == TaskField.PLACE
                      || Objects.equals(field.of(now), field.of(each)))
              .as(each + " " + field + " in " + merge)
              .isTrue();
        }
      }
    }
  }
}
