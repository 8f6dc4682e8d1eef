package dev.seshat.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Some of the hits, the best first.
///
/// @param cursor where the next page begins; null on the last
public record SearchPage(List<Hit> hits, @Nullable String cursor) {
  /// It as JSON: `hits`, and the cursor as `next`.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("hits", hits.stream().map(Hit::toJson).toList());
    json.put("next", cursor);
    return json;
  }
}
