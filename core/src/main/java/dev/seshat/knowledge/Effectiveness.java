package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;

/// How well a keyword does what it is meant to; the best first.
public enum Effectiveness {
  EXCELLENT,
  GOOD,
  MODERATE,
  POOR,
  /// It does the opposite, or harm.
  COUNTERPRODUCTIVE;

  /// The word as it is stored and shown.
  public String word() {
    return Words.of(this);
  }

  /// The one of this word.
  ///
  /// @throws Invalid if there is none
  public static Effectiveness of(String word) {
    return Words.read("effectiveness", word, values(), Effectiveness::word);
  }
}
