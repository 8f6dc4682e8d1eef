package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;

/// What a piece of evidence says of a pattern.
public enum EvidenceOutcome {
  /// It worked.
  SUPPORTED,
  /// It did not.
  CONTRADICTED,
  /// Seen, and nothing is proved: not counted as a test.
  NEUTRAL;

  /// The word as it is stored and shown.
  public String word() {
    return Words.of(this);
  }

  /// The one of this word.
  ///
  /// @throws Invalid if there is none
  public static EvidenceOutcome of(String word) {
    return Words.read("outcome", word, values(), EvidenceOutcome::word);
  }
}
