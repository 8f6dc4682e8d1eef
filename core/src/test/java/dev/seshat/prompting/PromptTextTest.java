package dev.seshat.prompting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Prompts taken apart.
final class PromptTextTest {
  private static List<String> phrases(String prompt) {
    return PromptText.of(PromptForm.PHRASES, prompt).keywords().stream()
        .map(PromptKeyword::shown)
        .toList();
  }

  @Test
  void phrasesEndAtCommasAndMarks() {
    assertThat(phrases("A Macro  photograph, soft light; film grain. Muted\ncolors,, soft light"))
        .containsExactly("a macro photograph", "soft light", "film grain", "muted", "colors");
    assertThat(phrases("shot at f/1.8, 3.5 stars")).containsExactly("shot at f/1.8", "3.5 stars");
    assertThat(phrases("赤い花、柔らかい光")).containsExactly("赤い花", "柔らかい光");
    assertThat(phrases(" , . ")).isEmpty();
  }

  @Test
  void weightsBelongToWhatStandsBeforeThem() {
    assertThat(phrases("red fox, snow::2 forest::0.5 dusk"))
        .containsExactly("red fox::2", "snow::2", "forest::0.5", "dusk");
    assertThat(phrases("space:: ship")).containsExactly("space", "ship");
    assertThat(phrases("fog::-.5")).first().isEqualTo("fog");
    assertThat(phrases("fog::-0.5")).containsExactly("fog::-0.5");
  }

  @Test
  void optionsAreNoKeywordsButWhatIsUnwantedIs() {
    PromptText text =
        PromptText.of(
            PromptForm.PHRASES,
            "https://example.org/a,b.png a fox --ar 16:9 --no text, Frames --raw --no people --s 50");
    assertThat(text.keywords())
        .extracting(PromptKeyword::text)
        .containsExactly("a fox", "no: text", "no: frames", "no: people");
    assertThat(text.options())
        .containsEntry("ar", "16:9")
        .containsEntry("raw", "true")
        .containsEntry("s", "50");
    assertThat(phrases("a well-known--but rare--bird"))
        .containsExactly("a well-known--but rare--bird");
  }

  @Test
  void sentencesAreTheKeywordsOfProse() {
    assertThat(
            PromptText.of(PromptForm.SENTENCES, "Be brief, and kind. Use v1.2!\n- No --flags here")
                .keywords())
        .extracting(PromptKeyword::text)
        .containsExactly("be brief, and kind", "use v1.2", "no --flags here");
  }

  @Test
  void aPromptOfAnyLengthIsTakenApartQuickly() {
    String spaces = "a" + " ".repeat(100_000) + "b";
    assertThat(phrases(spaces)).containsExactly("a b");
    assertThat(PromptText.of(PromptForm.PHRASES, "::".repeat(50_000)).options())
        .isEqualTo(Map.of());
  }
}
