package dev.seshat.mode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who a new task is given to that has one of these words in its title or description.
///
/// @param keywords whole words, or several in a row; great and small letters are the same
public record RoutingRule(List<String> keywords, String role) {
  public RoutingRule {
    keywords = List.copyOf(keywords);
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("keywords", keywords);
    json.put("role", role);
    return json;
  }
}
