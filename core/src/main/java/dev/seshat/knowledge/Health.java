package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;

/// How a pattern does, by the share of its tests that succeeded.
public enum Health {
  /// Nobody has tested it.
  UNTESTED,
  /// 70 % or more succeeded.
  HEALTHY,
  /// 40 % or more did.
  MIXED,
  /// Fewer did.
  FAILING,
  /// Fewer did, and that is what it teaches: it describes a trap (its category is `failure-mode`, or it is tagged
  /// `anti-pattern`), or not one of three tests or more succeeded. To be known and kept clear of.
  ANTI_PATTERN;

  /// The category of patterns that describe a trap.
  public static final String FAILURE_MODE = "failure-mode";

  /// The tag of patterns that describe a trap.
  public static final String TAG = "anti-pattern";

  static final double HEALTHY_FROM = 0.7;
  static final double MIXED_FROM = 0.4;
  static final int HOPELESS_FROM = 3;

  /// The health of a pattern that so many of so many tests support.
  ///
  /// @param isTrap whether its category or a tag says that it describes one
  public static Health of(long tests, long successes, boolean isTrap) {
    if (tests == 0) {
      return UNTESTED;
    }
    double rate = (double) successes / tests;
    if (rate >= HEALTHY_FROM) {
      return HEALTHY;
    }
    if (rate >= MIXED_FROM) {
      return MIXED;
    }
    return isTrap || (successes == 0 && tests >= HOPELESS_FROM) ? ANTI_PATTERN : FAILING;
  }

  /// The word as it is shown.
  public String word() {
    return Words.of(this);
  }

  /// The one of this word.
  ///
  /// @throws Invalid if there is none
  public static Health of(String word) {
    return Words.read("health", word, values(), Health::word);
  }
}
