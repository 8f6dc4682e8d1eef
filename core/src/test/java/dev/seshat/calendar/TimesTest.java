package dev.seshat.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.inbox.Message;
import dev.seshat.inbox.MessageFilter;
import dev.seshat.interview.Coverage;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Worker;
import dev.seshat.session.Ending;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Reminders, and sessions that come again. The clock stands at 15 January 2026, 10:00.
class TimesTest {
  private static final Instant TOMORROW = Instant.parse("2026-01-16T10:00:00Z");
  private final TestClock clock = new TestClock();

  private static NewSession talk() {
    return NewSession.of("Talk")
        .with(SessionField.SCHEDULED_AT, TOMORROW)
        .with(SessionField.SCHEDULED_DURATION_MINUTES, 30);
  }

  /// Does what is due now.
  private void work(Seshat seshat) throws InterruptedException {
    try (Worker _ = seshat.worker().start()) {
      for (Promise each : open(seshat)) {
        if (!each.runAt().isAfter(clock.instant())) {
          seshat.promises().await(each.id(), Duration.ofSeconds(30));
        }
      }
    }
  }

  private static List<Promise> open(Seshat seshat) {
    return seshat.promises().list(PromiseFilter.all()).items().stream()
        .filter(each -> !each.status().isFinished())
        .toList();
  }

  private static List<String> told(Seshat seshat) {
    return seshat.inbox().list(MessageFilter.newest(50)).items().stream()
        .map(Message::text)
        .toList();
  }

