package dev.seshat.search;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pattern that was recalled.
///
/// @param text its problem and solution, shortened where the budget demands it
/// @param score the share of the question's words that it has, each by its weight: 0 to 1
public record RecalledPattern(String id, String text, long tests, long successes, double score) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("text", text);
    json.put("times_tested", tests);
    json.put("times_succeeded", successes);
    json.put("score", score);
    return json;
  }

  /// It as text: `[pattern color-anchor 5/6] Blue drifts → Use 'cobalt blue'`
  public String line() {
    return "[pattern " + id + " " + successes + "/" + tests + "] " + text;
  }
}
