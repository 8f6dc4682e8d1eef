package dev.seshat.mode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was found in the folder of modes that was not known before, by the names of the modes.
///
/// @param invalid those of the new and changed ones that are not right
/// @param ignored files that are no modes, and why
public record ModeScan(
    List<String> added,
    List<String> changed,
    List<String> gone,
    List<String> invalid,
    Map<String, String> ignored) {
  public boolean isNothing() {
    return added.isEmpty() && changed.isEmpty() && gone.isEmpty();
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("added", added);
    json.put("changed", changed);
    json.put("gone", gone);
    json.put("invalid", invalid);
    json.put("ignored", ignored);
    return json;
  }
}
