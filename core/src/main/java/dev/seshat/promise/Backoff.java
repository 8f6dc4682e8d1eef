package dev.seshat.promise;

import dev.seshat.store.Tx;
import java.time.Duration;

/// The wait before the next attempt: at random up to a bound, which is 10 seconds after the first attempt, doubles with
/// each further one, and is never more than an hour. At random, so that what failed together does not come again together.
final class Backoff {
  static final Duration BASE = Duration.ofSeconds(10);
  static final Duration CAP = Duration.ofHours(1);

  private Backoff() {}

  /// The longest wait after so many attempts.
  static Duration bound(int attempts) {
    long doublings = Math.min(Math.max(attempts - 1, 0), 20);
    Duration grown = BASE.multipliedBy(1L << doublings);
    return grown.compareTo(CAP) > 0 ? CAP : grown;
  }

  /// A wait after so many attempts.
  static Duration after(Tx tx, int attempts) {
    return Duration.ofMillis(tx.newLong(bound(attempts).toMillis() + 1));
  }
}
