package dev.seshat.promise;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The moments that a line of UNIX cron names on the clocks of a zone.
///
/// A time that clocks leave out when they are put forward counts at the moment when they are put forward; a time that they
/// show twice when they are put back counts the first time alone. So each line that clocks show runs once.
final class CronTimes {
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  private final ExecutionTime times;
  private final ZoneId zone;

  private CronTimes(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  /// The moments of a line, by the clocks of a zone.
  ///
  /// @param cron minute, hour, day of the month, month, day of the week; or `@daily` and its like
  /// @throws Invalid if it is no such line, names no moment at all, or there is no such zone
  static CronTimes of(String cron, String zone) {
    Texts.required("cron", cron, 200);
    String line = NICKNAMES.getOrDefault(cron.strip().toLowerCase(Locale.ROOT), cron.strip());
    ExecutionTime times;
    try {
      times = ExecutionTime.forCron(PARSER.parse(line).validate());
      if (times.nextExecution(ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)).isEmpty()) {
        throw new Invalid("cron", "names no day that there is: " + Texts.shorten(cron, 80));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      String why = String.valueOf(e.getMessage()).replace("Failed to parse cron expression. ", "");
      throw new Invalid(
          "cron",
          "must be minute, hour, day of the month, month and day of the week, such as '30 7 * * 1-5': "
              + Texts.shorten(why, 160));
    }
    return new CronTimes(times, zone(zone));
  }

  /// The zone of this name.
  ///
  /// @throws Invalid if there is none
  static ZoneId zone(String name) {
    try {
      return ZoneId.of(Texts.required("zone", name, 64));
    } catch (DateTimeException e) {
      throw new Invalid(
          "zone",
          "must be a time zone such as Europe/Berlin, not '" + Texts.shorten(name, 40) + "'");
    }
  }

  /// The first moment after this one.
  Optional<Instant> after(Instant moment) {
    LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
    while (true) {
      // days and hours are reckoned as if clocks were never changed, and only then looked up on
      // them
      Optional<ZonedDateTime> next = times.nextExecution(local.atZone(ZoneOffset.UTC));
      if (next.isEmpty()) {
        return Optional.empty();
      }
      local = next.get().toLocalDateTime();
      Instant found = instant(local);
      if (found.isAfter(moment)) {
        return Optional.of(found);
      }
    }
  }

  private Instant instant(LocalDateTime local) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isGap()
        ? change.getInstant()
        : ZonedDateTime.ofLocal(local, zone, null).toInstant();
  }

  /// The first `count` moments after this one.
  List<Instant> next(Instant moment, int count) {
    List<Instant> found = new ArrayList<>();
    Optional<Instant> next = after(moment);
    while (next.isPresent() && found.size() < count) {
      found.add(next.get());
      next = after(next.get());
    }
    return found;
  }

  /// The last `count` moments from `first` to `now`, both included, the earliest first: found from the end, however long
  /// ago the first was.
  List<Instant> last(Instant first, Instant now, int count) {
    Duration window = Duration.ofHours(1);
    while (true) {
      Instant from = now.minus(window);
      boolean isAll = !from.isAfter(first);
      List<Instant> found = between(isAll ? first : from, now);
      if (isAll || found.size() >= count) {
        return found.subList(Math.max(0, found.size() - count), found.size());
      }
      window = window.multipliedBy(2);
    }
  }

  private List<Instant> between(Instant from, Instant to) {
    List<Instant> found = new ArrayList<>();
    Optional<Instant> next = after(from.minusMillis(1));
    while (next.isPresent() && !next.get().isAfter(to)) {
      found.add(next.get());
      next = after(next.get());
    }
    return found;
  }
}
