package dev.seshat.knowledge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that a search of the knowledge found.
///
/// @param kind `pattern`, `keyword` or `file`
/// @param id of the pattern or keyword, or the file's name
/// @param title what it is, in a line
/// @param text the part that fits
/// @param score the share of the question's words that it has, each by its weight: 0 to 1
public record KnowledgeHit(String kind, String id, String title, String text, double score) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kind", kind);
    json.put("id", id);
    json.put("title", title);
    json.put("text", text);
    json.put("score", score);
    return json;
  }
}
