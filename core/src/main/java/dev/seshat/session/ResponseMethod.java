package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import java.util.Locale;

/// How a person answered.
public enum ResponseMethod {
  TEXT,
  VOICE,
  SKIP;

  /// The method as it is written, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The method that a word names.
  ///
  /// @throws Invalid for any other word
  public static ResponseMethod of(String word) {
    for (ResponseMethod method : values()) {
      if (method.word().equals(word)) {
        return method;
      }
    }
    throw new Invalid("response_method", "must be one of text, voice, skip");
  }
}
