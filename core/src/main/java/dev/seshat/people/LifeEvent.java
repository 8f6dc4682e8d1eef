package dev.seshat.people;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event in somebody's life.
public record LifeEvent(
    UUID id,
    UUID storytellerId,
    NewLifeEvent told,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  public String eventName() {
    return told.eventName();
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("storyteller_id", storytellerId.toString());
    json.putAll(told.toJson());
    json.put("when", told.when());
    json.put("can_deepen", told.canDeepen());
    json.put("created_at", createdAt);
    json.put("updated_at", updatedAt);
    json.put("version", version);
    return json;
  }
}
