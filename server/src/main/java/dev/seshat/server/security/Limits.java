package dev.seshat.server.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often each token may ask, and how often each address may try secrets that count for nothing.
public final class Limits {
  /// So many of a minute's failed logins may come from one address.
  static final int FAILURES = 10;

  /// So many tokens and so many addresses are watched at once; those not seen for longest give way.
  static final int WATCHED = 10_000;

  /// A quarter of a minute's requests may come in one go.
  private static final int BURSTS = 4;

  private final Map<String, Bucket> requests = bounded();
  private final Map<String, Bucket> failures = bounded();
  private final int perMinute;
  private final TimeMeter time;

  /// @param perMinute how many requests a token may make in the long run
  public Limits(int perMinute) {
    this(perMinute, TimeMeter.SYSTEM_NANOTIME);
  }

  Limits(int perMinute, TimeMeter time) {
    this.perMinute = perMinute;
    this.time = time;
  }

  private static Map<String, Bucket> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
        return size() > WATCHED;
      }
    };
  }

  /// Counts a request.
  ///
  /// @return how many seconds the token has to wait; 0 if it may go on
  long request(String token) {
    return spend(bucket(requests, token, Math.max(1, perMinute / BURSTS), perMinute));
  }

  /// Counts a secret that counted for nothing.
  ///
  /// @return how many seconds the address has to wait; 0 if this may still be answered
  long failure(String address) {
    return spend(bucket(failures, address, FAILURES, FAILURES));
  }

  /// How many seconds an address has to wait before it may try another secret; 0 if it may now.
  long untilAttempt(String address) {
    var probe = bucket(failures, address, FAILURES, FAILURES).estimateAbilityToConsume(1);
    return probe.canBeConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
  }

  private Bucket bucket(Map<String, Bucket> buckets, String key, int burst, int rate) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          key,
          each ->
              Bucket.builder()
                  .addLimit(
                      limit -> limit.capacity(burst).refillGreedy(rate, Duration.ofMinutes(1)))
                  .withCustomTimePrecision(time)
                  .build());
    }
  }

  private static long spend(Bucket bucket) {
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
  }

  private static long seconds(long nanos) {
    return Math.max(1, Duration.ofNanos(nanos).plusMillis(999).toSeconds());
  }

  /// How many tokens and addresses are watched.
  int watched() {
    synchronized (requests) {
      synchronized (failures) {
        return requests.size() + failures.size();
      }
    }
  }
}
