package dev.seshat.link;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Locale;

/// How far a link is.
public enum LinkStatus {
  /// It waits to be read for the first time.
  PENDING,
  /// There is an analysis of what the page says.
  SUCCESS,
  /// It could not be read.
  ERROR;

  /// The status as it is written.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The status that a word names.
  public static LinkStatus of(String word) {
    for (LinkStatus status : values()) {
      if (status.word().equals(word)) {
        return status;
      }
    }
    throw new Invalid(
        "status", "must be pending, success or error, not '" + Texts.shorten(word, 40) + "'");
  }
}
