package dev.seshat.preference;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One choice: a key, and what counts for it.
///
/// @param value what was chosen, or the key's default
/// @param updatedAt when it was chosen; null where the default counts
public record Preference(PreferenceKey key, @Nullable Object value, @Nullable Instant updatedAt) {
  /// Whether somebody chose it.
  public boolean isSet() {
    return updatedAt != null;
  }

  /// It as every door shows it as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("key", key.word());
    json.put("value", value);
    json.put("is_set", isSet());
    json.put("default", key.otherwise());
    json.put("allowed", key.allowed());
    json.put("about", key.about());
    json.put("updated_at", updatedAt == null ? null : Times.text(updatedAt));
    return json;
  }
}
