package dev.seshat.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "caresses, caress",
    "ponies, poni",
    "cats, cat",
    "feed, feed",
    "agreed, agre",
    "plastered, plaster",
    "motoring, motor",
    "sing, sing",
    "conflated, conflat",
    "sized, size",
    "hopping, hop",
    "falling, fall",
    "hissing, hiss",
    "filing, file",
    "happy, happi",
    "sky, sky",
    "relational, relat",
    "conditional, condit",
    "digitizer, digit",
    "operator, oper",
    "hopefulness, hope",
    "electrical, electr",
    "goodness, good",
    "revival, reviv",
    "allowance, allow",
    "adoption, adopt",
    "replacement, replac",
    "controlling, control",
    "probate, probat",
    "rate, rate",
    "roll, roll",
    "generalizations, gener",
    "is, is",
    "ion, ion",
    "naïve, naïve",
    "abc123, abc123"
  })
  void stemsAsPorterPublishedIt(String word, String stem) {
    assertThat(Stemmer.stem(word)).isEqualTo(stem);
  }

  @Test
  void cutsAtEverythingButLettersAndDigits() {
    assertThat(Words.stems("Don't panic: foo_bar(x.y) \u0000\u0007—42%"))
        .containsExactly("don", "t", "panic", "foo", "bar", "x", "y", "42");
  }

  @Test
  void foldsCaseDiacriticsAndWideForms() {
    assertThat(Words.stems("Ökonomie CAFÉ ＡＢＣ ﬁne"))
        .containsExactly("okonomi", "cafe", "abc", "fine");
    assertThat(Words.stems("cafe\u0301")).containsExactly("cafe");
  }

  @Test
  void pairsTheCharactersOfScriptsWithoutSpaces() {
    assertThat(Words.stems("東京タワー and 犬")).containsExactly("東京", "京タ", "タワ", "ワー", "and", "犬");
  }

  @Test
  void staysWholeOnWhatNoLanguageHas() {
    assertThat(Words.stems("\uD800 a\uDC00b 😀😀 \uD835\uDD4F")).containsExactly("a", "b", "x");
    assertThat(Words.stems("é".repeat(3000))).containsExactly("e".repeat(64));
    assertThat(Words.stems("\uFDFA".repeat(64)).getFirst().length()).isLessThanOrEqualTo(64);
  }

  @Test
  void saysWhereAWordStands() {
    assertThat(Words.of("  Müde, Hunde").get(1)).isEqualTo(new Words.Word("hund", "hunde", 8, 13));
  }
}
