package dev.seshat.promise;

import dev.seshat.SeshatException.Invalid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is to follow on an attempt that failed, as long as attempts are left.
///
/// @param isWanted whether there is to be another at all
/// @param after how long until then; null for the usual growing, random wait
public record Retry(boolean isWanted, @Nullable Duration after) {
  private static final Duration LONGEST = Duration.ofDays(30);

  public Retry {
    if (after != null && (after.isNegative() || after.compareTo(LONGEST) > 0)) {
      throw new Invalid("retry_after", "must be at most 30 days");
    }
  }

  /// Another attempt, later each time.
  public static Retry usual() {
    return new Retry(true, null);
  }

  /// Another attempt after a given time.
  public static Retry after(Duration time) {
    return new Retry(true, time);
  }

  /// No other attempt: the promise has failed.
  public static Retry never() {
    return new Retry(false, null);
  }
}
