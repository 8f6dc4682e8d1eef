package dev.seshat.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A promise in memory, as an oracle keeps it.
final class Kept {
  final long id;
  final NewPromise asked;
  final Instant createdAt;
  final Instant runAt;
  final @Nullable Long retryOf;
  PromiseStatus status;
  @Nullable Instant readyAt;
  @Nullable String owner;
  Duration lease = Duration.ZERO;
  int attempts;
  long fence;
  @Nullable Map<String, ?> result;
  @Nullable String error;

  Kept(long id, NewPromise asked, Instant now, @Nullable Long retryOf) {
    this.id = id;
    this.asked = asked;
    this.createdAt = now;
    this.runAt = asked.runAt() == null ? now : asked.runAt();
    this.retryOf = retryOf;
    this.status = PromiseStatus.PENDING;
  }

  boolean isFallen() {
    return status == PromiseStatus.FAILED || status == PromiseStatus.CANCELLED;
  }

  boolean isHeldUnder(long held) {
    return status == PromiseStatus.IN_PROGRESS && fence == held;
  }

  boolean isOutOfTime(Instant now) {
    return asked.timeoutAt() != null && !asked.timeoutAt().isAfter(now);
  }

  boolean isReady(Instant now) {
    return readyAt != null && !readyAt.isAfter(now);
  }

  /// What both sides have to say of it.
  String line() {
    return "%d %s attempts=%d fence=%d ready=%s owner=%s result=%s retry=%s"
        .formatted(id, status, attempts, fence, readyAt, owner, result, retryOf);
  }

  /// The same of the store's promise.
  static String line(Promise p) {
    return "%d %s attempts=%d fence=%d ready=%s owner=%s result=%s retry=%s"
        .formatted(
            p.id(),
            p.status(),
            p.attempts(),
            p.fence(),
            p.readyAt(),
            p.lease() == null ? null : p.lease().owner(),
            p.result(),
            p.retryOf());
  }
}
