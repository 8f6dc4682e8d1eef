package dev.seshat.legacy;

import dev.seshat.store.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/// Times as SQLite's users write them: `2026-01-31 08:15:30`, with fractions or without seconds, with `T`, with `Z` or an
/// offset, a date alone, or seconds or milliseconds since 1970. Without an offset they are in UTC.
final class SourceTimes {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final BigDecimal MILLIS_FROM = new BigDecimal("100000000000");
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd[['T'][' ']HH:mm[:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .appendPattern("]][[' ']XXXXX][[' ']XXX][[' ']X]")
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .toFormatter(java.util.Locale.ROOT)
          .withResolverStyle(java.time.format.ResolverStyle.STRICT);

  private SourceTimes() {}

  /// The time that a cell holds, null if it holds none, or one that no agent can have lived in.
  static @Nullable Instant of(@Nullable Object cell) {
    Instant time =
        switch (cell) {
          case String text -> ofText(text.strip());
          case Long seconds -> ofNumber(BigDecimal.valueOf(seconds));
          case Double number when Double.isFinite(number) -> ofNumber(BigDecimal.valueOf(number));
          case null, default -> null;
        };
    return time == null || time.isBefore(EARLIEST) || !time.isBefore(LATEST) ? null : time;
  }

  private static @Nullable Instant ofText(String text) {
    try {
      return Times.millis(
          FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from)
                  instanceof OffsetDateTime at
              ? at.toInstant()
              : LocalDateTime.parse(text, FORMAT).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return text.length() >= 9 && text.length() <= 20 && text.matches("[0-9]+(\\.[0-9]+)?")
          ? ofNumber(new BigDecimal(text))
          : null;
    }
  }

  private static @Nullable Instant ofNumber(BigDecimal number) {
    BigDecimal millis =
        number.abs().compareTo(MILLIS_FROM) >= 0 ? number : number.movePointRight(3);
    return millis.abs().compareTo(new BigDecimal("1e15")) > 0
        ? null
        : Instant.ofEpochMilli(millis.setScale(0, RoundingMode.FLOOR).longValue());
  }
}
