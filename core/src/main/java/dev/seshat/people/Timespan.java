package dev.seshat.people;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From when to when something was.
///
/// @param label which part of it, where it has several; null for all of it
public record Timespan(@Nullable String label, PartialDate start, PartialDate end) {
  public Timespan {
    Integer from = start.year();
    Integer to = end.year();
    if (from != null && to != null && to < from) {
      throw new Invalid("end_year", "is before start_year");
    }
  }

  static Timespan parse(Fields fields) {
    return new Timespan(
        fields.text("label", NewStoryteller.MAX_NAME),
        PartialDate.parse(fields, "start"),
        PartialDate.parse(fields, "end"));
  }

  /// For people: `1952-03 – ~1955`.
  public String shown() {
    return end.isKnown() ? start.shown() + " – " + end.shown() : start.shown();
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("label", label);
    start.toJson("start", json);
    end.toJson("end", json);
    return json;
  }
}
