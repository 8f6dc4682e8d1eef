package dev.seshat.calendar;

import dev.seshat.session.Recurrence;
import dev.seshat.session.SessionStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Categories;
import net.fortuna.ical4j.model.property.Created;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RDate;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.jspecify.annotations.Nullable;

/// Sessions as an iCalendar file (RFC 5545). Times are in UTC, which every reader puts into its own zone.
///
/// @param site where the pages of sessions are; null where nobody knows
/// @param zone whose days count for what comes again
/// @param end until when occurrences are named, where a rule in UTC would not say the same
record CalendarFeed(@Nullable URI site, ZoneId zone, Instant end) {
  private static final int MAX_DESCRIPTION = 2_000;
  private static final int MOST_DATES = 200;
  private static final int LINE = 75;

  String write(List<CalendarEntry> entries) {
    net.fortuna.ical4j.model.Calendar calendar = new net.fortuna.ical4j.model.Calendar();
    calendar.add(new ProdId("-//Seshat//Sessions//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(ImmutableMethod.PUBLISH);
    calendar.add(new XProperty("X-WR-CALNAME", "Seshat"));
    for (CalendarEntry entry : entries) {
      calendar.add(event(entry));
    }
    StringWriter out = new StringWriter();
    try {
      new CalendarOutputter(false).output(calendar, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folded(out.toString());
  }

  private VEvent event(CalendarEntry entry) {
    VEvent event = new VEvent(false);
    event.add(new Uid(entry.session() + "@seshat"));
    event.add(new DtStamp(entry.updatedAt()));
    event.add(new Created(entry.createdAt()));
    event.add(new LastModified(entry.updatedAt()));
    event.add(new Sequence((int) Math.min(Integer.MAX_VALUE, entry.version())));
    event.add(new DtStart<>(entry.start()));
    event.add(new DtEnd<>(entry.end()));
    event.add(new Summary(entry.title()));
    event.add(new Description(shortened(entry.intention())));
    event.add(new Categories(entry.kind()));
    event.add(
        entry.status() == SessionStatus.CANCELLED
            ? ImmutableStatus.VEVENT_CANCELLED
            : ImmutableStatus.VEVENT_CONFIRMED);
    if (site != null) {
      event.add(new Url(site.resolve("/sessions/" + entry.session())));
    }
    String rule = entry.recurrence();
    if (rule != null && entry.status() != SessionStatus.CANCELLED) {
      repeat(event, entry, Recurrence.parse("recurrence", rule));
    }
    return event;
  }

  /// The beginning of a text, in its own lines.
  private static String shortened(String text) {
    return text.length() <= MAX_DESCRIPTION
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MAX_DESCRIPTION)))
            + "…";
  }

  /// In UTC the rule itself says when; in a zone with summer time it does not, and the times are named one by one.
  private void repeat(VEvent event, CalendarEntry entry, Recurrence rule) {
    if (zone.normalized().equals(ZoneOffset.UTC)) {
      event.add(new RRule<>(rule.rule()));
      return;
    }
    List<Instant> times = rule.times(entry.start(), zone, end, MOST_DATES);
    if (times.size() > 1) {
      event.add(
          new RDate<>(
              new net.fortuna.ical4j.model.DateList<>(
                  times.subList(1, times.size()).toArray(Instant[]::new))));
    }
  }

  /// The same with lines of at most 75 bytes of UTF-8, none of which ends within a character.
  private static String folded(String text) {
    StringBuilder out = new StringBuilder(text.length() + 64);
    for (String line : text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")) {
      int length = 0;
      for (int i = 0; i < line.length(); ) {
        int point = line.codePointAt(i);
        String letter = Character.toString(point);
        int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
        if (length + bytes > LINE) {
          out.append("\r\n ");
          length = 1;
        }
        out.append(letter);
        length += bytes;
        i += letter.length();
      }
      out.append("\r\n");
    }
    return out.toString();
  }
}
