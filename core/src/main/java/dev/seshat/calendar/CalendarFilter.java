package dev.seshat.calendar;

import dev.seshat.SeshatException.Invalid;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which sessions of the calendar are asked for, the earliest first.
///
/// @param from the earliest start, inclusive; null for any
/// @param to the latest start, exclusive; null for any
/// @param project its name
/// @param limit 1 to 500
/// @param cursor where a page before this one ended
public record CalendarFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String kind,
    @Nullable String project,
    @Nullable UUID storyteller,
    int limit,
    @Nullable String cursor) {
  public CalendarFilter {
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw new Invalid("to", "must be after from");
    }
  }

  /// The first fifty of all.
  public static CalendarFilter all() {
    return new CalendarFilter(null, null, null, null, null, 50, null);
  }

  public CalendarFilter between(@Nullable Instant since, @Nullable Instant until) {
    return new CalendarFilter(since, until, kind, project, storyteller, limit, cursor);
  }

  public CalendarFilter withKind(@Nullable String value) {
    return new CalendarFilter(from, to, value, project, storyteller, limit, cursor);
  }

  public CalendarFilter withProject(@Nullable String value) {
    return new CalendarFilter(from, to, kind, value, storyteller, limit, cursor);
  }

  public CalendarFilter withStoryteller(@Nullable UUID value) {
    return new CalendarFilter(from, to, kind, project, value, limit, cursor);
  }

  public CalendarFilter withLimit(int value) {
    return new CalendarFilter(from, to, kind, project, storyteller, value, cursor);
  }

  public CalendarFilter withCursor(@Nullable String value) {
    return new CalendarFilter(from, to, kind, project, storyteller, limit, value);
  }
}
