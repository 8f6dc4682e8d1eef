package dev.seshat.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.analysis.text.TextAnalysis.Reading;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TextAnalysisTest {
  @Test
  void whatIsKnownOfTheSpeakerNeedNotBeGuessed() {
    String text = "Then Hope went to the Mill with old Bly, and we waited.";
    Known known = new Known(List.of("Hope", "Bly Carter"), List.of("Mill"), List.of());
    Reading read = TextAnalysis.analyse(text, known);
    assertThat(read.mentionsPeople()).containsExactly("Hope", "Bly");
    assertThat(read.mentionsPlaces()).containsExactly("Mill");
  }

  @Test
  void whatEverybodyTalksAboutIsALesserTheme() {
    String text = "The river was high and the bakery was full of people who wanted bread.";
    List<String> others = java.util.Collections.nCopies(30, "the river and the bread");
    assertThat(TextAnalysis.analyse(text, new Known(List.of(), List.of(), others)).keyThemes())
        .startsWith("bakery");
  }

  @Test
  void anotherLanguageIsNotGuessedAt() {
    for (String text :
        List.of(
            "Meine Mutter hat uns an diesem Abend nichts gesagt, und wir hatten furchtbare Angst.",
            "Ma mère ne nous a rien dit ce soir-là, et nous avions terriblement peur de la guerre.",
            "その夜、母は何も言わなかった。とても怖かった。",
            "Тем вечером мама ничего нам не сказала, и мы очень боялись.")) {
      Reading read = TextAnalysis.analyse(text, Known.NOTHING);
      assertThat(read.sentiment()).as(text).isNull();
      assertThat(read.confidence()).isEqualTo("low");
      assertThat(read.keyThemes()).isEmpty();
    }
    Known known = new Known(List.of("Rosa"), List.of("Steyr"), List.of());
    Reading read =
        TextAnalysis.analyse("Dann ist Rosa nach Steyr gefahren und wir haben gewartet.", known);
    assertThat(read.mentionsPeople()).containsExactly("Rosa");
    assertThat(read.mentionsPlaces()).containsExactly("Steyr");
  }

  @Test
  void takesWhateverItIsGiven() {
    Random random = new Random(4);
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      noise.appendCodePoint(random.nextInt(0x3000));
    }
    for (String text :
        List.of(
            "",
            " ",
            "\u0000\u0007",
            "\uD800",
            ".",
            "!!!!!!!!!!!!",
            "A".repeat(4_000_000),
            "a ".repeat(2_000_000),
            "A. ".repeat(500_000),
            "very ".repeat(400_000),
            "Mr. von ".repeat(300_000),
            "\n".repeat(1_000_000),
            noise.toString())) {
      Reading read = TextAnalysis.analyse(text, Known.NOTHING);
      assertThat(read.mentionsPeople()).hasSizeLessThanOrEqualTo(30);
      assertThat(read.keyThemes()).hasSizeLessThanOrEqualTo(5);
      assertThat(read.confidence()).isIn("low", "medium", "high");
    }
  }

  @Test
  void anyNumberOfThreadsReadAtOnce() throws Exception {
    String text = "My brother Karl was so happy when we moved to Vienna.";
    Reading alone = TextAnalysis.analyse(text, Known.NOTHING);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Reading>> tasks =
          java.util.Collections.nCopies(40, () -> TextAnalysis.analyse(text, Known.NOTHING));
      for (var each : threads.invokeAll(tasks)) {
        assertThat(each.get()).isEqualTo(alone);
      }
    }
  }
}
