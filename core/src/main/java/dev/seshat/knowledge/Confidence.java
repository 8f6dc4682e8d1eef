package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import java.time.Duration;
import java.time.Instant;

/// How far a pattern can be relied on: earned by its tests, and less when nobody has looked for long.
public enum Confidence {
  LOW,
  /// Three tests at least, and more than 70 % of them succeeded.
  MEDIUM,
  /// Six tests at least, and more than 80 % of them succeeded.
  HIGH;

  /// A pattern that was not validated for so long is read as one level less sure.
  public static final Duration FADES_AFTER = Duration.ofDays(60);

  /// What so many tests and successes earn.
  public static Confidence earned(long tests, long successes) {
    return earned(tests, successes, tests);
  }

  private static Confidence earned(long of, long good, long tests) {
    if (tests >= 6 && good * 100 > of * 80) {
      return HIGH;
    }
    return tests >= 3 && good * 100 > of * 70 ? MEDIUM : LOW;
  }

  /// The same of a rate that is stated in per cent.
  static Confidence earnedByPercent(long tests, long percent) {
    return earned(tests * 100, tests * percent, tests);
  }

  /// It as it is to be read at a moment: after 60 days one level less, never two.
  ///
  /// @param validated when it was validated last, or discovered
  public Confidence asRead(Instant validated, Instant now) {
    boolean hasFaded = this != LOW && !now.isBefore(validated.plus(FADES_AFTER));
    return hasFaded ? values()[ordinal() - 1] : this;
  }

  /// The word as it is stored and shown.
  public String word() {
    return Words.of(this);
  }

  /// The one of this word, in whatever case it is written.
  ///
  /// @throws Invalid if there is none
  public static Confidence of(String word) {
    return Words.read("confidence", word, values(), Confidence::word);
  }
}
