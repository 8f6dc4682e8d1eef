package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Locale;

/// What somebody has said of an artifact.
public enum ArtifactState {
  /// Nothing yet.
  PROVISIONAL,
  /// That it is right.
  APPROVED,
  /// That it is to be made better, and why.
  RETURNED;

  /// The state as it is written, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The state that a word names.
  ///
  /// @throws Invalid if it is none
  public static ArtifactState of(String word) {
    for (ArtifactState each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new Invalid(
        "state",
        "must be provisional, approved or returned, not '" + Texts.shorten(word, 40) + "'");
  }
}
