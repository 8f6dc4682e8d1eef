package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;

/// How far a pattern reaches.
public enum Specificity {
  UNIVERSAL,
  GENERAL,
  SPECIFIC,
  USER_PREFERENCE;

  /// The word as it is stored and shown.
  public String word() {
    return Words.of(this);
  }

  /// The one of this word.
  ///
  /// @throws Invalid if there is none
  public static Specificity of(String word) {
    return Words.read("specificity", word, values(), Specificity::word);
  }
}
