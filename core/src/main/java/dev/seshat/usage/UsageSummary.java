package dev.seshat.usage;

import java.util.List;

/// Usage by days, models or whatever was asked for, and the sum of the rows.
///
/// Rows of days, months and blocks come in the order of time, others by falling cost (unpriced last), then by key.
public record UsageSummary(UsageQuery query, List<UsageRow> rows, UsageRow totals) {
  public UsageSummary {
    rows = List.copyOf(rows);
  }

  /// The summary as a JSON object with `by`, `zone`, `from`, `to`, `rows` and `totals`.
  public String toJson() {
    return UsageFormats.json(this);
  }

  /// The rows as CSV (RFC 4180) under a line of names; a text that a spreadsheet would take for a formula gets a `'` before it.
  public String toCsv() {
    return UsageFormats.csv(this);
  }
}
