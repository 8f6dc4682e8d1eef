package dev.seshat.prompting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which texts name one technique. The threshold is what these pairs are told apart by.
class TechniqueTest {
  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "soft window light,Soft window light.",
    "soft window light,window light (soft)",
    "soft window light,soft window lights",
    "using a low camera angle,use a low camera angle",
    "naming each color,naming each colour",
    "don't say 'border',dont say border",
    "Café,cafe",
    "film grain at the end of the prompt,film grain at end of the prompt",
  })
  void one(String text, String other) {
    assertThat(Technique.likeness(text, other)).isGreaterThanOrEqualTo(Technique.NEAR);
    assertThat(Technique.likeness(other, text)).isEqualTo(Technique.likeness(text, other));
  }

  @ParameterizedTest(name = "{0} / {1}")
  @CsvSource({
    "soft window light,hard window light",
    "warm light from the left,warm light from the right",
    "stylize 50,stylize 500",
    "text on the cover,no text on the cover",
    "mention the border,do not mention the border",
    "vary subtle,vary strong",
    "soft light,low camera angle",
    "!!!,!!!",
  })
  void two(String text, String other) {
    assertThat(Technique.likeness(text, other)).isLessThan(Technique.NEAR);
  }
}
