package dev.seshat.people;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// That an event was a trauma, and whether it may be gone into.
///
/// @param consentGiven whether the storyteller agrees to be asked about it
public record Trauma(
    Status status, boolean consentGiven, @Nullable Instant consentDate, @Nullable String notes) {
  /// How far it is behind.
  public enum Status {
    ONGOING,
    PROCESSING,
    RESOLVED,
    UNKNOWN;

    /// The status as it is stored and written, in lower case.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String word) {
      for (Status each : values()) {
        if (each.word().equals(word)) {
          return each;
        }
      }
      throw new Invalid(
          "trauma_status",
          "must be ongoing, processing, resolved or unknown, not '"
              + Texts.shorten(word, 40)
              + "'");
    }
  }

  static Trauma parse(Fields fields) {
    return new Trauma(
        Status.of(fields.required("trauma_status", 20)),
        fields.isSet("consent_given"),
        fields.time("consent_date"),
        fields.text("notes", NewStoryteller.MAX_TEXT));
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("trauma_status", status.word());
    json.put("consent_given", consentGiven);
    json.put("consent_date", consentDate == null ? null : Times.text(consentDate));
    json.put("notes", notes);
    return json;
  }
}
