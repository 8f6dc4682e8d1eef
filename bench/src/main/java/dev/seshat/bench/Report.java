package dev.seshat.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The table of figures that a run prints: each beside its reference and its goal.
final class Report {
  private record Line(
      String work, String figure, String reference, String ratio, String goal, String verdict) {}

  private final List<Line> lines = new ArrayList<>();

  /// A speed beside that of a reference in the same run; more is better.
  void ratio(String work, String unit, double ours, double reference, double goal) {
    double ratio = ours / reference;
    add(
        work,
        number(ours) + " " + unit,
        number(reference) + " " + unit,
        "%.2f ×".formatted(ratio),
        "≥ " + goal + " ×",
        ratio >= goal);
  }

  /// A time that is to stay under a limit.
  void atMost(String work, double millis, double limitMillis) {
    add(
        work,
        "%.2f ms".formatted(millis),
        "",
        "",
        "< " + number(limitMillis) + " ms",
        millis < limitMillis);
  }

  /// A time that is to stay under a limit, beside that of a reference in the same run; less is better.
  void atMost(String work, double millis, double referenceMillis, double limitMillis) {
    add(
        work,
        "%.2f ms".formatted(millis),
        "%.2f ms".formatted(referenceMillis),
        "%.2f ×".formatted(millis / referenceMillis),
        "< " + number(limitMillis) + " ms",
        millis < limitMillis);
  }

  /// A figure that is to stay under a limit.
  void below(String work, String unit, double value, double limit) {
    add(work, number(value) + " " + unit, "", "", "< " + number(limit) + " " + unit, value < limit);
  }

  /// A figure that has no goal of its own.
  void figure(String work, String figure) {
    lines.add(new Line(work, figure, "", "", "", ""));
    print(lines.getLast());
  }

  private void add(
      String work, String figure, String reference, String ratio, String goal, boolean met) {
    lines.add(new Line(work, figure, reference, ratio, goal, met ? "met" : "MISSED"));
    print(lines.getLast());
  }

  private static void print(Line line) {
    System.out.printf(
        Locale.ROOT,
        "%-46s %18s %18s %9s %10s %s%n",
        line.work(),
        line.figure(),
        line.reference(),
        line.ratio(),
        line.goal(),
        line.verdict());
  }

  static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
