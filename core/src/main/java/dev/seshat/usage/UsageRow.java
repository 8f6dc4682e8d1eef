package dev.seshat.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What some requests used and cost together.
///
/// @param key what the row is for: `2026-02-10`, `2026-02`, `2026-02-10T14:00+01:00`, a name, a session's id; empty for requests
///     that have none
/// @param label the same for people
/// @param costUsd what the priced requests cost; null when none has a price
/// @param grade the worst of the requests' grades
/// @param unpricedRequests requests that are not in the cost
/// @param lowerBoundRequests requests that cost at least what is counted
public record UsageRow(
    String key,
    String label,
    long requests,
    TokenCounts tokens,
    @Nullable BigDecimal costUsd,
    CostGrade grade,
    long unpricedRequests,
    long lowerBoundRequests) {}
