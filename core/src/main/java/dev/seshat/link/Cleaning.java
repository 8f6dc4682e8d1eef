package dev.seshat.link;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a clean-up takes away, or took.
///
/// @param links how many links it is about
/// @param examples the first of them, oldest first
/// @param removed whether they are gone
public record Cleaning(long links, List<Link> examples, boolean removed) {
  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("links", links);
    json.put("removed", removed);
    json.put("examples", examples.stream().map(Link::toJson).toList());
    return json;
  }
}