  @EveryStore
  void remindsOnceAndMovesWithTheSession(TestStore store) throws Exception {
    Seshat seshat = store.seshat(clock);
    seshat.preferences().set(PreferenceKey.TIME_ZONE, "Europe/Berlin");
    seshat.preferences().set(PreferenceKey.REMINDER_MINUTES, 60);
    UUID rose = seshat.storytellers().add(NewStoryteller.of("Rose")).id();
    Session session =
        seshat.sessions().create(talk().name("Doors").with(SessionField.STORYTELLER_ID, rose));
    assertThat(open(seshat))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.key()).isEqualTo("remind:" + session.id() + ":2026-01-16T10:00:00.000Z");
          assertThat(each.runAt()).isEqualTo(TOMORROW.minus(Duration.ofHours(1)));
        });
    Instant later = TOMORROW.plus(Duration.ofDays(1));
    SessionChange move = SessionChange.none();
    seshat.sessions().update(session.shortId(), move.set(SessionField.SCHEDULED_AT, later), null);
    assertThat(open(seshat)).extracting(Promise::runAt).containsExactly(later.minusSeconds(3_600));
    seshat
        .sessions()
        .update(session.shortId(), move.set(SessionField.SCHEDULED_AT, TOMORROW), null);
    assertThat(open(seshat))
        .as("to where it was before")
        .extracting(Promise::runAt)
        .containsExactly(TOMORROW.minusSeconds(3_600));
    clock.advance(Duration.ofHours(23));
    work(seshat);
    work(seshat);
    assertThat(told(seshat))
        .containsExactly(
            "'Doors' with Rose begins on Friday, 16 January 2026, 11:00 (Europe/Berlin)");
  }

  @EveryStore
  void remindsOfNothingThatIsNotToCome(TestStore store) throws Exception {
    Seshat seshat = store.seshat(clock);
    Session cancelled = seshat.sessions().create(talk());
    seshat.sessions().cancel(cancelled.shortId(), Ending.none());
    Session timeless = seshat.sessions().create(talk());
    seshat
        .sessions()
        .update(timeless.shortId(), SessionChange.none().clear(SessionField.SCHEDULED_AT), null);
    seshat.sessions().create(talk().with(SessionField.SCHEDULED_AT, clock.instant()));
    assertThat(open(seshat)).isEmpty();
    Session begun = seshat.sessions().create(talk());
    seshat.sessions().move(begun.shortId(), SessionStatus.ACTIVE, Ending.none(), null);
    seshat.preferences().set(PreferenceKey.REMINDER_MINUTES, 0);
    seshat.sessions().create(talk());
    assertThat(open(seshat)).hasSize(1);
    clock.advance(Duration.ofHours(24));
    work(seshat);
    assertThat(told(seshat)).isEmpty();
  }

  @EveryStore
  void comesAgainOnceWhenItHasEndedUntilItsCountIsDone(TestStore store) throws Exception {
    Seshat seshat = store.seshat(clock);
    seshat.preferences().set(PreferenceKey.REMINDER_MINUTES, 0);
    UUID rose = seshat.storytellers().add(NewStoryteller.of("Rose")).id();
    LifeEvent move = seshat.lifeEvents().add("Rose", NewLifeEvent.of("move", "To Boston"));
    Session first =
        seshat
            .sessions()
            .create(
                talk()
                    .name("Doors")
                    .kind("interview")
                    .tags("weekly")
                    .with(SessionField.STORYTELLER_ID, rose)
                    .with(SessionField.RECURRENCE, "FREQ=WEEKLY;COUNT=3"));
    seshat
        .sessionEvents()
        .link(first.shortId(), move.id().toString(), true, Coverage.DEEP_DIVE, null);
    seshat.sessions().cancel(first.shortId(), Ending.none());
    work(seshat);
    work(seshat);
    List<CalendarEntry> all = seshat.calendar().all(CalendarFilter.all());
    assertThat(all).hasSize(2);
    assertThat(all.getFirst().recurrence()).as("its next is a session").isNull();
    Session second = seshat.sessions().get(all.get(1).session().toString());
    assertThat(second.get(SessionField.SCHEDULED_AT)).isEqualTo(TOMORROW.plus(Duration.ofDays(7)));
    assertThat(second.previousSessionId()).isEqualTo(first.id());
    assertThat(second.get(SessionField.RECURRENCE)).isEqualTo("FREQ=WEEKLY;COUNT=2");
    assertThat(second.get(SessionField.STORYTELLER_ID)).isEqualTo(rose);
    assertThat(second.name()).isEqualTo("Doors");
    assertThat(second.tags()).containsExactly("weekly");
    assertThat(second.status()).isEqualTo(SessionStatus.SCHEDULED);
    assertThat(seshat.sessionEvents().ofSession(second.shortId()))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.isPrimaryFocus()).isTrue();
          assertThat(each.coverage()).isEqualTo(Coverage.DEEP_DIVE);
        });
    clock.advance(Duration.ofDays(9));
    work(seshat);
    assertThat(seshat.calendar().all(CalendarFilter.all())).as("its time has passed").hasSize(3);
    clock.advance(Duration.ofDays(30));
    work(seshat);
    work(seshat);
    assertThat(seshat.calendar().all(CalendarFilter.all())).as("the third was the last").hasSize(3);
  }

  @EveryStore
  void whatWasMissedIsNotMadeAndWhatIsStoppedDoesNotComeAgain(TestStore store) throws Exception {
    Seshat seshat = store.seshat(clock);
    seshat.preferences().set(PreferenceKey.REMINDER_MINUTES, 0);
    seshat.sessions().create(talk().with(SessionField.RECURRENCE, "FREQ=DAILY"));
    clock.advance(Duration.ofDays(10));
    work(seshat);
    List<CalendarEntry> all = seshat.calendar().all(CalendarFilter.all());
    assertThat(all).hasSize(2);
    assertThat(all.get(1).start()).isEqualTo(TOMORROW.plus(Duration.ofDays(9)));
    String last = all.get(1).session().toString();
    seshat.sessions().update(last, SessionChange.none().clear(SessionField.RECURRENCE), null);
    assertThat(open(seshat).stream().filter(each -> each.status() != PromiseStatus.CANCELLED))
        .isEmpty();
    seshat.sessions().cancel(last, Ending.none());
    work(seshat);
    assertThat(seshat.calendar().all(CalendarFilter.all())).hasSize(2);
  }
}
