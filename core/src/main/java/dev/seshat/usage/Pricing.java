package dev.seshat.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// The rule that makes a cost of tokens and a price: exact decimals, no floating point.
///
/// Tokens times a price per million are summed exactly over the buckets; only that sum is brought to whole billionths
/// of a dollar, half to even, which matters only where a price has more than three decimals.
final class Pricing {
  private static final int DOLLARS_PER_MTOK_TO_NANOS = 3;
  private static final int NANO_DECIMALS = 9;

  private Pricing() {}

  /// @param incomplete whether the record itself says that tokens are missing
  /// @param price what the book says of the request, if anything
  static Cost cost(TokenCounts tokens, boolean incomplete, @Nullable Price price) {
    if (price == null || price.rates().isEmpty()) {
      return Cost.UNPRICED;
    }
    Rates rates = price.rates();
    Sum sum = new Sum();
    sum.add(tokens.inputTokens(), rates.input());
    sum.add(tokens.cacheReadTokens(), rates.cacheRead());
    sum.add(tokens.cacheWrite5mTokens(), rates.cacheWrite5m());
    sum.add(tokens.cacheWrite1hTokens(), rates.cacheWrite1h());
    sum.add(tokens.outputTokens(), rates.output());
    if (sum.missing && !sum.priced) {
      return Cost.UNPRICED;
    }
    boolean partial = sum.missing || incomplete || tokens.unexplainedTokens() > 0;
    return new Cost(sum.nanos(), partial ? CostGrade.LOWER_BOUND : CostGrade.COMPUTED);
  }

  /// Dollars as whole billionths, half to even.
  static long nanos(BigDecimal dollars) {
    return dollars
        .movePointRight(NANO_DECIMALS)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  /// Billionths as dollars without trailing zeros.
  static BigDecimal dollars(long nanos) {
    return plain(BigDecimal.valueOf(nanos, NANO_DECIMALS));
  }

  /// The same number without trailing zeros, so that equal costs are equal.
  static BigDecimal plain(BigDecimal dollars) {
    BigDecimal exact = dollars.stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  static @Nullable BigDecimal dollarsOrNull(@Nullable Long nanos) {
    return nanos == null ? null : dollars(nanos);
  }

  private static final class Sum {
    private BigDecimal dollarsTimesMillion = BigDecimal.ZERO;
    private boolean priced;
    private boolean missing;

    void add(long tokens, @Nullable BigDecimal rate) {
      if (tokens == 0) {
        return;
      }
      if (rate == null) {
        missing = true;
        return;
      }
      priced = true;
      dollarsTimesMillion = dollarsTimesMillion.add(rate.multiply(BigDecimal.valueOf(tokens)));
    }

    long nanos() {
      return dollarsTimesMillion
          .movePointRight(DOLLARS_PER_MTOK_TO_NANOS)
          .setScale(0, RoundingMode.HALF_EVEN)
          .longValueExact();
    }
  }
}
