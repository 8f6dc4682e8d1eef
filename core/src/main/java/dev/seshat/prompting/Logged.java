package dev.seshat.prompting;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An iteration that was logged, what it changed, and what to do next.
///
/// @param delta to the iteration before; null for the first
/// @param isNew whether it is new, and was not logged before under its external id
public record Logged(
    Iteration iteration, @Nullable Delta delta, Suggestion suggestion, boolean isNew) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("iteration", iteration.toJson());
    json.put("delta", delta == null ? null : delta.toJson());
    json.put("suggestion", suggestion.toJson());
    return json;
  }
}
