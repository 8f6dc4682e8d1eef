package dev.seshat.server.web;

import dev.seshat.people.LifeEvent;
import dev.seshat.people.PartialDate;
import dev.seshat.people.Timespan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A life as geometry: its dated events from left to right, which a template draws as SVG, once wide and once for a phone.
///
/// What is only thereabouts has soft ends: paler by as much as the date may be off. What is centuries away from the rest is
/// not drawn, since it would leave a line for nothing else.
public record LifeLine(Drawing wide, Drawing narrow, int drawn, int dated) {
  private static final int MOST = 200;
  private static final double ROW = 26;
  private static final double BAR = 12;

  /// At both ends, so that the number of a year there is whole.
  private static final double MARGIN = 20;

  private static final double GAP = 6;

  /// Years from the middle of the life: a date further off is a slip of the pen, or too far to be drawn to scale with the rest.
  private static final int FAR = 150;

  private static final double TOP = 26;

  /// Shapes in a box of `width` by `height`.
  public record Drawing(int width, int height, List<Year> years, List<Mark> marks) {}

  /// A line down at a year.
  public record Year(double x, String text) {}

  /// An event in one of its spans.
  ///
  /// @param soft the pale bar beneath, as wide as the span may be
  /// @param isApproximate whether any of its dates is
  /// @param colour by significance
  /// @param anchor `start` where the name stands right of it, `end` where it stands left
  public record Mark(
      String href,
      String name,
      String says,
      Box soft,
      Box core,
      boolean isApproximate,
      int colour,
      double textX,
      double textY,
      String anchor) {}

  /// A bar.
  public record Box(double x, double y, double width) {}

  /// A span in years.
  ///
  /// @param from where it surely is, to `to`; it may reach from `earliest` to `latest`
  private record Span(
      LifeEvent event, Timespan told, double earliest, double from, double to, double latest) {}

  /// Draws those of the events that have a year.
  public static LifeLine of(List<LifeEvent> events) {
    List<Span> spans = new ArrayList<>();
    for (LifeEvent event : events) {
      for (Timespan told : event.told().timespans()) {
        Span span = span(event, told);
        if (span != null) {
          spans.add(span);
        }
      }
    }
    spans.sort(Comparator.comparingDouble(Span::from));
    double middle = spans.isEmpty() ? 0 : spans.get(spans.size() / 2).from();
    List<Span> drawn =
        spans.stream().filter(each -> Math.abs(each.from() - middle) <= FAR).limit(MOST).toList();
    return new LifeLine(
        draw(drawn, 1_060, 34, 12), draw(drawn, 350, 22, 5), drawn.size(), spans.size());
  }

  /// Whether something was left out because it would be too much to see.
  public boolean isCut() {
    return drawn < dated;
  }

  private static @Nullable Span span(LifeEvent event, Timespan told) {
    PartialDate first = told.start().year() == null ? told.end() : told.start();
    PartialDate last = told.end().year() == null ? first : told.end();
    Integer year = first.year();
    Integer until = last.year();
    if (year == null || until == null) {
      return null;
    }
    double from = at(year, first);
    double to = Math.max(from, at(until, last)) + length(last);
    return new Span(event, told, from - doubt(first), from, to, to + doubt(last));
  }

  private static double at(int year, PartialDate date) {
    Integer month = date.month();
    Integer day = date.day();
    return year + (month == null ? 0 : (month - 1) / 12.0) + (day == null ? 0 : (day - 1) / 365.0);
  }

  /// How long the smallest part is that is known.
  private static double length(PartialDate date) {
    return date.month() == null ? 1 : date.day() == null ? 1 / 12.0 : 1 / 365.0;
  }

  /// How far it may be off.
  private static double doubt(PartialDate date) {
    return date.isYearApproximate()
        ? 1.5
        : date.isMonthApproximate() ? 0.25 : date.isDayApproximate() ? 0.03 : 0;
  }

