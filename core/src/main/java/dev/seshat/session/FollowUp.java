package dev.seshat.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that is left to do: a note that asks for it, or a session that was ended with it.
///
/// @param title the session's title
/// @param noteId the note; null where the session itself says it
public record FollowUp(
    UUID sessionId, String title, @Nullable UUID noteId, String text, Instant at) {}
