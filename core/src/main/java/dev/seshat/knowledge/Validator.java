package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;

/// Who found out.
public enum Validator {
  PERSON,
  AGENT,
  /// A file that was imported says so.
  IMPORT;

  /// The word as it is stored and shown.
  public String word() {
    return Words.of(this);
  }

  /// The one of this word.
  ///
  /// @throws Invalid if there is none
  public static Validator of(String word) {
    return Words.read("validated_by", word, values(), Validator::word);
  }
}
