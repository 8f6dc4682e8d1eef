package dev.seshat.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A link as another system kept it.
///
/// @param analysis what that system made of the page; null if nothing
/// @param analysedBy who did
/// @param errorMessage why it could not be read there
/// @param timestamp when it was added there; null for when it was made
public record RecordedLink(
    String url,
    LinkStatus status,
    @Nullable Analysis analysis,
    @Nullable String analysedBy,
    @Nullable String errorMessage,
    @Nullable Instant timestamp,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt) {}
