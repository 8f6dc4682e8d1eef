package dev.seshat.usage;

import java.util.UUID;

/// A session whose counters do not say what its usage rows say.
public record UsageDrift(
    UUID sessionId,
    long keptTokens,
    long countedTokens,
    long keptCostNanos,
    long countedCostNanos,
    long keptUnpriced,
    long countedUnpriced,
    long keptLowerBound,
    long countedLowerBound) {}
