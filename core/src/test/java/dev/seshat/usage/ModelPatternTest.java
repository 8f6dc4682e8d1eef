package dev.seshat.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPatternTest {
  @ParameterizedTest
  @CsvSource({
    "gpt-4o, gpt-4o, true",
    "gpt-4o, gpt-4o-mini, false",
    "gpt-4o*, gpt-4o, true",
    "gpt-4o*, gpt-4o-mini, true",
    "*gpt-4o, azure/gpt-4o, true",
    "*gpt-4o, gpt-4o-mini, false",
    "*flash*, gemini-2.0-flash-001, true",
    "*a*b*, xxaxxbxx, true",
    "*a*b*, xxbxxaxx, false",
    "*aab, aaaab, true",
    "m-####-##-##, m-2026-01-31, true",
    "m-####-##-##, m-2026-1-31, false",
    "m-#*, m-5-turbo, true",
    "m-#*, m-turbo, false",
    "*, anything, true",
    "GPT-4o, gpt-4o, true",
  })
  void fitsWholeNames(String pattern, String name, boolean fits) {
    assertThat(new ModelPattern(pattern).matches(name)).isEqualTo(fits);
  }

  @Test
  void aPatternOfManyStarsDoesNotTakeForEver() {
    assertThat(new ModelPattern("*a".repeat(60) + "b").matches("a".repeat(2_000))).isFalse();
  }

  @Test
  void anExactNameSaysMoreThanAnyPattern() {
    assertThat(new ModelPattern("o3").specificity())
        .isGreaterThan(new ModelPattern("o3-deep-research*").specificity());
    assertThat(new ModelPattern("o3-mini*").specificity())
        .isGreaterThan(new ModelPattern("o3*").specificity());
  }
}
