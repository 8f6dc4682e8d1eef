package dev.seshat.usage;

import java.math.BigDecimal;

/// What repricing did, or would do.
///
/// @param applied whether anything was written
/// @param examined requests whose cost was computed with another state of the price book
/// @param changed those of them whose cost or grade is another now
/// @param newlyPriced those of them that had no price before
/// @param costBeforeUsd of the examined requests
/// @param costAfterUsd of the examined requests
/// @param priceSnapshot the state of the price book they were computed with; 0 for one that is not stored yet
public record Repricing(
    boolean applied,
    long examined,
    long changed,
    long newlyPriced,
    BigDecimal costBeforeUsd,
    BigDecimal costAfterUsd,
    long priceSnapshot) {}
