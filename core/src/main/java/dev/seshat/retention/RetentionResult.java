package dev.seshat.retention;

import java.util.LinkedHashMap;
import java.util.Map;

/// What applying the rules did.
///
/// @param archived how many sessions were archived
/// @param erased how many sessions were erased
public record RetentionResult(long archived, long erased) {
  /// The counts as every door shows them as JSON.
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("archived", archived);
    json.put("erased", erased);
    return json;
  }
}
