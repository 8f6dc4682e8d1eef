package dev.seshat.promise;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A schedule as it stood when it was read.
///
/// @param asked what it is to be
/// @param nextAt when it runs next; null when it does not
/// @param lastAt the time of the run that it made last
public record Schedule(
    long id,
    NewSchedule asked,
    @Nullable Instant nextAt,
    @Nullable Instant lastAt,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  public String name() {
    return asked.name();
  }

  public boolean isEnabled() {
    return asked.isEnabled();
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    NewPromise promise = asked.promise();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("name", asked.name());
    json.put("cron", asked.cron());
    json.put("zone", asked.zone());
    json.put("kind", promise.kind());
    json.put("task_description", promise.taskDescription());
    json.put("payload", promise.payload());
    json.put("priority", promise.priority());
    json.put("max_attempts", promise.maxAttempts());
    json.put("chat_id", promise.chatId());
    json.put("notify", promise.notifyOrDefault().word());
    json.put("missed", asked.missed().word());
    json.put("overlap", asked.mayOverlap() ? "allow" : "skip");
    json.put("is_enabled", asked.isEnabled());
    json.put("next_at", nextAt == null ? null : Times.text(nextAt));
    json.put("last_at", lastAt == null ? null : Times.text(lastAt));
    json.put("created_by", createdBy);
    json.put("created_at", Times.text(createdAt));
    json.put("updated_at", Times.text(updatedAt));
    json.put("version", version);
    return json;
  }
}
