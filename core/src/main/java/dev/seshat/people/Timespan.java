package dev.seshat.people;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// From when to when something was.
///
/// @param label which part of it, where it has several; null for all of it
public record Timespan(@Nullable String label, PartialDate start, PartialDate end) {
  private static final int MAX_WRITTEN = 300;

  public Timespan {
    Integer from = start.year();
    Integer to = end.year();
    if (from != null && to != null && to < from) {
      throw new Invalid("end_year", "is before start_year");
    }
  }

  private static final Pattern RANGE = Pattern.compile("\\s*(?:\\.\\.|[–—/]|\\bto\\b|\\s-\\s)\\s*");
  private static final Pattern DECADE = Pattern.compile("(\\d{3})0s");

  /// The span that somebody wrote: a date as [PartialDate#of] reads it, two with ` – `, ` - `, `..`, `/` or `to` between
  /// them, or a decade such as `1950s`; what stands before a colon is its label.
  ///
  /// @throws Invalid if it is none
  public static Timespan of(String path, String text) {
    int colon = Texts.checked(path, text, MAX_WRITTEN).indexOf(':');
    String label = colon < 0 ? "" : text.substring(0, colon).strip();
    String dates = text.substring(colon + 1).strip();
    Matcher decade = DECADE.matcher(dates);
    if (decade.matches()) {
      dates = "~%1$s0 – ~%1$s9".formatted(decade.group(1));
    }
    Matcher range = RANGE.matcher(dates);
    boolean isRange = range.find();
    String start = isRange ? dates.substring(0, range.start()) : dates;
    String end = isRange ? dates.substring(range.end()) : "";
    Timespan span =
        new Timespan(
            label.isEmpty() ? null : Texts.checked(path, label, NewStoryteller.MAX_NAME),
            start.isEmpty() ? PartialDate.UNKNOWN : PartialDate.of(path, start),
            end.isEmpty() ? PartialDate.UNKNOWN : PartialDate.of(path, end));
    if (!span.start().isKnown() && !span.end().isKnown()) {
      throw new Invalid(path, "says no date");
    }
    return span;
  }

  static Timespan parse(Fields fields) {
    String label = fields.label("label", NewStoryteller.MAX_NAME);
    String written = fields.text("when", MAX_WRITTEN);
    PartialDate start = PartialDate.parse(fields, "start");
    PartialDate end = PartialDate.parse(fields, "end");
    if (written == null) {
      return new Timespan(label, start, end);
    }
    if (start.isKnown() || end.isKnown()) {
      throw new Invalid("when", "stands for the fields of start and end; give one or the other");
    }
    Timespan span = of("when", written);
    return label == null ? span : new Timespan(label, span.start(), span.end());
  }

  /// Whether any part of it is only thereabouts.
  public boolean isApproximate() {
    return start.isApproximate() || end.isApproximate();
  }

  /// What [#of] reads back, its label before it.
  public String written() {
    return label == null ? shown() : label + ": " + shown();
  }

  /// For people: `1952-03 – ~1955`.
  public String shown() {
    return end.isKnown() ? (start.shown() + " – " + end.shown()).strip() : start.shown();
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("label", label);
    start.toJson("start", json);
    end.toJson("end", json);
    return json;
  }
}
