package dev.seshat.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Files and stores that were the same, were changed on both sides, and are brought together again.
class SyncPropertyTest {
  private static final int CASES = 10_000;
  private static final long SEED = Long.getLong("seshat.seed", 40_441);

  /// What comes of a sync.
  private record Synced(Merge merge, TaskFile file, Set<String> refused) {}

  private static Synced sync(
      List<TaskState> base, List<TaskState> db, TaskFile file, MergePolicy policy) {
    Merge merge = Merge.of(base, db, TaskState.of(file), policy);
    FileChange.Done done = FileChange.of(file, merge.file());
    return new Synced(merge, done.file(), done.refused());
  }

  private static TaskFile marked(FileGenerator made) throws TaskEditor.CannotEdit {
    TaskFile file = TaskFile.parse(made.file());
    Map<Integer, String> markers = new HashMap<>();
    for (int i = 0; i < file.items().size(); i++) {
      if (file.items().get(i).marker() == null) {
        markers.put(i, made.marker());
      }
    }
    TaskEditor editor = new TaskEditor(file);
    editor.mark(markers);
    return editor.file();
  }

  /// The lines that are no tasks', blank ones left out.
  private static List<String> words(TaskFile file) {
    Set<Integer> taken = new HashSet<>();
    for (TaskItem each : file.items()) {
      Span at = each.at().text();
      int first = each.line();
      int lines = (int) at.of(file.text()).lines().count();
      for (int i = 0; i < Math.max(1, lines); i++) {
        taken.add(first + i);
      }
    }
    List<String> words = new ArrayList<>();
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!taken.contains(i + 1) && !line.isEmpty() && !line.startsWith("#")) {
        words.add(line);
      }
    }
    return words.stream().sorted().toList();
  }

  private static Set<String> markers(TaskFile file) {
    Set<String> markers = new HashSet<>();
    TaskState.of(file).forEach(each -> markers.add(each.marker()));
    return markers;
  }

  /// The same tasks, each place's in the same order; groups stand in the order in which they came to be in the file.
  private static void requireSame(int seed, List<TaskState> now, List<TaskState> before) {
    assertThat(now).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(before);
    for (TaskState each : before) {
      assertThat(TaskState.at(each.place(), now))
          .as("seed %d", seed)
          .isEqualTo(TaskState.at(each.place(), before));
    }
  }

  @Test
  void syncTwiceIsSyncOnceAndNoWordOfAPersonIsLost() throws TaskEditor.CannotEdit {
    int written = 0;
    for (int i = 0; i < CASES; i++) {
      TaskFile file = marked(new FileGenerator(SEED + i));
      Trees trees = new Trees(SEED - i);
      List<TaskState> base = TaskState.of(file);
      List<TaskState> db = trees.changed(base);
      TaskFile edited = FileChange.of(file, trees.changed(base)).file();
      MergePolicy policy = MergePolicy.values()[i % 3];
      Synced once = sync(base, db, edited, policy);
      assertThat(words(once.file())).as("seed %d", i).containsAll(words(edited));
      assertThat(markers(once.file())).as("seed %d", i).containsAll(markers(edited));
      if (!once.refused().isEmpty()) {
        continue;
      }
      written += once.file().text().equals(edited.text()) ? 0 : 1;
      Synced twice = sync(once.merge().base(), once.merge().db(), once.file(), policy);
      assertThat(twice.merge().conflicts()).as("seed %d", i).isEmpty();
      requireSame(i, twice.merge().db(), once.merge().db());
      assertThat(twice.file().text()).as("seed %d", i).isEqualTo(once.file().text());
    }
    assertThat(written).isGreaterThan(CASES / 4);
  }

  @Test
  void noChangeLeavesTheSameBytes() throws TaskEditor.CannotEdit {
    for (int i = 0; i < CASES; i++) {
      TaskFile file = marked(new FileGenerator(SEED * 3 + i));
      List<TaskState> base = TaskState.of(file);
      Synced same = sync(base, base, file, MergePolicy.values()[i % 4]);
      assertThat(same.file().text()).as("seed %d", i).isEqualTo(file.text());
      assertThat(same.merge().conflicts()).isEmpty();
    }
  }

  @Test
  void frontMatterChangesInOneLine() {
    for (int i = 0; i < CASES; i++) {
      FileGenerator made = new FileGenerator(SEED * 5 + i);
      String eol = i % 2 == 0 ? "\n" : "\r\n";
      String quote = List.of("", "\"", "'").get(i % 3);
      String status = "status: " + quote + "active" + quote + (i % 5 == 0 ? "  # mine" : "");
      String other = "title: " + made.title().replace(':', ';').replaceAll("[#*&\\[`|>%@]", "");
      String text =
          (i % 7 == 0 ? "\uFEFF" : "")
              + String.join(eol, "---", other, status, "a: {status: x}", "---", "")
              + made.file();
      assertThat(FrontLines.value(text, "status")).contains("active");
      String now = FrontLines.with(text, "status", "paused");
      assertThat(FrontLines.value(now, "status")).contains("paused");
      assertThat(FrontLines.with(now, "status", quote + "active" + quote)).isEqualTo(text);
      String more = FrontLines.plus(text, "mode", "research");
      assertThat(FrontLines.value(more, "mode")).contains("research");
      assertThat(more.replaceFirst("mode: research\\R", "")).isEqualTo(text);
    }
  }
}
