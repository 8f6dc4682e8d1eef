package dev.seshat.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known for a description.
///
/// @param patterns those that fit, the strongest first
/// @param keywords those that fit, the most effective first
/// @param unknown phrases of the description that there is no good data for
/// @param similar sessions that ended in success and were after something alike
/// @param recorded ids of the patterns that were noted as applied in the session that was named
public record Applied(
    String description,
    Coverage coverage,
    List<Fitting> patterns,
    List<Keyword> keywords,
    List<String> unknown,
    List<Similar> similar,
    List<String> recorded) {
  /// A pattern that fits.
  ///
  /// @param share the share of a phrase of the description that it has
  public record Fitting(Pattern pattern, Fit fit, double share) {
    Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("fit", fit.word());
      json.put("share", share);
      json.putAll(pattern.toJson());
      return json;
    }
  }

  /// A session that succeeded with something alike.
  public record Similar(UUID sessionId, String shortId, String title) {
    Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("session_id", sessionId.toString());
      json.put("short_id", shortId);
      json.put("title", title);
      return json;
    }
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("description", description);
    json.put("coverage", coverage.toJson());
    json.put("patterns", patterns.stream().map(Fitting::toJson).toList());
    json.put("keywords", keywords.stream().map(Keyword::toJson).toList());
    json.put("unknown", unknown);
    json.put("similar", similar.stream().map(Similar::toJson).toList());
    json.put("recorded", recorded);
    return json;
  }
}
