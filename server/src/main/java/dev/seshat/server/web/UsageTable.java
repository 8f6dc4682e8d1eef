package dev.seshat.server.web;

import dev.seshat.usage.UsageRow;
import dev.seshat.usage.UsageSummary;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Usage as a table: a row for each day, model or project, with its share as a bar.
///
/// @param caption what the table shows
/// @param csv where the same figures are as CSV; null for nowhere
public record UsageTable(
    String caption,
    List<Parts.Column> columns,
    List<Line> lines,
    UsageRow totals,
    @Nullable String csv) {
  private static final int BAR = 96;

  /// A row, with the length of its bar.
  public record Line(UsageRow row, String label, int bar) {}

  /// What a column shows, and what it can be sorted by.
  private enum Figure {
    REQUESTS("Requests", UsageRow::requests),
    INPUT("Input", row -> row.tokens().inputTokens()),
    CACHE_READ("Cache read", row -> row.tokens().cacheReadTokens()),
    CACHE_WRITE("Cache write", row -> row.tokens().cacheWriteTokens()),
    OUTPUT("Output", row -> row.tokens().outputTokens()),
    TOKENS("All tokens", row -> row.tokens().totalTokens()),
    COST("Cost", row -> Objects.requireNonNullElse(row.costUsd(), BigDecimal.ONE.negate()));

    private final String title;
    private final Comparator<UsageRow> order;

    <T extends Comparable<? super T>> Figure(
        String title, java.util.function.Function<UsageRow, T> value) {
      this.title = title;
      this.order = Comparator.comparing(value);
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
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
    return new UsageTable(caption, columns(first, null), lines, summary.totals(), csv);
  }

  private static List<Parts.Column> columns(String first, @Nullable Link here) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(Parts.Column.of(first), Parts.Column.of("(Share)")),
            java.util.Arrays.stream(Figure.values())
                .map(figure -> new Parts.Column(figure.title, "num", sort(figure, here))))
        .toList();
  }

  private static Parts.@Nullable Sort sort(Figure figure, @Nullable Link here) {
    if (here == null) {
      return null;
    }
    String now = here.params().getOrDefault("sort", "");
    String up = figure.word();
    String down = "-" + up;
    String order = now.equals(up) ? "ascending" : now.equals(down) ? "descending" : null;
    return new Parts.Sort(here.with("sort", now.equals(down) ? up : down).toString(), order);
  }

  /// The names that `sort` may have: a column's, the largest first with a `-` before it.
  static boolean isSort(String word) {
    return figure(word) != null;
  }

  private static @Nullable Figure figure(String word) {
    String name = word.startsWith("-") ? word.substring(1) : word;
    for (Figure figure : Figure.values()) {
      if (figure.word().equals(name)) {
        return figure;
      }
    }
    return null;
  }

  /// The same with the newest first, for keys that are times.
  UsageTable newestFirst() {
    return with(columns, Comparator.comparing((UsageRow row) -> row.key()).reversed());
  }

  /// The same with heads that sort it, and sorted as the address `here` says.
  UsageTable sortable(Link here) {
    String word = here.params().getOrDefault("sort", "");
    Figure figure = figure(word);
    List<Parts.Column> heads = columns(columns.getFirst().title(), here);
    if (figure == null) {
      return new UsageTable(caption, heads, lines, totals, csv);
    }
    return with(heads, word.startsWith("-") ? figure.order.reversed() : figure.order);
  }

  private UsageTable with(List<Parts.Column> heads, Comparator<UsageRow> order) {
    List<Line> sorted = lines.stream().sorted(Comparator.comparing(Line::row, order)).toList();
    return new UsageTable(caption, heads, sorted, totals, csv);
  }
}
