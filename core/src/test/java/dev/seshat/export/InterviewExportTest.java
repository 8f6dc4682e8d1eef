package dev.seshat.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.interview.SessionEvent;
import dev.seshat.people.LifeEvent;
import dev.seshat.retention.RetentionRule;
import dev.seshat.session.Ending;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.InterviewCase;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.Random;

/// Interviews go from store to store with all that they need, and without what is none of their business.
class InterviewExportTest {
  private final TestClock clock = new TestClock();

  @EveryStore
  void anInterviewTakesItsPersonEventAndProcessAlong(TestStore store) throws Exception {
    Seshat from = store.seshat(clock);
    InterviewCase one = InterviewCase.in(from, "Rose");
    String id = one.session().id().toString();
    byte[] zip = ExportsTest.session(from, one.session());
    assertThat(String.join("", Zips.tables(zip).values()))
        .contains("Rose", "the fire", "resin", "Clara", "My grandmother", "life-story")
        .doesNotContain("The sawmill");

    try (TestStore other = store.isSqlite() ? TestStore.postgres() : TestStore.sqlite()) {
      Seshat to = other.seshat(clock, new Random(5));
      // a version of the same process, which is another one all the same
      InterviewCase own = InterviewCase.in(to, "Ada");
      ExportsTest.load(to, zip, false);
      assertThat(to.doctor().examine().problems()).isEmpty();
      assertThat(to.storytellers().get("Rose").consentGiven()).isTrue();
      assertThat(to.storytellers().boundary("Rose"))
          .isEqualTo(from.storytellers().boundary("Rose"));
      assertThat(to.lifeEvents().get(one.event().id().toString()).told())
          .isEqualTo(from.lifeEvents().get(one.event().id().toString()).told());
      assertThat(stepOf(to, id)).isEqualTo(stepOf(from, id));
      assertThat(to.sessionEvents().ofSession(id)).isEqualTo(from.sessionEvents().ofSession(id));
      assertThat(to.processes().list())
          .filteredOn(each -> each.name().equals("life-story"))
          .extracting("number", "isActive")
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple(1L, true),
              org.assertj.core.groups.Tuple.tuple(2L, false));
      assertThat(to.sessions().get(own.session().shortId()).get(SessionField.PROCESS_VERSION_ID))
          .isNotEqualTo(to.sessions().get(id).get(SessionField.PROCESS_VERSION_ID));
      // it goes on there
      to.interviews().answer(id, null, dev.seshat.session.Answer.of("In the yard."));
      assertThat(to.doctor().examine().problems()).isEmpty();
      assertThat(ExportsTest.load(to, zip, true).added().values()).containsOnly(0L);
      assertThat(to.doctor().examine().problems()).isEmpty();
    }
  }

  @EveryStore
  void aSecondInterviewJoinsTheFirst(TestStore store) throws Exception {
    Seshat from = store.seshat(clock);
    InterviewCase first = InterviewCase.in(from, "Rose");
    byte[] one = ExportsTest.session(from, first.session());
    InterviewCase second = InterviewCase.in(from, "Rose");
    byte[] two = ExportsTest.session(from, second.session());
    try (TestStore other = store.isSqlite() ? TestStore.postgres() : TestStore.sqlite()) {
      Seshat to = other.seshat(clock);
      ExportsTest.load(to, one, false);
      ExportsTest.load(to, two, false);
      assertThat(to.doctor().examine().problems()).isEmpty();
      String id = second.session().id().toString();
      assertThat(stepOf(to, id)).isEqualTo(stepOf(from, id));
      assertThat(to.sessionEvents().ofSession(id))
          .extracting(SessionEvent::eventName)
          .containsExactly("The house by the river");
      assertThat(to.lifeEvents().ofStoryteller("Rose"))
          .extracting(LifeEvent::id)
          .containsExactlyInAnyOrder(first.event().id(), second.event().id());
      assertThat(to.processes().list()).hasSize(1);
    }
  }

  @EveryStore
  void aForkIsAboutTheSameAndAnErasedInterviewLeavesThePerson(TestStore store) {
    Seshat seshat = store.seshat(clock);
    InterviewCase one = InterviewCase.in(seshat, "Rose");
    String fork = seshat.sessions().fork(one.session().shortId(), null, null).shortId();
    assertThat(seshat.sessionEvents().ofSession(fork))
        .extracting(SessionEvent::eventName)
        .containsExactly("The house by the river");
    assertThat(seshat.interviews().step(fork).node()).isEqualTo("youth");
    assertThat(seshat.doctor().examine().problems()).isEmpty();
    seshat.retention().set(new RetentionRule("interview", 1, 2));
    seshat.sessions().complete(fork, Ending.none());
    seshat.sessions().complete(one.session().shortId(), Ending.none());
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofDays(3));
      seshat.retention().apply();
    }
    assertThatThrownBy(() -> seshat.sessions().get(fork)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> seshat.sessions().get(one.session().shortId()))
        .isInstanceOf(NotFound.class);
    assertThat(seshat.doctor().examine().problems()).isEmpty();
    assertThat(seshat.lifeEvents().ofStoryteller("Rose")).hasSize(2);
    assertThat(seshat.sessionEvents().ofEvent(one.event().id().toString())).isEmpty();
    assertThat(seshat.positions().of(seshat.storytellers().get("Rose").id(), "life-story").done())
        .containsExactly("childhood");
  }

  private static Object stepOf(Seshat seshat, String id) {
    return seshat.interviews().step(id).toJson();
  }
}
