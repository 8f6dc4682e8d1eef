package dev.seshat.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// Times as SQLite keeps them: ISO 8601 in UTC with exactly three digits of milliseconds, so that they sort as text.
public final class Times {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  /// `2026-01-31T08:15:30.250Z`
  public static String text(Instant time) {
    return FORMAT.format(time);
  }

  public static Instant parse(String text) {
    return Instant.parse(text);
  }

  /// The time without what no column keeps (less than a millisecond).
  public static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
