package dev.seshat.prompting;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one image of a batch scores.
///
/// @param position its place in the batch, from 1 on
/// @param scores every dimension of the profile, each 0 to 1
/// @param notApplicable why a dimension does not apply, whose score is 1 then
/// @param avg the mean of its scores
public record ImageScores(
    int position,
    Map<String, Double> scores,
    Map<String, String> notApplicable,
    double avg,
    @Nullable String notes) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("position", position);
    json.put("scores", scores);
    if (!notApplicable.isEmpty()) {
      json.put("not_applicable", notApplicable);
    }
    json.put("avg", avg);
    if (notes != null) {
      json.put("notes", notes);
    }
    return json;
  }
}
