package dev.seshat.usage;

import java.util.Locale;

/// How much a cost can be trusted, from best to worst.
public enum CostGrade {
  /// The provider or the client said what it cost.
  REPORTED,
  /// Computed from all tokens and their prices.
  COMPUTED,
  /// Computed, but some tokens are unknown or have no price: it cost at least this.
  LOWER_BOUND,
  /// No price is known; the cost is absent, never zero.
  UNPRICED;

  /// The grade as it is stored and shown, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CostGrade of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  CostGrade worse(CostGrade other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
