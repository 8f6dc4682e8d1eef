package dev.seshat.audit;

import dev.seshat.SeshatException.Invalid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which entries of the audit log are asked for; newest first.
///
/// @param action what was done, as `entity.verb`
/// @param entity the kind of thing: `session`, `interaction`…
/// @param from the earliest time, inclusive
/// @param to the latest time, exclusive
/// @param before entries with a smaller number than this; the way to the next page
/// @param limit 1 to 1,000
public record AuditQuery(
    @Nullable String actor,
    @Nullable String action,
    @Nullable String entity,
    @Nullable String entityId,
    @Nullable String sessionId,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long before,
    int limit) {
  public AuditQuery {
    if (limit < 1 || limit > 1_000) {
      throw new Invalid("limit", "must be 1 to 1000");
    }
  }

  /// The newest `limit` entries.
  public static AuditQuery newest(int limit) {
    return new AuditQuery(null, null, null, null, null, null, null, null, limit);
  }
}
