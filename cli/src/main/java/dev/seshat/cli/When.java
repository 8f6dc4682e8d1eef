package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as people write and read them at the shell.
final class When {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private static final Pattern LASTING = Pattern.compile("(\\d{1,6})([smhdwy])");

  private When() {}

  /// The moment from which `--from` lets through: a day's beginning in `zone`, or a time with its offset.
  static @Nullable Instant from(@Nullable String text, ZoneId zone) {
    return text == null ? null : parse("from", text, zone, 0);
  }

  /// The moment that an option names: a day's beginning, or a time; null where it is not given.
  static @Nullable Instant from(String option, @Nullable String text, SeshatCommand root) {
    return text == null ? null : parse(option, text, root.zone(), 0);
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

  /// A length of time as `90d`, `12h`, `30m`, `8w` or `1y`; null for `never`.
  static @Nullable Duration lasting(String option, String text) {
    if (text.equals("never")) {
      return null;
    }
    Matcher matcher = LASTING.matcher(text);
    if (!matcher.matches()) {
      throw new Invalid(
          option,
          "must be a length of time such as 90d, 12h or 8w, or never, not '"
              + Texts.shorten(text, 40)
              + "'");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "w" -> Duration.ofDays(7 * number);
      case "y" -> Duration.ofDays(365 * number);
      default -> Duration.ofDays(number);
    };
  }

  /// A time to the minute; empty for none.
  static String shown(@Nullable Instant time, ZoneId zone) {
    return time == null ? "" : SHOWN.format(time.atZone(zone));
  }

  /// A time to the second.
  static String second(Instant time, ZoneId zone) {
    return SECOND.format(time.atZone(zone));
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
