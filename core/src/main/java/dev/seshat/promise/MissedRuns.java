package dev.seshat.promise;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Locale;

/// What becomes of the runs of a schedule that nobody was there to start.
public enum MissedRuns {
  /// They do not take place: a run that cannot begin within five minutes of its time is dropped.
  SKIP,
  /// One run stands for all that were missed.
  ONCE,
  /// Each takes place, the last hundred at most.
  ALL;

  /// The choice as it is stored and shown.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The choice of this word.
  ///
  /// @throws Invalid if there is none
  public static MissedRuns of(String word) {
    for (MissedRuns each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new Invalid(
        "missed", "must be one of skip, once, all, not '" + Texts.shorten(word, 40) + "'");
  }
}
