package dev.seshat.interview;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A form that sessions for a common goal are made of.
public record Template(
    UUID id, NewTemplate told, Instant createdAt, Instant updatedAt, long version) {
  public String name() {
    return told.name();
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.putAll(told.toJson());
    json.put("created_at", createdAt);
    json.put("updated_at", updatedAt);
    json.put("version", version);
    return json;
  }
}
