package dev.seshat.access;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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
    boolean isExpired) {
  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("name", name);
    json.put("role", role.word());
    json.put("created_by", createdBy);
    json.put("created_at", Times.text(createdAt));
    json.put("expires_at", expiresAt == null ? null : Times.text(expiresAt));
    json.put("last_used_at", lastUsedAt == null ? null : Times.text(lastUsedAt));
    json.put("is_expired", isExpired);
    return json;
  }
}
