package dev.seshat.analysis;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Arrays;
import java.util.Locale;

/// What became of a call.
public enum CallStatus {
  /// It is under way, or whoever made it ended before the answer came.
  RUNNING,
  /// The model answered as it was asked to.
  OK,
  /// The model, or its provider's filter, would not answer.
  REFUSED,
  /// What it answered is not what was asked for: cut off, empty, or not of the schema.
  INVALID,
  /// There was no answer: wrong key, no connection, too slow, too much, or the provider's own fault.
  FAILED,
  /// A budget stopped it before it was made.
  STOPPED;

  /// The status as it is stored and shown, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The status that a word names.
  ///
  /// @throws Invalid if it is none
  public static CallStatus of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new Invalid(
                "status",
                "must be one of running, ok, refused, invalid, failed, stopped, not '"
                    + Texts.shorten(word, 40)
                    + "'"));
  }
}