  private static Drawing draw(List<Span> spans, int width, int letters, int mostYears) {
    double first = Math.floor(spans.stream().mapToDouble(Span::earliest).min().orElse(0));
    double last = Math.ceil(spans.stream().mapToDouble(Span::latest).max().orElse(1));
    double scale = (width - 2 * MARGIN) / Math.max(1, last - first);
    List<Double> free = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (Span span : spans) {
      marks.add(mark(span, first, scale, width, letters, free));
    }
    int height = (int) (TOP + Math.max(1, free.size()) * ROW + 6);
    return new Drawing(width, height, years(first, last, scale, mostYears), List.copyOf(marks));
  }

  /// Puts an event into the first row where there is room, name and all: right of its bar, left of it, or in the row beneath.
  private static Mark mark(
      Span span, double first, double scale, int width, int letters, List<Double> free) {
    double left = MARGIN + (span.earliest() - first) * scale;
    double from = MARGIN + (span.from() - first) * scale;
    double core = Math.max(4, (span.to() - span.from()) * scale);
    double right = Math.max(from + core, MARGIN + (span.latest() - first) * scale);
    Label label = label(span.event().eventName(), letters, left, right, width);
    int row = 0;
    while (end(free, row) > label.begins() || end(free, row + label.rows() - 1) > label.begins()) {
      row++;
    }
    for (int each = row; each < row + label.rows(); each++) {
      if (each == free.size()) {
        free.add(0.0);
      }
      free.set(each, label.ends());
    }
    double y = TOP + row * ROW + (ROW - BAR) / 2;
    return new Mark(
        "/events/" + span.event().id(),
        label.text(),
        span.event().eventName() + ", " + said(span.told()),
        new Box(round(left), round(y), round(right - left)),
        new Box(round(from), round(y), round(core)),
        span.told().isApproximate(),
        colour(span.event().told().significance()),
        round(label.x()),
        round(y + BAR - 2 + (label.rows() - 1) * ROW * .75),
        label.isRight() ? "start" : "end");
  }

  private static double end(List<Double> free, int row) {
    return row < free.size() ? free.get(row) : 0;
  }

  /// A name beside a bar.
  ///
  /// @param x where it starts, or ends where it stands left
  /// @param rows 1 beside the bar, 2 beneath it
  /// @param begins from where to `ends` bar and name need the rows for themselves
  private record Label(
      String text, double x, boolean isRight, int rows, double begins, double ends) {}

  private static Label label(String name, int letters, double left, double right, int width) {
    String text = Format.line(name, letters);
    double size = length(text);
    if (size <= width - right - GAP) {
      return new Label(text, right + GAP, true, 1, left, right + 2 * GAP + size);
    }
    if (size <= left - GAP) {
      return new Label(text, left - GAP, false, 1, left - GAP - size, right + GAP);
    }
    double x = Math.max(0, Math.min(left, width - size));
    return new Label(text, x, true, 2, Math.min(x, left), Math.max(x + size, right) + GAP);
  }

  /// About how long a text comes out in the letters of the drawing, rather too long than too short.
  private static double length(String text) {
    return text.codePoints().mapToDouble(LifeLine::width).sum();
  }

  private static double width(int letter) {
    if (letter > 0x2E7F) {
      return 13;
    }
    if ("mwMW@%…".indexOf(letter) >= 0) {
      return 11;
    }
    return Character.isUpperCase(letter)
        ? 8.6
        : "iljtfrI.,;:'|! ()".indexOf(letter) >= 0 ? 4.6 : 7.4;
  }

  /// `about` for those who do not read `~`.
  static String said(Timespan span) {
    return span.written().replace("~", "about ");
  }

  private static int colour(@Nullable String significance) {
    return switch (significance == null ? "" : significance) {
      case "formative" -> 0;
      case "major" -> 1;
      case "notable" -> 4;
      default -> 6;
    };
  }

  private static List<Year> years(double first, double last, double scale, int most) {
    int step = 1;
    for (int each : new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}) {
      step = each;
      if ((last - first) / each <= most) {
        break;
      }
    }
    List<Year> years = new ArrayList<>();
    for (int year = (int) Math.ceil(first / step) * step; year <= last; year += step) {
      years.add(new Year(round(MARGIN + (year - first) * scale), String.valueOf(year)));
    }
    return List.copyOf(years);
  }

  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
