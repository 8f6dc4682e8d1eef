package dev.seshat.server.web;

import dev.seshat.usage.UsageRow;
import dev.seshat.usage.UsageSummary;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Usage as a table: a row for each day, model or project, with its share as a bar.
///
/// @param caption what the table shows
/// @param first the heading of the first column
/// @param csv where the same figures are as CSV; null for nowhere
public record UsageTable(
    String caption, String first, List<Line> lines, UsageRow totals, @Nullable String csv) {
  private static final int BAR = 96;

  /// A row, with the length of its bar.
  public record Line(UsageRow row, String label, int bar) {
    public Money cost() {
      return Money.of(row);
    }
  }

  static UsageTable of(
      String caption,
      String first,
      UsageSummary summary,
      UsageCharts.Measure measure,
      @Nullable String csv) {
    double max = summary.rows().stream().mapToDouble(measure::of).max().orElse(0);
    List<Line> lines =
        summary.rows().stream()
            .map(row ->
                new Line(
                    row,
                    row.label().isBlank() ? "(none)" : row.label(),
                    max <= 0 ? 0 : (int) Math.round(measure.of(row) / max * BAR)))
            .toList();
    return new UsageTable(caption, first, lines, summary.totals(), csv);
  }

  /// The same with the newest first, for keys that are times.
  UsageTable newestFirst() {
    List<Line> sorted =
        lines.stream()
            .sorted(Comparator.comparing((Line line) -> line.row().key()).reversed())
            .toList();
    return new UsageTable(caption, first, sorted, totals, csv);
  }

  public Money total() {
    return Money.of(totals);
  }
}
