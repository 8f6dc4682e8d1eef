package dev.seshat.interview;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Locale;

/// How far a session goes into an event.
public enum Coverage {
  INTRODUCTION,
  EXPLORATION,
  DEEP_DIVE,
  COMPLETION;

  /// The level as it is stored and written, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The level that a word names.
  ///
  /// @throws Invalid if it is none
  public static Coverage of(String word) {
    for (Coverage each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new Invalid(
        "coverage_level",
        "must be introduction, exploration, deep_dive or completion, not '"
            + Texts.shorten(word, 40)
            + "'");
  }
}
