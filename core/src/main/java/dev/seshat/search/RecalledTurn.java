package dev.seshat.search;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something recalled, with its text.
///
/// @param interactionSequence a turn's number in its session; null for a note, an artifact…
/// @param entityId the id of what is not a turn
/// @param cut whether `text` is only the part that fits best
/// @param score as a [Hit]'s
public record RecalledTurn(
    UUID sessionId,
    String shortId,
    String entityKind,
    @Nullable Long interactionSequence,
    @Nullable UUID entityId,
    String author,
    Instant createdAt,
    String text,
    boolean cut,
    double score) {}
