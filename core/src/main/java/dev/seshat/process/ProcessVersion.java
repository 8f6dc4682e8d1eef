package dev.seshat.process;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A process as it stood at one time. Sessions stay on the version that they began with.
///
/// @param name what its versions share
/// @param number 1, 2, 3 … among those of its name
/// @param isActive whether new sessions begin with it; one of each name at most
public record ProcessVersion(
    UUID id,
    String name,
    long number,
    @Nullable String title,
    @Nullable String description,
    boolean isActive,
    long nodes,
    String createdBy,
    Instant createdAt) {
  /// What doors call it: `life-story@2`.
  public String shown() {
    return name + "@" + number;
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("process_name", name);
    json.put("version_number", number);
    json.put("title", title);
    json.put("description", description);
    json.put("is_active", isActive);
    json.put("nodes", nodes);
    json.put("created_by", createdBy);
    json.put("created_at", createdAt);
    return json;
  }
}
