package dev.seshat.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What there is to know, counted.
///
/// @param categories the active patterns of each category
/// @param keywords how many keywords have each effectiveness; `unrated` those without
public record KnowledgeOverview(
    long patterns, long forgotten, List<Category> categories, Map<String, Long> keywords) {
  /// A category.
  ///
  /// @param health how many of its patterns have each health
  public record Category(String category, long patterns, long tests, Map<String, Long> health) {
    Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("category", category);
      json.put("patterns", patterns);
      json.put("tests", tests);
      json.put("health", health);
      return json;
    }
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("patterns", patterns);
    json.put("forgotten", forgotten);
    json.put("categories", categories.stream().map(Category::toJson).toList());
    json.put("keywords", keywords);
    return json;
  }
}
