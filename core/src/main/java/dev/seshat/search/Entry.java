package dev.seshat.search;

import java.time.Instant;
import java.util.UUID;

/// A thing of a session, other than a turn, as it goes into the index.
///
/// @param entityKind what it is: `note`, `artifact`, `session`, `summary`, `iteration`
/// @param entityId its id; the session's own for `session` and `summary`
/// @param author who made it
/// @param at when it was made; the date is searchable
/// @param text what is searched; the first 20,000 characters count
public record Entry(
    UUID sessionId, String entityKind, UUID entityId, String author, Instant at, String text) {}
