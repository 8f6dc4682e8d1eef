package dev.seshat.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A turn of a session as it goes into the index, its fields as the session keeps them.
///
/// @param interactionSequence its number in the session, from 1
/// @param author who spoke
/// @param at when; the date is searchable
/// @param agentText what an agent said, if anything
/// @param personText what a person said, if anything
/// @param caption what a picture of the turn shows (the payload's `caption`), if known
public record Turn(
    long interactionSequence,
    String author,
    Instant at,
    @Nullable String agentText,
    @Nullable String personText,
    @Nullable String caption) {}
