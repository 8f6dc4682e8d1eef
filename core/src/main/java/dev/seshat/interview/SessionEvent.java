package dev.seshat.interview;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That a session is about a life event.
///
/// @param isPrimaryFocus whether prompts are about it; one event of a session at most
/// @param coverage how far the session goes into it; null where nobody has said
/// @param promptsCompleted how many prompts about it were answered in this session
public record SessionEvent(
    UUID id,
    UUID sessionId,
    UUID lifeEventId,
    String eventName,
    boolean isPrimaryFocus,
    @Nullable Coverage coverage,
    long promptsCompleted,
    @Nullable String notes,
    Instant createdAt) {
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("session_id", sessionId.toString());
    json.put("life_event_id", lifeEventId.toString());
    json.put("event_name", eventName);
    json.put("is_primary_focus", isPrimaryFocus);
    json.put("coverage_level", coverage == null ? null : coverage.word());
    json.put("prompts_completed", promptsCompleted);
    json.put("notes", notes);
    json.put("created_at", createdAt);
    return json;
  }
}
