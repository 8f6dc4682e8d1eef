package dev.seshat.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Files that nothing is to be changed of, or one line of the front matter.
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

  @Test
  void withoutAChangeNoByteChanges() throws TaskEditor.CannotEdit {
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
