package dev.seshat.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.people.NewStoryteller;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.session.Ending;
import dev.seshat.session.NewSession;
import dev.seshat.session.Recurrence;
import dev.seshat.session.Session;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {
  private static final Instant TEN = Instant.parse("2026-01-20T10:00:00Z");

  @EveryStore
  void isReadBackByAnotherLibrary(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    String title = "Große Brücke; \"Bäcker\", 🚀 ".repeat(7).strip();
    String intention = "Erste Zeile\nZweite, mit Komma; und \\ Strich " + "ö".repeat(300);
    Session first =
        seshat
            .sessions()
            .create(
                NewSession.of(intention)
                    .name(title)
                    .kind("interview")
                    .with(SessionField.SCHEDULED_AT, TEN)
                    .with(SessionField.SCHEDULED_DURATION_MINUTES, 45)
                    .with(SessionField.RECURRENCE, "RRULE:FREQ=WEEKLY;COUNT=3"));
    Session gone =
        seshat
            .sessions()
            .create(NewSession.of("Gone").with(SessionField.SCHEDULED_AT, TEN.plusSeconds(60)));
    seshat.sessions().cancel(gone.shortId(), Ending.none());
    seshat.sessions().create(NewSession.of("Timeless"));
    seshat
        .sessions()
        .create(
            NewSession.of("Long ago")
                .with(SessionField.SCHEDULED_AT, TEN.minus(Duration.ofDays(800))));
    String feed = seshat.calendar().feed(CalendarFilter.all(), URI.create("http://host:1/"));
    assertThat(feed.split("\r\n"))
        .allSatisfy(line ->
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
    ICalendar read = Biweekly.parse(feed).first();
    assertThat(read.getEvents()).hasSize(2);
    VEvent event = read.getEvents().getFirst();
    assertThat(event.getUid().getValue()).isEqualTo(first.id() + "@seshat");
    assertThat(event.getSummary().getValue()).isEqualTo(title);
    assertThat(event.getDescription().getValue()).isEqualTo(intention);
    assertThat(event.getDateStart().getValue()).isEqualTo(Date.from(TEN));
    assertThat(event.getDateEnd().getValue()).isEqualTo(Date.from(TEN.plusSeconds(45 * 60)));
    assertThat(event.getUrl().getValue()).isEqualTo("http://host:1/sessions/" + first.id());
    assertThat(event.getSequence().getValue()).isEqualTo((int) first.version());
    assertThat(event.getCategories().getFirst().getValues()).containsExactly("interview");
    assertThat(event.getRecurrenceRule().getValue().getCount()).isEqualTo(3);
    assertThat(event.getStatus().getValue()).isEqualTo("CONFIRMED");
    VEvent cancelled = read.getEvents().get(1);
    assertThat(cancelled.getStatus().getValue()).isEqualTo("CANCELLED");
    assertThat(cancelled.getDateEnd().getValue()).isEqualTo(Date.from(TEN.plusSeconds(3_660)));
    assertThat(seshat.calendar().feed(CalendarFilter.all(), URI.create("http://host:1/")))
        .isEqualTo(feed);
    seshat
        .sessions()
        .update(
            first.shortId(),
            SessionChange.none().set(SessionField.SCHEDULED_AT, TEN.plusSeconds(7_200)),
            null);
    VEvent moved =
        Biweekly.parse(seshat.calendar().feed(CalendarFilter.all(), null))
            .first()
            .getEvents()
            .get(1);
    assertThat(moved.getUid().getValue()).isEqualTo(first.id() + "@seshat");
    assertThat(moved.getSequence().getValue()).isGreaterThan((int) first.version());
    assertThat(moved.getUrl()).isNull();
  }

  @EveryStore
  void inAZoneWithSummerTimeTheTimesAreNamed(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    seshat.preferences().set(PreferenceKey.TIME_ZONE, "Europe/Berlin");
    seshat
        .sessions()
        .create(
            NewSession.of("Weekly")
                .with(SessionField.SCHEDULED_AT, Instant.parse("2026-03-23T09:00:00Z"))
                .with(SessionField.RECURRENCE, "FREQ=WEEKLY;COUNT=3"));
    VEvent event =
        Biweekly.parse(seshat.calendar().feed(CalendarFilter.all(), null))
            .first()
            .getEvents()
            .getFirst();
    assertThat(event.getRecurrenceRule()).isNull();
    assertThat(event.getRecurrenceDates().getFirst().getDates())
        .extracting(date -> date.toInstant())
        .containsExactly(
            Instant.parse("2026-03-30T08:00:00Z"), Instant.parse("2026-04-06T08:00:00Z"));
  }

  @EveryStore
  void isPagedAndFiltered(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    UUID rose = seshat.storytellers().add(NewStoryteller.of("Rose")).id();
    for (int i = 0; i < 5; i++) {
      seshat
          .sessions()
          .create(
              NewSession.of("Talk " + i)
                  .kind("interview")
                  .with(SessionField.STORYTELLER_ID, rose)
                  .with(SessionField.SCHEDULED_AT, TEN.plusSeconds(i / 2 * 600L)));
      seshat
          .sessions()
          .create(
              NewSession.of("Code " + i)
                  .kind("coding")
                  .project("atlas")
                  .with(SessionField.SCHEDULED_AT, TEN.plusSeconds(i * 600L)));
    }
    List<UUID> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<CalendarEntry> page =
          seshat.calendar().list(CalendarFilter.all().withLimit(3).withCursor(cursor));
      page.items().forEach(each -> seen.add(each.session()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).hasSize(10).doesNotHaveDuplicates();
    List<CalendarEntry> all = seshat.calendar().all(CalendarFilter.all());
    assertThat(all).isSortedAccordingTo((a, b) -> a.start().compareTo(b.start()));
    assertThat(Calendar.overlaps(all)).hasSize(10);
    assertThat(seshat.calendar().all(CalendarFilter.all().withStoryteller(rose)))
        .hasSize(5)
        .allMatch(each -> "Rose".equals(each.storytellerName()));
    assertThat(seshat.calendar().all(CalendarFilter.all().withProject("atlas"))).hasSize(5);
    assertThat(seshat.calendar().all(CalendarFilter.all().withKind("chat"))).isEmpty();
    assertThat(
            seshat
                .calendar()
                .all(CalendarFilter.all().between(TEN.plusSeconds(1), TEN.plusSeconds(601))))
        .hasSize(3);
    assertThatThrownBy(() -> seshat.calendar().list(CalendarFilter.all().withCursor("x")))
        .isInstanceOf(Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "every week",
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=3;UNTIL=20260101",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;FOO=1",
        "COUNT=2",
        ";;;",
        "FREQ=DAILY\r\nX:1"
      })
  void aRuleThatIsNoneIsRefused(String rule) {
    assertThatThrownBy(() -> NewSession.fromJson(Map.of("intention", "x", "recurrence", rule)))
        .isInstanceOf(Invalid.class)
        .satisfies(e -> assertThat(((Invalid) e).path()).isEqualTo("recurrence"));
  }

  @Test
  void comesAgainByTheDaysOfAZone() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant winter = Instant.parse("2026-03-28T09:00:00Z");
    assertThat(Recurrence.parse("r", "freq=daily;count=4").times(winter, berlin, Instant.MAX, 9))
        .containsExactly(
            winter,
            Instant.parse("2026-03-29T08:00:00Z"),
            Instant.parse("2026-03-30T08:00:00Z"),
            Instant.parse("2026-03-31T08:00:00Z"));
    assertThat(
            Recurrence.parse("r", "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260204")
                .times(Instant.parse("2026-01-26T10:00:00Z"), ZoneOffset.UTC, Instant.MAX, 9))
        .containsExactly(
            Instant.parse("2026-01-26T10:00:00Z"),
            Instant.parse("2026-01-28T10:00:00Z"),
            Instant.parse("2026-02-02T10:00:00Z"),
            Instant.parse("2026-02-04T10:00:00Z"));
    assertThat(
            Recurrence.parse("r", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
                .after(winter, ZoneOffset.UTC))
        .isEmpty();
    assertThat(
            Recurrence.parse("r", "FREQ=MONTHLY")
                .after(Instant.parse("2026-01-31T10:00:00Z"), ZoneOffset.UTC)
                .orElseThrow()
                .at())
        .isEqualTo(Instant.parse("2026-03-31T10:00:00Z"));
    assertThat(
            Recurrence.parse("r", "FREQ=DAILY;COUNT=9")
                .afterUntilNotOver(
                    TEN, ZoneOffset.UTC, TEN.plus(Duration.ofDays(3)), Duration.ofHours(1))
                .orElseThrow())
        .isEqualTo(new Recurrence.Next(TEN.plus(Duration.ofDays(3)), "FREQ=DAILY;COUNT=6"));
  }
}
