package dev.seshat.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Scope;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.util.ArrayList;
import java.util.List;

/// Keywords, and how well they do what they are meant to.
class KeywordsTest {
  @EveryStore
  void aRatingStaysAndIsAddedTo(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    Keyword made =
        seshat
            .keywords()
            .rate(NewKeyword.of("squircle", "Rounded square", Effectiveness.EXCELLENT));
    assertThat(made.ratedBy()).isEqualTo("local");
    Keyword again =
        seshat
            .as("ann")
            .keywords()
            .rate(
                new NewKeyword(
                    "squircle", "Rounded square", "Round squares", null, null, null, "ok", null));
    assertThat(again.id()).isEqualTo(made.id());
    assertThat(again.effectiveness()).isEqualTo(Effectiveness.EXCELLENT);
    assertThat(again.actualEffect()).isEqualTo("Round squares");
    assertThat(again.ratedBy()).isEqualTo("local");
    assertThat(seshat.keywords().find("SQUIRCLE")).containsExactly(again);
    assertThat(seshat.keywords().get(made.id())).isEqualTo(again);
    assertThatThrownBy(() -> seshat.keywords().find("circle")).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> NewKeyword.of("a\nb", "x", null)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> Effectiveness.of("best"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("excellent, good, moderate, poor, counterproductive");
  }

  @EveryStore
  void theBestComeFirstAndPagesMeet(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    for (Effectiveness each : Effectiveness.values()) {
      seshat.keywords().rate(NewKeyword.of("b " + each.word(), "Warm 100%", each));
      seshat.keywords().rate(NewKeyword.of("a " + each.word(), "Cold", each));
    }
    seshat.keywords().rate(NewKeyword.of("unrated_one", "Warm", null));
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      Page<Keyword> page = seshat.keywords().list(KeywordFilter.best(3).after(cursor));
      page.items().forEach(each -> found.add(each.keyword()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(found)
        .containsExactly(
            "a excellent",
            "b excellent",
            "a good",
            "b good",
            "a moderate",
            "b moderate",
            "a poor",
            "b poor",
            "a counterproductive",
            "b counterproductive",
            "unrated_one");
    assertThat(seshat.keywords().list(KeywordFilter.best(20).withEffect("warm")).items())
        .hasSize(6);
    assertThat(seshat.keywords().list(KeywordFilter.best(20).withEffect("0%")).items()).hasSize(5);
    assertThat(
            seshat
                .keywords()
                .list(KeywordFilter.best(20).ofEffectiveness(Effectiveness.POOR).withText("A P"))
                .items())
        .hasSize(1);
  }

  @EveryStore
  void whatIsImportedTwiceCountsOnce(TestStore store) {
    TestClock clock = new TestClock();
    Scope scope = new Scope(store.store(TestStore.seeded(clock, 1)), "local");
    Seshat seshat = store.seshat(clock);
    NewKeyword told = NewKeyword.of("lavender", "cool color", null);
    for (int i = 0; i < 2; i++) {
      scope
          .store()
          .write(
              tx -> seshat.keywords().importIn(tx, told, new Tally(4, 3), clock.instant(), null));
    }
    Keyword keyword = seshat.keywords().find("lavender").getFirst();
    assertThat(keyword.uses()).isEqualTo(new Tally(4, 3));
    assertThat(keyword.effectiveness())
        .as("75 %% of four uses, and nobody has rated it")
        .isEqualTo(Effectiveness.GOOD);
  }
}
