package dev.seshat.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seshat.SeshatException.Invalid;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionParserTest {
  private static Question plain(String text) {
    return QuestionParser.parse(text, false, false);
  }

  private static Question strict(String text) {
    return QuestionParser.parse(text, true, false);
  }

  private static Term word(String stem) {
    return new Term.Word(stem);
  }

  @Test
  void leavesStopWordsOutOfAQuestionUnlessThereIsNothingElse() {
    assertThat(plain("What did Caroline say about the agencies?").terms())
        .containsExactly(word("carolin"), word("sai"), word("agenc"));
    assertThat(plain("to be or not to be").terms())
        .containsExactly(word("to"), word("be"), word("or"), word("not"));
  }

  @Test
  void readsOperatorsOfAPlainQuestionAsWords() {
    assertThat(plain("col:x AND NEAR(foo \"bar\" -baz").terms())
        .containsExactly(
            word("col"), word("x"), word("near"), word("foo"), word("bar"), word("baz"));
  }

  @Test
  void takesAStarOrTheLastWordTypedAsAPrefix() {
    assertThat(plain("merge work*").terms())
        .containsExactly(word("merg"), new Term.Prefix("work", "work"));
    assertThat(QuestionParser.parse("merge wor", false, true).terms())
        .containsExactly(word("merg"), new Term.Prefix("wor", "wor"));
    assertThat(QuestionParser.parse("merge wor ", false, true).terms())
        .containsExactly(word("merg"), word("wor"));
    assertThat(plain("x*").terms()).containsExactly(word("x"));
  }

  @Test
  void readsTheQueryLanguage() {
    Question question =
        strict("\"adoption agency\" caroline OR melanie paint* -tests -\"old house\"");
    assertThat(question.groups())
        .containsExactly(
            List.of(new Term.Phrase(List.of("adopt", "agenc"))),
            List.of(word("carolin"), word("melani")),
            List.of(new Term.Prefix("paint", "paint")));
    assertThat(question.excluded())
        .containsExactly(word("test"), new Term.Phrase(List.of("old", "hous")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"open", "OR a", "a OR", "a OR OR b", "-a", "a -", "x*", "a OR -b", "a OR b-c"})
  void saysWhatIsWrongInTheQueryLanguage(String text) {
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(() -> strict(text))
        .withMessageStartingWith("q: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\"", "(((((((", "\\", "';--", "\u0000\u0001", "😀"})
  void refusesAQuestionWithoutAWord(String text) {
    assertThatExceptionOfType(Invalid.class).isThrownBy(() -> plain(text));
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(() -> plain("é".repeat(3000)))
        .withMessageContaining("3000");
  }

  @ParameterizedTest
  @CsvSource({
    "what happened on 2023-05-08, 2023-05-08, 2023-05-09",
    "the talk of 8 May 2023, 2023-05-08, 2022-05-08",
    "the talk of May 8th, 2022-05-08, 2022-05-09",
    "on the 8th of May, 2021-05-08, 2021-06-08",
    "'Dec 24, 2022', 2022-12-24, 2022-12-25",
    "in June 2023, 2023-06-30, 2023-07-01"
  })
  void findsTheDatesItNames(String text, LocalDate named, LocalDate other) {
    List<NamedDate> dates = plain(text).dates();
    assertThat(dates).hasSize(1);
    assertThat(dates.getFirst().names(named)).isTrue();
    assertThat(dates.getFirst().names(other)).isFalse();
  }

  @Test
  void looksForADateAsTheIndexWritesIt() {
    assertThat(plain("talk 2023-05-08").terms())
        .containsExactly(word("talk"), word("8"), word("mai"), word("2023"));
    assertThat(plain("you may go 45 May or 2023-13-40, marching 12").dates()).isEmpty();
  }
}
