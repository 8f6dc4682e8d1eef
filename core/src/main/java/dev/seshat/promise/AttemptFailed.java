package dev.seshat.promise;

import java.time.Duration;
import java.util.Objects;

/// How a [Handler] says that an attempt failed, and what is to follow.
public final class AttemptFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Retry retry;

  private AttemptFailed(String reason, Retry retry) {
    super(reason);
    this.retry = retry;
  }

  /// The promise has failed: another attempt would end no better.
  public static AttemptFailed forGood(String reason) {
    return new AttemptFailed(reason, Retry.never());
  }

  /// This attempt failed; the next one, if one is left, follows after the usual pause.
  public static AttemptFailed again(String reason) {
    return new AttemptFailed(reason, Retry.usual());
  }

  /// The next attempt, if one is left, is to begin after a given time, such as a server that is too busy asked for.
  public static AttemptFailed againAfter(Duration wait, String reason) {
    return new AttemptFailed(reason, Retry.after(wait));
  }

  Retry retry() {
    return Objects.requireNonNullElse(retry, Retry.usual());
  }
}
