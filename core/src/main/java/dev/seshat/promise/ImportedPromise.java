package dev.seshat.promise;

import dev.seshat.SeshatException.Invalid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A promise that was made in another system, and what became of it there.
///
/// @param request what was promised; its key is what it is known by
/// @param status pending, completed or failed; one that was in progress there is pending: its worker is gone
/// @param completedAt when it was finished; null for one that is not
/// @param summary of its result, for people
/// @param error why it failed, or what is to be known of its earlier attempts
public record ImportedPromise(
    NewPromise request,
    PromiseStatus status,
    Instant createdAt,
    @Nullable Instant completedAt,
    @Nullable String summary,
    @Nullable String error) {
  /// @throws Invalid if it has no key, or is in a state that no import tells of
  public ImportedPromise {
    if (request.key() == null) {
      throw new Invalid("idempotency_key", "is missing; an imported promise is known by it");
    }
    if (status == PromiseStatus.WAITING || status == PromiseStatus.IN_PROGRESS) {
      throw new Invalid("status", "must be pending, completed, failed or cancelled");
    }
    if (status.isFinished() && (completedAt == null || completedAt.isBefore(createdAt))) {
      completedAt = createdAt;
    }
  }

  End end() {
    return switch (status) {
      case COMPLETED -> End.completed(null, summary);
      case CANCELLED -> End.cancelled(error);
      default -> End.failed(error == null ? "no reason was given" : error);
    };
  }

  Instant endedAt() {
    return completedAt == null ? createdAt : completedAt;
  }
}
