package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Times as people write and read them at the shell.
final class When {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private When() {}

  /// The moment from which `--from` lets through: a day's beginning in `zone`, or a time with its offset.
  static @Nullable Instant from(@Nullable String text, ZoneId zone) {
    return text == null ? null : parse("from", text, zone, 0);
  }

  /// The moment up to which `--to` lets through: a day's end, or a time.
  static @Nullable Instant to(@Nullable String text, ZoneId zone) {
    return text == null ? null : parse("to", text, zone, 1);
  }

  private static Instant parse(String option, String text, ZoneId zone, int daysLater) {
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).plusDays(daysLater).atStartOfDay(zone).toInstant();
      }
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Invalid(
          option,
          "must be a day such as 2026-01-31 or a time such as 2026-01-31T08:15:30Z, not '"
              + Texts.shorten(text, 40)
              + "'");
    }
  }

  /// A time in the zone of this machine, to the minute.
  static String shown(@Nullable Instant time) {
    return time == null ? "" : SHOWN.format(time.atZone(ZoneId.systemDefault()));
  }

  /// A length of time: `2d 3h`, `3h 5m`, `5m 7s` or `7s`.
  static String length(long seconds) {
    if (seconds >= 86_400) {
      return seconds / 86_400 + "d " + seconds % 86_400 / 3_600 + "h";
    }
    if (seconds >= 3_600) {
      return seconds / 3_600 + "h " + seconds % 3_600 / 60 + "m";
    }
    return seconds >= 60 ? seconds / 60 + "m " + seconds % 60 + "s" : seconds + "s";
  }
}
