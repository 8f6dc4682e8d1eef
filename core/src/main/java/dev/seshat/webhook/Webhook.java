package dev.seshat.webhook;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who is told of changes, without the secret.
///
/// @param position the number of the last change that was looked at
/// @param lastStatus the status of the last answer; null if there was none
/// @param lastError why the last delivery failed; null if it did not
/// @param lastSeq the number of the change that was delivered last
public record Webhook(
    long id,
    String name,
    String url,
    EventPatterns events,
    boolean isEnabled,
    boolean allowPrivate,
    long position,
    @Nullable Integer lastStatus,
    @Nullable String lastError,
    @Nullable Long lastSeq,
    @Nullable Instant lastAt,
    String createdBy,
    Instant createdAt) {
  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("name", name);
    json.put("url", url);
    json.put("events", events.patterns());
    json.put("is_enabled", isEnabled);
    json.put("allow_private", allowPrivate);
    json.put("position", position);
    json.put("last_status", lastStatus);
    json.put("last_error", lastError);
    json.put("last_seq", lastSeq);
    json.put("last_at", lastAt == null ? null : Times.text(lastAt));
    json.put("created_by", createdBy);
    json.put("created_at", Times.text(createdAt));
    return json;
  }
}
