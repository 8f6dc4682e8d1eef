package dev.seshat.promise;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Locale;

/// When the person is told in the inbox what became of a promise.
public enum Notify {
  /// When it is completed, failed or cancelled.
  ALWAYS,
  /// When it failed.
  FAILED,
  NEVER;

  /// The choice as it is stored and shown.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The choice of this word.
  ///
  /// @throws Invalid if there is none
  public static Notify of(String word) {
    for (Notify each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new Invalid(
        "notify", "must be one of always, failed, never, not '" + Texts.shorten(word, 40) + "'");
  }

  /// Whether the person is told of this end.
  boolean tells(PromiseStatus end) {
    return this == ALWAYS || (this == FAILED && end == PromiseStatus.FAILED);
  }
}
