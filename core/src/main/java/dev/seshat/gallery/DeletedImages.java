package dev.seshat.gallery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a deletion took, and what it left without a parent.
///
/// @param deleted the ids, the picture itself first
/// @param orphaned ids of variants that stayed
public record DeletedImages(List<String> deleted, List<String> orphaned) {
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("deleted", deleted);
    json.put("orphaned", orphaned);
    return json;
  }
}
