package dev.seshat.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was recalled for a question, in time order.
///
/// @param text all of it, each turn headed by its id, date and speaker
/// @param tokens what `text` costs, never more than the budget
public record Recollection(
    String text, int tokens, List<RecalledTurn> turns, List<RecalledPattern> patterns) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("text", text);
    json.put("tokens", tokens);
    json.put("turns", turns.stream().map(RecalledTurn::toJson).toList());
    json.put("patterns", patterns.stream().map(RecalledPattern::toJson).toList());
    return json;
  }
}
