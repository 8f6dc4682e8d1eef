package dev.seshat.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes rows of days, months or five-hour blocks out of quarters of an hour that come in the order of time.
///
/// Since 1972 every time zone is a whole number of quarters of an hour from UTC, so each of them lies in one day only,
/// also where clocks are put forward or back.
final class TimeFold {
  private static final Duration BLOCK = Duration.ofHours(5);
  private static final DateTimeFormatter BLOCK_KEY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmXXX", Locale.ROOT);
  private static final DateTimeFormatter BLOCK_LABEL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final UsageDimension by;
  private final ZoneId zone;
  private final List<UsageRow> rows = new ArrayList<>();
  private @Nullable Name name;
  private Sums sums = Sums.NOTHING;

  /// What the row under way is called, and the first moment that no longer belongs to it.
  private record Name(String key, String label, Instant end) {}

  TimeFold(UsageDimension by, ZoneId zone) {
    this.by = by;
    this.zone = zone;
  }

  void add(Instant start, Sums quarter) {
    Name open = name;
    if (open == null || !start.isBefore(open.end())) {
      close();
      name = name(start.atZone(zone));
    }
    sums = sums.plus(quarter);
  }

  List<UsageRow> rows() {
    close();
    return List.copyOf(rows);
  }

  private void close() {
    Name open = name;
    if (open != null) {
      rows.add(sums.row(open.key(), open.label()));
    }
    name = null;
    sums = Sums.NOTHING;
  }

  private Name name(ZonedDateTime first) {
    return switch (by) {
      case DAY -> {
        LocalDate day = first.toLocalDate();
        yield new Name(
            day.toString(), day.toString(), day.plusDays(1).atStartOfDay(zone).toInstant());
      }
      case MONTH -> {
        YearMonth month = YearMonth.from(first);
        yield new Name(
            month.toString(),
            month.toString(),
            month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
      }
      case BLOCK -> {
        ZonedDateTime hour = first.truncatedTo(ChronoUnit.HOURS);
        ZonedDateTime end = hour.toInstant().plus(BLOCK).atZone(zone);
        yield new Name(
            BLOCK_KEY.format(hour),
            BLOCK_LABEL.format(hour) + "–" + HOUR.format(end),
            end.toInstant());
      }
      default -> throw new IllegalArgumentException(by + " is no time");
    };
  }
}
