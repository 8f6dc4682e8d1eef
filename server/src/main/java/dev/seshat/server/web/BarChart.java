package dev.seshat.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/// A chart of stacked bars as geometry: what a template draws as SVG, once wide and once for a phone.
///
/// Drawn on the server: it needs no script, obeys the strictest policy for pages, and prints.
///
/// @param title what the chart shows, for those who cannot see it
/// @param legend the names of the series, in the order of their colours; empty when there is only one
public record BarChart(String title, List<String> legend, Drawing wide, Drawing narrow) {
  /// How many colours there are; the last is for the rest.
  public static final int COLOURS = 7;

  /// One series: a name, and a value for each label.
  public record Series(String name, List<Double> values) {}

  /// The values of all series by label.
  ///
  /// @param unit how a value is written
  /// @param least what the axis reaches however low the values are
  public record Data(
      String title,
      List<String> labels,
      List<Series> series,
      DoubleFunction<String> axis,
      DoubleFunction<String> unit,
      double least) {
    public Data(
        String title,
        List<String> labels,
        List<Series> series,
        DoubleFunction<String> axis,
        DoubleFunction<String> unit) {
      this(title, labels, series, axis, unit, 0);
    }

    double total(int label) {
      return series.stream().mapToDouble(one -> one.values().get(label)).sum();
    }

    double max() {
      double max = least;
      for (int i = 0; i < labels.size(); i++) {
        max = Math.max(max, total(i));
      }
      return max;
    }
  }

  /// Shapes in a box of `width` by `height`.
  public record Drawing(
      int width, int height, int left, List<Tick> ticks, List<Bar> bars, List<Label> labels) {}

  /// A line across at a value.
  public record Tick(double y, String text) {}

  /// A part of a bar, with what it says when pointed at.
  public record Bar(double x, double y, double width, double height, int colour, String says) {}

  /// A word below a bar.
  public record Label(double x, double y, String text) {}

  /// Draws the data.
  public static BarChart of(Data data) {
    List<String> legend =
        data.series().size() < 2 ? List.of() : data.series().stream().map(Series::name).toList();
    return new BarChart(data.title(), legend, draw(data, 1_060, 240, 12), draw(data, 350, 220, 4));
  }

  /// A small one without legend, for a card.
  public static BarChart small(Data data) {
    return new BarChart(data.title(), List.of(), draw(data, 480, 150, 7), draw(data, 350, 150, 4));
  }

  private static Drawing draw(Data data, int width, int height, int mostLabels) {
    int left = 52;
    int bottom = 26;
    int top = 10;
    double plot = height - bottom - top;
    double step = niceStep(data.max());
    double ceiling = Math.max(step, Math.ceil(data.max() / step - 1e-9) * step);
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i * step <= ceiling * 1.0001; i++) {
      ticks.add(
          new Tick(round(top + plot - i * step / ceiling * plot), data.axis().apply(i * step)));
    }
    double slot = (width - left - 4.0) / Math.max(1, data.labels().size());
    List<Bar> bars = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    int every = (data.labels().size() + mostLabels - 1) / mostLabels;
    for (int i = 0; i < data.labels().size(); i++) {
      stack(data, i, left + i * slot, slot, top + plot, plot / ceiling, bars);
      if (i % Math.max(1, every) == 0) {
        labels.add(new Label(round(left + (i + 0.5) * slot), height - 8, data.labels().get(i)));
      }
    }
    return new Drawing(
        width, height, left, List.copyOf(ticks), List.copyOf(bars), List.copyOf(labels));
  }

  private static void stack(
      Data data, int label, double x, double slot, double floor, double scale, List<Bar> bars) {
    double width = Math.clamp(slot * 0.72, 1, 44);
    double y = floor;
    for (int i = 0; i < data.series().size(); i++) {
      Series series = data.series().get(i);
      double value = series.values().get(label);
      if (value <= 0) {
        continue;
      }
      double height = Math.max(value * scale, 0.6);
      y -= height;
      String says =
          data.labels().get(label)
              + ": "
              + (data.series().size() > 1 ? series.name() + " " : "")
              + data.unit().apply(value);
      bars.add(
          new Bar(
              round(x + (slot - width) / 2),
              round(y),
              round(width),
              round(height),
              Math.min(i, COLOURS - 1),
              says));
    }
  }

  /// A step of 1, 2, 2.5 or 5 times a power of ten that gives three to five lines.
  private static double niceStep(double max) {
    if (max <= 0) {
      return 1;
    }
    double rough = max / 4;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double nice : new double[] {1, 2, 2.5, 5}) {
      if (rough <= nice * power * 1.0001) {
        return nice * power;
      }
    }
    return 10 * power;
  }

  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
