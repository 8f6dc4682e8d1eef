package dev.seshat.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whom a secret stands for.
///
/// @param tokenId the token's or the login's own id
/// @param name the token's name, which is the actor of what they change
/// @param expiresAt null for never
/// @param isLogin whether the secret is a login's rather than the token's own
public record Caller(
    UUID tokenId, String name, Role role, @Nullable Instant expiresAt, boolean isLogin) {}
