package dev.seshat.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Files that are made to have other tasks: they have them, and all else that stood there.
class FileChangePropertyTest {
  private static final int CASES = 10_000;
  private static final long SEED = Long.getLong("seshat.seed", 4_711);

  @Test
  void parseOfWrittenIsWhatWasWritten() {
    for (int i = 0; i < CASES; i++) {
      Trees trees = new Trees(SEED + i);
      List<TaskState> base = trees.tree();
      FileChange.Done made = FileChange.of(TaskFile.parse("# Mine\n\nWords.\n"), base);
      assertThat(made.refused()).isEmpty();
      requireSame(made.file(), base);
      List<TaskState> next = trees.changed(base);
      FileChange.Done changed = FileChange.of(made.file(), next);
      assertThat(changed.refused()).isEmpty();
      requireSame(changed.file(), next);
      assertThat(changed.file().text()).startsWith("# Mine\n\nWords.\n");
      String text = changed.file().text();
      assertThat(FileChange.of(changed.file(), next).file().text()).isEqualTo(text);
    }
  }

  /// The same tasks, each place's in the same order; groups stand in the order in which they came.
  private static void requireSame(TaskFile file, List<TaskState> wanted) {
    List<TaskState> read = TaskState.of(file);
    assertThat(read).as(file.text()).containsExactlyInAnyOrderElementsOf(wanted);
    for (TaskState each : wanted) {
      assertThat(TaskState.at(each.place(), read))
          .as(file.text())
          .isEqualTo(TaskState.at(each.place(), wanted));
    }
  }
}
