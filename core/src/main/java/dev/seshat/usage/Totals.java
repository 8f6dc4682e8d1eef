package dev.seshat.usage;

import java.math.BigDecimal;
import java.util.List;

/// The sum of a summary's rows.
final class Totals {
  private Totals() {}

  static UsageRow of(List<UsageRow> rows) {
    long requests = 0;
    TokenCounts tokens = TokenCounts.NONE;
    BigDecimal cost = BigDecimal.ZERO;
    boolean priced = rows.isEmpty();
    CostGrade grade = rows.isEmpty() ? CostGrade.COMPUTED : CostGrade.REPORTED;
    long unpriced = 0;
    long lowerBound = 0;
    for (UsageRow row : rows) {
      requests += row.requests();
      tokens = tokens.plus(row.tokens());
      BigDecimal rowCost = row.costUsd();
      if (rowCost != null) {
        cost = cost.add(rowCost);
        priced = true;
      }
      grade = grade.worse(row.grade());
      unpriced += row.unpricedRequests();
      lowerBound += row.lowerBoundRequests();
    }
    return new UsageRow(
        "",
        "total",
        requests,
        tokens,
        priced ? Pricing.plain(cost) : null,
        grade,
        unpriced,
        lowerBound);
  }
}
