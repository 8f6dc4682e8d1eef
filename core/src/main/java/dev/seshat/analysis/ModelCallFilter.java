package dev.seshat.analysis;

import dev.seshat.SeshatException.Invalid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which calls are wanted, the newest first.
///
/// @param before only calls of a smaller number, as the end of the page before says; null for the newest
/// @param limit 1 to 500
public record ModelCallFilter(
    @Nullable String project,
    @Nullable UUID session,
    @Nullable String purpose,
    @Nullable CallStatus status,
    @Nullable Long before,
    int limit) {
  public ModelCallFilter {
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
  }

  /// The newest calls of any kind.
  public static ModelCallFilter newest(int limit) {
    return new ModelCallFilter(null, null, null, null, null, limit);
  }
}
