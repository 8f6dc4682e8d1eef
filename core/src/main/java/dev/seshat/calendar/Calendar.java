package dev.seshat.calendar;

import dev.seshat.Page;
import dev.seshat.interview.Overlaps;
import dev.seshat.interview.Planned;
import dev.seshat.preference.Preferences;
import dev.seshat.session.Recurrence;
import dev.seshat.store.Scope;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The sessions that have a time, whatever their kind and state: as a list, and as a file that other calendars read.
public final class Calendar {
  /// So many sessions stand in a feed at most.
  public static final int MOST = 5_000;

  private static final Duration BACK = Duration.ofDays(366);
  private static final Duration AHEAD = Duration.ofDays(731);
  private static final int AT_ONCE = 500;
  private static final int MOST_TIMES = 1_000;

  private final Scope scope;

  public Calendar(Scope scope) {
    this.scope = scope;
  }

  /// A page of the sessions that the filter lets through, the earliest first.
  public Page<CalendarEntry> list(CalendarFilter filter) {
    return Page.cut(
        scope.store().read(tx -> CalendarTable.list(tx, filter)),
        filter.limit(),
        CalendarTable::cursor);
  }

  /// All of them, whatever the filter's limit; no more than [#MOST].
  public List<CalendarEntry> all(CalendarFilter filter) {
    List<CalendarEntry> all = new ArrayList<>();
    CalendarFilter next = filter.withLimit(AT_ONCE);
    while (true) {
      Page<CalendarEntry> page = list(next);
      all.addAll(page.items());
      if (page.next() == null || all.size() >= MOST) {
        return all;
      }
      next = next.withCursor(page.next());
    }
  }

  /// The occurrences that are to come of sessions that come again: their sessions are made when it is time.
  ///
  /// @param filter its times are those of the occurrences; its limit does not count
  /// @return the earliest first; the state of each is that of the session it follows
  public List<CalendarEntry> expected(CalendarFilter filter) {
    Instant from = filter.from();
    Instant to = filter.to();
    if (from == null || to == null) {
      return List.of();
    }
    ZoneId zone = zone();
    List<CalendarEntry> expected = new ArrayList<>();
    for (CalendarEntry each :
        scope.store().read(tx -> CalendarTable.recurring(tx, filter, AT_ONCE))) {
      Recurrence rule = Recurrence.parse("recurrence", Objects.requireNonNull(each.recurrence()));
      for (Instant at : rule.times(each.start(), zone, to.minusMillis(1), MOST_TIMES)) {
        if (at.isAfter(each.start()) && !at.isBefore(from)) {
          expected.add(each.at(at));
        }
      }
    }
    expected.sort(java.util.Comparator.comparing(CalendarEntry::start));
    return expected;
  }

  /// The pairs of sessions of one storyteller at the same time, among those that are not over.
  ///
  /// @param entries the earliest first
  public static List<Overlaps.Pair> overlaps(List<CalendarEntry> entries) {
    return Overlaps.among(
        entries.stream().map(Calendar::planned).filter(Objects::nonNull).toList());
  }

  private static @Nullable Planned planned(CalendarEntry entry) {
    UUID whose = entry.storyteller();
    return whose == null || !entry.status().isOpen()
        ? null
        : new Planned(
            entry.session(), entry.shortId(), entry.title(), whose, entry.start(), entry.end());
  }

  /// A year back and two ahead, as an iCalendar file: the same for the same sessions.
  ///
  /// @param filter its times and limit do not count
  /// @param site where the pages of sessions are; null where nobody knows
  public String feed(CalendarFilter filter, @Nullable URI site) {
    Instant now = scope.store().now();
    // whole days, so that what is asked for twice a day is the same
    Instant day = now.truncatedTo(java.time.temporal.ChronoUnit.DAYS);
    List<CalendarEntry> all =
        all(filter.withCursor(null).between(day.minus(BACK), day.plus(AHEAD)));
    return new CalendarFeed(site, zone(), day.plus(AHEAD)).write(all);
  }

  /// The zone whose days count for what comes again: the one that the actor chose, or UTC.
  private ZoneId zone() {
    ZoneId chosen = new Preferences(scope).chosen().zone();
    return chosen == null ? ZoneOffset.UTC : chosen;
  }
}
