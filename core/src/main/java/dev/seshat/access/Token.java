package dev.seshat.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An access token as anybody may see it: all of it but the secret.
///
/// @param name for whom or what it is; changes are made in this name
/// @param createdBy who made it
/// @param expiresAt null for one that never does
/// @param lastUsedAt to the minute; null if it never was
/// @param isExpired whether it counted no longer when this was read
public record Token(
    UUID id,
    String name,
    Role role,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    boolean isExpired) {}
