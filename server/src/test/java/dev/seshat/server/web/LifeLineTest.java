package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A life as it is drawn: what names and bars must not do to each other.
class LifeLineTest {
  private static LifeEvent event(String name, String when) {
    NewLifeEvent told =
        NewLifeEvent.fromJson(
            Map.of(
                "event_type",
                "other",
                "event_name",
                name,
                "timespans",
                List.of(Map.of("when", when))));
    return new LifeEvent(
        UUID.randomUUID(), UUID.randomUUID(), told, Instant.EPOCH, Instant.EPOCH, 1);
  }

  @Test
  void aNameNeverStandsOnItsOwnBar() {
    LifeLine line =
        LifeLine.of(
            List.of(
                event("The marriage with Karl, all of it", "~1940 – ~2010"),
                event("WWWWWWWWWWWWWWWWWWWWWWWW", "~1950 – ~2000"),
                event("Born", "1938"),
                event("Retired to the mountains", "2012")));
    for (LifeLine.Drawing drawing : List.of(line.wide(), line.narrow())) {
      for (LifeLine.Mark mark : drawing.marks()) {
        LifeLine.Box bar = mark.soft();
        boolean isBeneath = mark.textY() > bar.y() + 24;
        boolean isRight = mark.anchor().equals("start") && mark.textX() >= bar.x() + bar.width();
        boolean isLeft = mark.anchor().equals("end") && mark.textX() <= bar.x();
        assertThat(isBeneath || isRight || isLeft).as(mark.name()).isTrue();
        assertThat(mark.textY()).isLessThan(drawing.height());
      }
    }
  }

  @Test
  void whatIsCenturiesAwayLeavesRoomForTheRest() {
    LifeLine line =
        LifeLine.of(
            List.of(event("A slip", "0195"), event("School", "1944"), event("Work", "1960")));
    assertThat(line.drawn()).isEqualTo(2);
    assertThat(line.isCut()).isTrue();
    assertThat(line.wide().years()).allSatisfy(year -> assertThat(year.text()).startsWith("19"));
  }

  @Test
  void theNumbersOfTheYearsAtItsEndsAreWhole() {
    LifeLine line = LifeLine.of(List.of(event("School", "1947"), event("Work", "1956 – 1957")));
    for (LifeLine.Drawing drawing : List.of(line.wide(), line.narrow())) {
      assertThat(drawing.years())
          .allSatisfy(year -> assertThat(year.x()).isBetween(16.0, drawing.width() - 16.0));
    }
  }
}
