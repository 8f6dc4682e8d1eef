package dev.seshat.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaskFileTest {
  private static final String FILE =
      """
      ---
      id: 1a2b
      ---
      # Work

      - [ ] Not one of ours

      ## Task Groups

      - [ ] Alone #12 @writer ~3h (blocked) ^t7f3
        a note about it

      ### Backend

      1. [x] Done ^tabc
         - [ ] Under it
           wrapped on
           ^tdef
      * [X] Also done

      #### Deep

      - [ ] Deepest (of all) \\@bob

      ## Notes

      - [ ] a to-do
      - [ ] moved here ^tzzz
      """;

  @Test
  void readsWhatStandsThere() {
    TaskFile file = TaskFile.parse(FILE);
    assertThat(file.items())
        .extracting(TaskItem::marker)
        .containsExactly("t7f3", "tabc", "tdef", null, null, "tzzz");
    assertThat(file.items().getFirst().words())
        .isEqualTo(new TaskWords("Alone", "blocked", "writer", 3, "12"));
    assertThat(file.items())
        .extracting(TaskItem::group)
        .containsExactly(
            List.of(),
            List.of("Backend"),
            List.of("Backend"),
            List.of("Backend"),
            List.of("Backend", "Deep"),
            List.of());
    assertThat(file.items()).extracting(TaskItem::parent).containsExactly(-1, -1, 1, -1, -1, -1);
    assertThat(file.items()).extracting(TaskItem::line).containsExactly(10, 15, 16, 19, 23, 28);
    assertThat(file.items().get(2).words().title()).isEqualTo("Under it wrapped on");
    assertThat(file.items().get(3).words().status()).isEqualTo("completed");
    assertThat(file.items().get(4).words().title()).isEqualTo("Deepest (of all) @bob");
    assertThat(file.groups()).containsExactly(List.of("Backend"), List.of("Backend", "Deep"));
    assertThat(file.items().get(1).at().block().of(FILE)).startsWith("1. [x]").endsWith("^tdef");
  }

  @Test
  void readsLinesThatEndAsWindowsEndsThem() {
    TaskFile file = TaskFile.parse(FILE.replace("\n", "\r\n"));
    assertThat(file.items()).hasSize(6);
    assertThat(file.items().get(2).words().title()).isEqualTo("Under it wrapped on");
    assertThat(file.items()).extracting(TaskItem::line).containsExactly(10, 15, 16, 19, 23, 28);
  }
}
