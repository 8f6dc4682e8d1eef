package dev.seshat.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a budget stands in its period of now.
///
/// @param spentUsd what the requests with a price cost
/// @param requests all that count
/// @param unpriced those of them without a price: what is spent is at least `spentUsd`
/// @param lowerBound those of them that cost at least what is counted
/// @param at the moment that it is told of
public record BudgetState(
    Budget budget,
    Period.Span span,
    BigDecimal spentUsd,
    long requests,
    long unpriced,
    long lowerBound,
    Instant at) {
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  /// How many whole per cent of the limit are spent; more than 100 when it is exceeded.
  public int percent() {
    return spentUsd
        .multiply(HUNDRED)
        .divide(budget.limitUsd(), 0, RoundingMode.DOWN)
        .min(new BigDecimal(Integer.MAX_VALUE))
        .intValue();
  }

  /// Whether the limit is reached.
  public boolean isSpent() {
    return spentUsd.compareTo(budget.limitUsd()) >= 0;
  }

  /// What is left; nothing when it is exceeded.
  public BigDecimal leftUsd() {
    return budget.limitUsd().subtract(spentUsd).max(BigDecimal.ZERO);
  }

  /// Whether more may have been spent than is known.
  public boolean isLowerBound() {
    return unpriced > 0 || lowerBound > 0;
  }

  /// What will be spent by the period's end if it goes on as it did until now, to the cent; null in its first hundredth,
  /// when there is little to go by.
  public @Nullable BigDecimal projectedUsd() {
    long gone = Duration.between(span.from(), at).toSeconds();
    long all = Duration.between(span.from(), span.to()).toSeconds();
    if (gone <= 0 || gone < all / 100) {
      return null;
    }
    return spentUsd
        .multiply(BigDecimal.valueOf(all))
        .divide(BigDecimal.valueOf(Math.min(gone, all)), 2, RoundingMode.HALF_UP);
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = budget.toJson();
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("from", span.from().toString());
    state.put("to", span.to().toString());
    state.put("spent_usd", spentUsd);
    state.put("left_usd", leftUsd());
    state.put("percent", percent());
    state.put("projected_usd", projectedUsd());
    state.put("is_lower_bound", isLowerBound());
    state.put("requests", requests);
    state.put("unpriced_requests", unpriced);
    state.put("lower_bound_requests", lowerBound);
    json.put("now", state);
    return json;
  }
}
