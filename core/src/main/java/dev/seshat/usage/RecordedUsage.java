package dev.seshat.usage;

import java.math.BigDecimal;
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
