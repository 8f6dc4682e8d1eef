package dev.seshat.mode;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A copy of the files of modes, as they were at a moment.
///
/// @param name of its ZIP
/// @param modes whose files are in it
public record ModeBackup(String name, Instant at, List<String> modes, long bytes) {
  public ModeBackup {
    modes = List.copyOf(modes);
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("created_at", Times.text(at));
    json.put("modes", modes);
    json.put("bytes", bytes);
    return json;
  }
}
