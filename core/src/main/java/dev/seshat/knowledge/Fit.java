package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;

/// How well something fits a description, and how far it can be relied on.
public enum Fit {
  /// It has three quarters of a phrase of the description, in two words or more, and its lower bound is 0.4 or more: three
  /// successes of three, or five of six.
  STRONG,
  /// It has half of a phrase, and its lower bound is 0.2 or more: one success of one.
  LIKELY,
  /// It has half of a phrase, and little or nothing is proved yet; or it is an anti-pattern to keep clear of.
  WORTH;

  static final double STRONG_SHARE = 0.75;
  static final double SHARE = 0.5;
  static final double STRONG_BOUND = 0.4;
  static final double LIKELY_BOUND = 0.2;

  /// The word as it is shown.
  public String word() {
    return Words.of(this);
  }

  /// The one of this word.
  ///
  /// @throws Invalid if there is none
  public static Fit of(String word) {
    return Words.read("fit", word, values(), Fit::word);
  }
}
