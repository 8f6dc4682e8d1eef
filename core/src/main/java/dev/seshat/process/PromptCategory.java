package dev.seshat.process;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Locale;

/// What a prompt asks for; prompts are asked in this order.
public enum PromptCategory {
  SCENE,
  PEOPLE,
  TENSION,
  CHANGE,
  MEANING;

  /// The category as it is stored and written, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The category that a word names.
  ///
  /// @throws Invalid if it is none
  public static PromptCategory of(String path, String word) {
    for (PromptCategory each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new Invalid(
        path,
        "must be scene, people, tension, change or meaning, not '" + Texts.shorten(word, 40) + "'");
  }
}
