package dev.seshat.telemetry;

import org.jspecify.annotations.Nullable;

/// What became of a batch of spans.
///
/// @param spans how many tell of a model's or a tool's work
/// @param ignored how many tell of something else
/// @param rejected how many cannot be used
/// @param reason why the first of these cannot
/// @param interactions how many interactions are new
/// @param requests how many requests are new
public record Taken(
    int spans,
    int ignored,
    int rejected,
    @Nullable String reason,
    int interactions,
    int requests) {}
