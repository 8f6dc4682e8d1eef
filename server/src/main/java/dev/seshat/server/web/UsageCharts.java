package dev.seshat.server.web;

import dev.seshat.usage.UsageRow;
import dev.seshat.usage.UsageSummary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Usage as charts.
final class UsageCharts {
  /// How many models or projects have a colour of their own in a chart.
  static final int SERIES = BarChart.COLOURS - 1;

  private static final int MOST_DAYS = 370;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  /// What a chart measures.
  enum Measure {
    COST,
    TOKENS;

    double of(UsageRow row) {
      return this == COST ? cost(row) : row.tokens().totalTokens();
    }

    String axis(double value) {
      return this == COST ? Format.axisUsd(value) : Format.compact(Math.round(value));
    }

    String shown(double value) {
      return this == COST ? usd(value) : Format.exact(Math.round(value)) + " tokens";
    }
  }

  private UsageCharts() {}

  static double cost(UsageRow row) {
    BigDecimal cost = row.costUsd();
    return cost == null ? 0 : cost.doubleValue();
  }

  static String usd(double dollars) {
    return Format.usd(BigDecimal.valueOf(dollars));
  }

  static String dayLabel(LocalDate day) {
    return DAY.format(day);
  }

  /// Days stacked by model: `all` is every day, `parts` the same days of one model each, the largest first.
  static @Nullable BarChart byDay(
      UsageSummary all, Map<String, UsageSummary> parts, Measure measure) {
    if (all.rows().isEmpty()) {
      return null;
    }
    List<LocalDate> days = days(all);
    List<BarChart.Series> series = new ArrayList<>();
    double[] rest = values(all, days, measure::of);
    parts.forEach((name, summary) -> {
      double[] values = values(summary, days, measure::of);
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= values[i];
      }
      series.add(new BarChart.Series(name, boxed(values)));
    });
    if (all.rows().stream().mapToDouble(measure::of).sum() * 1e-6
        < java.util.Arrays.stream(rest).filter(v -> v > 1e-9).sum()) {
      while (series.size() < SERIES && !series.isEmpty()) {
        // The rest keeps the last colour, whatever comes before it.
        series.add(new BarChart.Series("", boxed(new double[rest.length])));
      }
      series.add(new BarChart.Series(series.isEmpty() ? "All" : "Others", boxed(rest)));
    }
    return BarChart.of(
        new BarChart.Data(
            (measure == Measure.COST ? "Cost" : "Tokens") + " by day and model",
            days.stream().map(UsageCharts::dayLabel).toList(),
            series,
            measure::axis,
            measure::shown));
  }

  /// Every day from the first to the last, those without a request too; at most about a year, the newest.
  private static List<LocalDate> days(UsageSummary all) {
    LocalDate first = LocalDate.parse(all.rows().getFirst().key());
    LocalDate last = LocalDate.parse(all.rows().getLast().key());
    LocalDate start = first.isBefore(last.minusDays(MOST_DAYS)) ? last.minusDays(MOST_DAYS) : first;
    return start.datesUntil(last.plusDays(1)).toList();
  }

  private static double[] values(
      UsageSummary summary, List<LocalDate> days, ToDoubleFunction<UsageRow> measure) {
    Map<String, UsageRow> rows = byKey(summary.rows(), UsageRow::key);
    return days.stream()
        .mapToDouble(day -> {
          UsageRow row = rows.get(day.toString());
          return row == null ? 0 : measure.applyAsDouble(row);
        })
        .toArray();
  }

  private static <T> Map<String, T> byKey(List<T> items, Function<T, String> key) {
    Map<String, T> map = new LinkedHashMap<>();
    items.forEach(item -> map.put(key.apply(item), item));
    return map;
  }

  private static List<Double> boxed(double[] values) {
    return java.util.Arrays.stream(values).boxed().toList();
  }
}
