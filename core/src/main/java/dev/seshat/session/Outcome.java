package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import java.util.Locale;

/// What an ended session came to.
public enum Outcome {
  SUCCESS,
  PARTIAL,
  FAILURE,
  ABANDONED;

  /// The outcome as it is written, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The outcome that a word names.
  ///
  /// @throws Invalid for any other word
  public static Outcome of(String word) {
    for (Outcome outcome : values()) {
      if (outcome.word().equals(word)) {
        return outcome;
      }
    }
    throw new Invalid("outcome", "must be one of success, partial, failure, abandoned");
  }
}
