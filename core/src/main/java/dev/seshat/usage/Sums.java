package dev.seshat.usage;

import java.math.BigDecimal;

/// The sums of some requests.
///
/// @param nanos what the priced ones cost
record Sums(
    long requests, TokenCounts tokens, long nanos, long reported, long lowerBound, long unpriced) {
  static final Sums NOTHING = new Sums(0, TokenCounts.NONE, 0, 0, 0, 0);

  Sums plus(Sums other) {
    return new Sums(
        requests + other.requests,
        tokens.plus(other.tokens),
        Math.addExact(nanos, other.nanos),
        reported + other.reported,
        lowerBound + other.lowerBound,
        unpriced + other.unpriced);
  }

  UsageRow row(String key, String label) {
    // without requests nothing was spent, which is known; with none of them priced it is not
    boolean known = requests == 0 || unpriced < requests;
    BigDecimal cost = known ? Pricing.dollars(nanos) : null;
    return new UsageRow(key, label, requests, tokens, cost, grade(), unpriced, lowerBound);
  }

  private CostGrade grade() {
    if (unpriced > 0) {
      return CostGrade.UNPRICED;
    }
    if (lowerBound > 0) {
      return CostGrade.LOWER_BOUND;
    }
    return requests > 0 && reported == requests ? CostGrade.REPORTED : CostGrade.COMPUTED;
  }
}
