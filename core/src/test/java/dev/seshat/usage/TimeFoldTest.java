package dev.seshat.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimeFoldTest {
  private static final Sums ONE = new Sums(1, TokenCounts.of(1, 0), 1, 0, 0, 0);

  private static List<String> keys(UsageDimension by, String zone, String... times) {
    TimeFold fold = new TimeFold(by, ZoneId.of(zone));
    for (String time : times) {
      fold.add(Instant.parse(time), ONE);
    }
    return fold.rows().stream().map(row -> row.key() + "=" + row.requests()).toList();
  }

  @Test
  void daysAreThoseOfTheZone() {
    assertThat(keys(UsageDimension.DAY, "UTC", "2026-02-10T23:45:00Z", "2026-02-11T00:00:00Z"))
        .containsExactly("2026-02-10=1", "2026-02-11=1");
    assertThat(
            keys(
                UsageDimension.DAY,
                "Asia/Kathmandu",
                "2026-02-10T18:00:00Z",
                "2026-02-10T18:15:00Z"))
        .containsExactly("2026-02-10=1", "2026-02-11=1");
    assertThat(keys(UsageDimension.DAY, "+05:45", "2026-02-10T18:00:00Z", "2026-02-10T18:15:00Z"))
        .containsExactly("2026-02-10=1", "2026-02-11=1");
  }

  @Test
  void aDayOfTwentyThreeHoursAndOneOfTwentyFive() {
    // Berlin: clocks forward on 2026-03-29, back on 2026-10-25
    assertThat(
            keys(
                UsageDimension.DAY,
                "Europe/Berlin",
                "2026-03-28T22:45:00Z",
                "2026-03-28T23:00:00Z",
                "2026-03-29T21:45:00Z",
                "2026-03-29T22:00:00Z"))
        .containsExactly("2026-03-28=1", "2026-03-29=2", "2026-03-30=1");
    assertThat(
            keys(
                UsageDimension.DAY,
                "Europe/Berlin",
                "2026-10-24T21:45:00Z",
                "2026-10-24T22:00:00Z",
                "2026-10-25T22:45:00Z",
                "2026-10-25T23:00:00Z"))
        .containsExactly("2026-10-24=1", "2026-10-25=2", "2026-10-26=1");
  }

  @Test
  void aDayThatBeginsAtOneAndOneThatIsMissing() {
    // São Paulo's clocks went from 00:00 to 01:00 on 2018-11-04; Samoa had no 2011-12-30
    assertThat(
            keys(
                UsageDimension.DAY,
                "America/Sao_Paulo",
                "2018-11-04T02:45:00Z",
                "2018-11-04T03:00:00Z"))
        .containsExactly("2018-11-03=1", "2018-11-04=1");
    assertThat(
            keys(
                UsageDimension.DAY, "Pacific/Apia", "2011-12-30T09:45:00Z", "2011-12-30T10:00:00Z"))
        .containsExactly("2011-12-29=1", "2011-12-31=1");
  }

  @Test
  void monthsOfTheZone() {
    assertThat(
            keys(
                UsageDimension.MONTH,
                "America/New_York",
                "2026-03-01T04:45:00Z",
                "2026-03-01T05:00:00Z",
                "2026-04-01T03:45:00Z"))
        .containsExactly("2026-02=1", "2026-03=2");
  }

  @Test
  void aBlockBeginsWithTheHourOfTheFirstUseAndLastsFiveHours() {
    assertThat(
            keys(
                UsageDimension.BLOCK,
                "UTC",
                "2026-02-10T09:45:00Z",
                "2026-02-10T13:45:00Z",
                "2026-02-10T14:00:00Z",
                "2026-02-10T23:30:00Z"))
        .containsExactly("2026-02-10T09:00Z=2", "2026-02-10T14:00Z=1", "2026-02-10T23:00Z=1");
    assertThat(
            keys(
                UsageDimension.BLOCK,
                "Asia/Kathmandu",
                "2026-02-10T09:15:00Z",
                "2026-02-10T14:00:00Z",
                "2026-02-10T14:15:00Z"))
        .containsExactly("2026-02-10T15:00+05:45=2", "2026-02-10T20:00+05:45=1");
  }

  @Test
  void everyQuarterFallsOnTheDayThatTheCalendarSays() {
    long seed = 4711;
    Random random = new Random(seed);
    List<String> zones =
        List.of(
            "UTC",
            "Europe/Berlin",
            "America/St_Johns",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Pacific/Chatham",
            "Pacific/Apia");
    for (String name : zones) {
      ZoneId zone = ZoneId.of(name);
      TreeMap<String, Long> expected = new TreeMap<>();
      TimeFold fold = new TimeFold(UsageDimension.DAY, zone);
      long quarter = UsageTable.quarter(Instant.parse("2010-01-01T00:00:00Z"));
      for (int i = 0; i < 5_000; i++) {
        quarter += 1 + random.nextInt(60);
        Instant start = UsageTable.startOf(quarter);
        fold.add(start, ONE);
        Instant inside = start.plusSeconds(random.nextInt(900));
        expected.merge(inside.atZone(zone).toLocalDate().toString(), 1L, Long::sum);
      }
      TreeMap<String, Long> seen = new TreeMap<>();
      fold.rows().forEach(row -> seen.merge(row.key(), row.requests(), Long::sum));
      assertThat(seen).as("%s, seed %d", name, seed).isEqualTo(expected);
      assertThat(fold.rows()).extracting(UsageRow::key).isSorted().doesNotHaveDuplicates();
    }
  }
}
