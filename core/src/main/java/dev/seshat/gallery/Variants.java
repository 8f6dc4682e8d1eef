package dev.seshat.gallery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A picture and what was made of it, as a tree.
///
/// @param made of it, the oldest first
public record Variants(Image image, List<Variants> made) {
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(image.toJson());
    json.put("made", made.stream().map(Variants::toJson).toList());
    return json;
  }
}
