package dev.seshat.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a line of cron runs, in zones whose clocks are changed.
class CronTimesTest {
  private static List<String> runs(String cron, String zone, String after, int count) {
    return CronTimes.of(cron, zone).next(Instant.parse(after), count).stream()
        .map(at -> at.atZone(ZoneId.of(zone)).toOffsetDateTime().toString())
        .toList();
  }

  @Test
  void aTimeThatClocksLeaveOutRunsWhenTheyArePutForward() {
    assertThat(runs("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00:00Z", 3))
        .containsExactly(
            "2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00");
    assertThat(runs("30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z", 2))
        .containsExactly("2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00");
    // half an hour is left out here, from 02:00 to 02:30
    assertThat(runs("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00:00Z", 2))
        .containsExactly("2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00");
    assertThat(runs("*/15 2 29 3 *", "Europe/Berlin", "2026-03-01T00:00:00Z", 2))
        .containsExactly("2026-03-29T03:00+02:00", "2027-03-29T02:00+02:00");
  }

  @Test
  void aTimeThatClocksShowTwiceRunsTheFirstTime() {
    assertThat(runs("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    assertThat(runs("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", 2))
        .containsExactly("2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00");
    assertThat(runs("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00:00Z", 2))
        .containsExactly("2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30");
    assertThat(runs("0 * * * *", "Europe/Berlin", "2026-10-24T23:30:00Z", 3))
        .containsExactly(
            "2026-10-25T02:00+02:00", "2026-10-25T03:00+01:00", "2026-10-25T04:00+01:00");
  }

  @Test
  void aZoneWithoutChangesRunsByTheClock() {
    assertThat(runs("0 9 * * 1-5", "Asia/Tokyo", "2026-01-02T01:00:00Z", 2))
        .containsExactly("2026-01-05T09:00+09:00", "2026-01-06T09:00+09:00");
    assertThat(runs("0 0 13 * 5", "UTC", "2026-01-01T00:00:00Z", 3))
        .containsExactly("2026-01-02T00:00Z", "2026-01-09T00:00Z", "2026-01-13T00:00Z");
    assertThat(runs("@daily", "UTC", "2026-01-01T00:00:00Z", 1))
        .containsExactly("2026-01-02T00:00Z");
    assertThat(runs("0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", 2))
        .containsExactly("2028-02-29T00:00Z", "2032-02-29T00:00Z");
  }

  /// Whatever the zone and line: runs grow, each time that clocks show is there once, and no other.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "America/St_Johns",
        "Pacific/Apia",
        "UTC"
      })
  void everyTimeOfTheYearRunsOnce(String name) {
    ZoneId zone = ZoneId.of(name);
    Random random = new Random(name.hashCode());
    for (int round = 0; round < 6; round++) {
      int minute = random.nextInt(60);
      int hour = random.nextInt(5);
      CronTimes times = CronTimes.of(minute + " " + hour + " * * *", name);
      LocalDateTime day = LocalDateTime.of(2011, 6, 1, 0, 0).plusYears(random.nextInt(16));
      Instant before = day.atZone(zone).toInstant().minusSeconds(1);
      for (int i = 0; i < 400; i++) {
        LocalDateTime wanted = day.plusDays(i).withHour(hour).withMinute(minute);
        var gap = zone.getRules().getTransition(wanted);
        Instant expected =
            gap != null && gap.isGap()
                ? gap.getInstant()
                : ZonedDateTime.ofLocal(wanted, zone, null).toInstant();
        if (!expected.isAfter(before)) {
          continue; // a whole day is left out, and the run at its end stands for it
        }
        Instant found = times.after(before).orElseThrow();
        assertThat(found).as("%s %s", name, wanted).isEqualTo(expected);
        before = found;
      }
    }
  }

  @Test
  void findsTheLastRunsHoweverLongAgoTheFirstWas() {
    CronTimes minutes = CronTimes.of("* * * * *", "Europe/Berlin");
    Instant now = Instant.parse("2026-05-01T10:00:30Z");
    assertThat(minutes.last(Instant.parse("2016-05-01T00:00:00Z"), now, 2))
        .containsExactly(
            Instant.parse("2026-05-01T09:59:00Z"), Instant.parse("2026-05-01T10:00:00Z"));
    CronTimes years = CronTimes.of("0 0 1 1 *", "UTC");
    assertThat(years.last(Instant.parse("2024-01-01T00:00:00Z"), now, 100))
        .containsExactly(
            Instant.parse("2024-01-01T00:00:00Z"),
            Instant.parse("2025-01-01T00:00:00Z"),
            Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(minutes.last(now.minus(Duration.ofMinutes(1)), now, 5)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "0 0 30 2 *",
        "0 0 * * 9",
        "a b c d e",
        "0 0 L * *",
        "*/0 * * * *",
        "5-1 * * * *",
        "99999999999999999999 * * * *",
        "@reboot",
        "\u0000 * * * *"
      })
  void refusesWhatIsNoLine(String cron) {
    assertThatThrownBy(() -> CronTimes.of(cron, "UTC"))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("cron: ");
  }

  @Test
  void refusesWhatIsNoZone() {
    assertThatThrownBy(() -> CronTimes.of("* * * * *", "Mars/Olympus"))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("zone: ");
  }
}
