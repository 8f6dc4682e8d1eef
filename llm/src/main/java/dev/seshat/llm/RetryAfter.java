package dev.seshat.llm;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// How long a server asks to be left alone.
final class RetryAfter {
  private static final Duration MOST = Duration.ofDays(1);

  private RetryAfter() {}

  /// What its headers say: seconds, a date to be held against the server's own, or OpenAI's milliseconds.
  static @Nullable Duration of(HttpHeaders headers) {
    String millis = headers.firstValue("retry-after-ms").orElse("").strip();
    if (millis.matches("\\d{1,9}")) {
      return bounded(Duration.ofMillis(Long.parseLong(millis)));
    }
    String after = headers.firstValue("retry-after").orElse("").strip();
    if (after.matches("\\d{1,9}")) {
      return bounded(Duration.ofSeconds(Long.parseLong(after)));
    }
    try {
      ZonedDateTime until = ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME);
      String date = headers.firstValue("date").orElse("");
      return bounded(
          Duration.between(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME), until));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MOST) > 0 ? MOST : wait;
  }
}
