package dev.seshat.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SnippetsTest {
  private static List<String> marked(Snippets.Snippet snippet) {
    return snippet.marks().stream()
        .map(mark -> snippet.text().substring(mark.start(), mark.end()))
        .toList();
  }

  private static Snippets.Snippet of(String text, String question) {
    return Snippets.of(text, QuestionParser.parse(question, false, false).terms(), Snippets.LENGTH);
  }

  @Test
  void showsAShortTextWholeInOneLine() {
    Snippets.Snippet snippet = of("I was\n\tpainting,  she PAINTED too.\r\n", "paints");
    assertThat(snippet.text()).isEqualTo("I was painting, she PAINTED too.");
    assertThat(marked(snippet)).containsExactly("painting", "PAINTED");
  }

  @Test
  void showsThePartThatHasMostOfTheQuestion() {
    String text =
        "merge ".repeat(100)
            + "and here the worktree will merge after rebase. "
            + "other ".repeat(100);
    Snippets.Snippet snippet = of(text, "merge worktree rebase");
    assertThat(snippet.text())
        .startsWith("…")
        .endsWith("…")
        .contains("worktree will merge after rebase");
    assertThat(snippet.text().length()).isLessThanOrEqualTo(Snippets.LENGTH + 2);
    assertThat(marked(snippet)).contains("worktree", "merge", "rebase");
  }

  @Test
  void cutsNoCharacterInTwo() {
    for (int shift = 0; shift < 3; shift++) {
      Snippets.Snippet snippet =
          of("x".repeat(shift) + "😀".repeat(400) + " needle " + "😀".repeat(400), "needle");
      assertThat(marked(snippet)).containsExactly("needle");
      assertThat(snippet.text().codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
    }
  }

  @Test
  void marksWordsThatStandSideBySide() {
    Snippets.Snippet snippet = of("東京タワー", "東京タワー");
    assertThat(snippet.text()).isEqualTo("東京タワー");
    assertThat(snippet.marks()).isNotEmpty();
  }

  @Test
  void isEmptyForAnEmptyText() {
    assertThat(of("", "needle")).isEqualTo(new Snippets.Snippet("", List.of()));
  }
}
