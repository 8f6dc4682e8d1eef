package dev.seshat.usage;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What became of a [NewUsage].
///
/// @param id the row that stands for the request now
/// @param costUsd what the request costs by that row; null when it is unpriced
/// @param priceSnapshot the state of the price book that the cost was computed with; null for a reported cost
public record RecordedUsage(
    long id,
    Outcome outcome,
    @Nullable BigDecimal costUsd,
    CostGrade grade,
    @Nullable Long priceSnapshot) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
    json.put("cost_usd", costUsd);
    json.put("cost_grade", grade.word());
    json.put("price_snapshot", priceSnapshot);
    return json;
  }

  /// What was done with a record.
  public enum Outcome {
    /// It is a new request.
    ADDED,
    /// It is fuller than the record there was, and took its place.
    REPLACED,
    /// The record there was is as full or fuller, and stays.
    UNCHANGED
  }
}
