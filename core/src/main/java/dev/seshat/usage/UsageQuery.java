package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a summary is wanted of: a row for each of what, in which time zone, of which requests.
///
/// @param zone whose days, months and hours they are
/// @param from the first moment that counts; null for no bound
/// @param to the first moment that no longer counts; null for no bound
/// @param model a model's name, at whichever host
public record UsageQuery(
    UsageDimension by,
    ZoneId zone,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String project,
    @Nullable String host,
    @Nullable String model,
    @Nullable String user,
    @Nullable UUID session,
    @Nullable String branch) {
  /// @throws Invalid if the range ends before it begins, or the zone is off UTC by other than whole quarters of an hour
  public UsageQuery {
    if (zone.getRules().isFixedOffset()
        && zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds() % UsageTable.QUARTER_SECONDS
            != 0) {
      throw new Invalid("zone", "must be a whole number of quarters of an hour from UTC");
    }
    if (from != null && to != null && to.isBefore(from)) {
      throw new Invalid("to", "lies before from");
    }
  }

  /// All usage, in UTC.
  public static UsageQuery by(UsageDimension dimension) {
    return new UsageQuery(
        dimension, ZoneId.of("UTC"), null, null, null, null, null, null, null, null);
  }

  /// A time zone by its name: `Europe/Berlin`, `UTC`, `+05:45`.
  ///
  /// @throws Invalid if there is none
  public static ZoneId zone(String name) {
    try {
      return ZoneId.of(name.strip());
    } catch (DateTimeException e) {
      throw new Invalid(
          "zone",
          "'"
              + Texts.shorten(name, 40)
              + "' is no time zone; say for example UTC, Europe/Berlin or +05:45");
    }
  }

  public UsageQuery withZone(ZoneId where) {
    return new UsageQuery(by, where, from, to, project, host, model, user, session, branch);
  }

  public UsageQuery withFrom(@Nullable Instant first) {
    return new UsageQuery(by, zone, first, to, project, host, model, user, session, branch);
  }

  public UsageQuery withTo(@Nullable Instant end) {
    return new UsageQuery(by, zone, from, end, project, host, model, user, session, branch);
  }

  /// Whole days of the query's zone, both included; null for no bound.
  public UsageQuery withDays(@Nullable LocalDate first, @Nullable LocalDate last) {
    if (first != null && last != null && last.isBefore(first)) {
      throw new Invalid("to", "lies before from");
    }
    Instant begin = first == null ? null : first.atStartOfDay(zone).toInstant();
    Instant end = last == null ? null : last.plusDays(1).atStartOfDay(zone).toInstant();
    return new UsageQuery(by, zone, begin, end, project, host, model, user, session, branch);
  }

  public UsageQuery withProject(@Nullable String name) {
    return new UsageQuery(by, zone, from, to, name, host, model, user, session, branch);
  }

  public UsageQuery withHost(@Nullable String name) {
    return new UsageQuery(by, zone, from, to, project, name, model, user, session, branch);
  }

  public UsageQuery withModel(@Nullable String name) {
    return new UsageQuery(by, zone, from, to, project, host, name, user, session, branch);
  }

  public UsageQuery withUser(@Nullable String id) {
    return new UsageQuery(by, zone, from, to, project, host, model, id, session, branch);
  }

  public UsageQuery withSession(@Nullable UUID id) {
    return new UsageQuery(by, zone, from, to, project, host, model, user, id, branch);
  }

  public UsageQuery withBranch(@Nullable String name) {
    return new UsageQuery(by, zone, from, to, project, host, model, user, session, name);
  }
}
