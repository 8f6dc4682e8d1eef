package dev.seshat.calendar;

import dev.seshat.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session that has a time.
///
/// @param end exclusive; an hour after the start of one that does not say how long it takes
/// @param recurrence how it comes again; null where it does not, or where the next occurrence is a session already
public record CalendarEntry(
    UUID session,
    String shortId,
    String kind,
    String title,
    String intention,
    SessionStatus status,
    Instant start,
    Instant end,
    @Nullable String recurrence,
    @Nullable UUID storyteller,
    @Nullable String storytellerName,
    @Nullable String project,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  /// The same at another time.
  CalendarEntry at(Instant time) {
    return new CalendarEntry(
        session,
        shortId,
        kind,
        title,
        intention,
        status,
        time,
        time.plus(Duration.between(start, end)),
        recurrence,
        storyteller,
        storytellerName,
        project,
        createdAt,
        updatedAt,
        version);
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", session.toString());
    json.put("short_id", shortId);
    json.put("kind", kind);
    json.put("title", title);
    json.put("status", status.word());
    json.put("start", start.toString());
    json.put("end", end.toString());
    json.put("recurrence", recurrence);
    json.put("storyteller_id", storyteller == null ? null : storyteller.toString());
    json.put("storyteller", storytellerName);
    json.put("project", project);
    return json;
  }
}
