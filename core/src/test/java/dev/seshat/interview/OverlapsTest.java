package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.people.NewStoryteller;
import dev.seshat.session.Ending;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

class OverlapsTest {
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

  @EveryStore
  void warnsOfAnotherSessionOfTheSameStorytellerAtTheSameTime(TestStore store) {
    Seshat seshat = store.seshat();
    UUID rose = seshat.storytellers().add(NewStoryteller.of("Rose")).id();
    UUID paul = seshat.storytellers().add(NewStoryteller.of("Paul")).id();
    Session first = plan(seshat, rose, TEN, 45);
    Session days = plan(seshat, rose, TEN.minusSeconds(6 * 86_400), 10_080);
    plan(seshat, rose, TEN.plusSeconds(45 * 60), 30);
    plan(seshat, paul, TEN, 45);
    Session unsaid = plan(seshat, rose, TEN.minusSeconds(59 * 60), null);
    assertThat(shown(seshat.overlaps().of(first.shortId())))
        .containsExactly(days.shortId(), unsaid.shortId());
    assertThat(Overlaps.warning(seshat.overlaps().of(first.shortId())))
        .isEqualTo(
            "the storyteller has session " + days.shortId() + ", 'Talk', at that time, and 1 more");
    seshat.sessions().cancel(days.shortId(), Ending.none());
    assertThat(shown(seshat.overlaps().of(first.shortId()))).containsExactly(unsaid.shortId());
    Session timeless =
        seshat.sessions().create(NewSession.of("Talk").with(SessionField.STORYTELLER_ID, rose));
    assertThat(seshat.overlaps().of(timeless.shortId())).isEmpty();
    assertThat(Overlaps.warning(List.of())).isNull();
  }

  @EveryStore
  void warnsWhoeverMakesOrMovesASession(TestStore store) {
    Seshat seshat = store.seshat();
    UUID rose = seshat.storytellers().add(NewStoryteller.of("Rose")).id();
    Session first = plan(seshat, rose, TEN, 45);
    Session second = plan(seshat, rose, TEN.plusSeconds(3_600), 45);
    assertThat(seshat.overlaps().warnings(second)).isEmpty();
    assertThat(moved(seshat, first, SessionChange.none().set(SessionField.NAME, "Early")))
        .isEmpty();
    String warning = first.shortId() + ": the storyteller has session " + second.shortId();
    assertThat(
            moved(
                seshat,
                first,
                SessionChange.none().set(SessionField.SCHEDULED_DURATION_MINUTES, 61)))
        .containsExactly(warning + ", 'Talk', at that time");
    assertThat(
            moved(
                seshat,
                second,
                SessionChange.none().set(SessionField.SCHEDULED_AT, TEN.plusSeconds(3_000))))
        .containsExactly(
            second.shortId()
                + ": the storyteller has session "
                + first.shortId()
                + ", 'Early', at that time");
    assertThat(moved(seshat, second, SessionChange.none().clear(SessionField.SCHEDULED_AT)))
        .isEmpty();
    Session third = plan(seshat, rose, TEN, 10);
    assertThat(seshat.overlaps().warnings(third)).hasSize(1);
    seshat.sessions().cancel(third.shortId(), Ending.none());
    assertThat(seshat.overlaps().warnings(seshat.sessions().get(third.shortId()))).isEmpty();
  }

  private static List<String> moved(Seshat seshat, Session session, SessionChange change) {
    Session now = seshat.sessions().update(session.shortId(), change, null);
    return seshat.overlaps().warnings(now, change);
  }

  private static List<String> shown(List<Planned> planned) {
    return planned.stream().map(Planned::shortId).toList();
  }

  private static Session plan(Seshat seshat, UUID who, Instant at, @Nullable Integer minutes) {
    NewSession session =
        NewSession.of("Talk")
            .kind("interview")
            .with(SessionField.STORYTELLER_ID, who)
            .with(SessionField.SCHEDULED_AT, at);
    return seshat
        .sessions()
        .create(
            minutes == null
                ? session
                : session.with(SessionField.SCHEDULED_DURATION_MINUTES, minutes));
  }
}
