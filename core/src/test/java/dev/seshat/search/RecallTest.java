package dev.seshat.search;

import static dev.seshat.search.Shelf.DAY;
import static dev.seshat.search.Shelf.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Tokens;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.UUID;

class RecallTest {
  @EveryStore
  void givesTurnsInTimeOrderWithIdDateAndSpeaker(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID later = shelf.session("later", "chat", null);
    UUID earlier = shelf.session("earlier", "chat", null);
    shelf.say(
        later, DAY.plusSeconds(86_400), 1, line("Ada", "My ferret is called Moss, a fine ferret."));
    shelf.say(earlier, DAY, 1, line("Bob", "I want a ferret."));
    Recollection recalled =
        shelf.recall().recall("What is the ferret called?", 500, SearchFilter.none());
    assertThat(recalled.text())
        .isEqualTo(
            "["
                + earlier.toString().substring(0, 8)
                + "#1 2023-05-08 10:00 Bob] I want a ferret.\n["
                + later.toString().substring(0, 8)
                + "#1 2023-05-09 10:00 Ada] My ferret is called Moss, a fine ferret.");
    assertThat(recalled.turns())
        .extracting(RecalledTurn::sessionId)
        .containsExactly(earlier, later);
    assertThat(recalled.turns()).noneMatch(RecalledTurn::cut);
    assertThat(recalled.tokens()).isEqualTo(Tokens.count(recalled.text()));
  }

  @EveryStore
  void keepsWithinTheBudgetAndTakesTheBestFirst(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID session = shelf.session("budget", "chat", null);
    for (int i = 1; i <= 60; i++) {
      shelf.say(
          session,
          DAY.plusSeconds(i * 60L),
          i,
          line("Ada", "Some talk about a stoat, number " + i + ". " + "Chatter! ".repeat(i)));
    }
    shelf.say(
        session,
        DAY.plusSeconds(10_000),
        61,
        line("Ada", "stoat stoat stoat " + "long ".repeat(3_000)));
    for (int tokens : new int[] {50, 120, 500, 2_048}) {
      Recollection recalled = shelf.recall().recall("stoat", tokens, SearchFilter.none());
      assertThat(recalled.tokens()).isLessThanOrEqualTo(tokens).isGreaterThan(tokens / 3);
      assertThat(recalled.turns())
          .isSortedAccordingTo((a, b) -> a.createdAt().compareTo(b.createdAt()));
      assertThat(recalled.turns())
          .filteredOn(RecalledTurn::cut)
          .allMatch(
              turn -> turn.interactionSequence() != null && turn.interactionSequence() == 61L);
    }
    assertThat(shelf.recall().recall("stoat chatter long", 4_000, SearchFilter.none()).turns())
        .anyMatch(RecalledTurn::cut);
  }

  @EveryStore
  void saysNothingRatherThanAnything(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID session = shelf.session("nothing", "chat", null);
    shelf.say(session, DAY, 1, line("Ada", "About stoats."));
    Recollection recalled = shelf.recall().recall("ocelot", 500, SearchFilter.none());
    assertThat(recalled.turns()).isEmpty();
    assertThat(recalled.text()).isEmpty();
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(() -> shelf.recall().recall("x", 49, SearchFilter.none()));
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(() -> shelf.recall().recall("", 500, SearchFilter.none()));
  }
}
