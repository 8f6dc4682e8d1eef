package dev.seshat.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.session.CodingSessions.Begun;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Tasks that go on in the same session.
class CodingSessionsTest {
  private static NewSession task(String text) {
    return NewSession.of(text)
        .with(SessionField.WORKING_DIRECTORY, "/home/mara/boats")
        .with(SessionField.TOOL_NAME, "codex")
        .with(SessionField.CHAT_ID, "42")
        .with(SessionField.USERNAME, "mara");
  }

  private static long tasks(Session session) {
    Long count = session.get(SessionField.TASK_COUNT);
    return count == null ? 0 : count;
  }

  @EveryStore
  void theSameGoesOnInTheSameSession(TestStore store) {
    Seshat seshat = store.seshat();
    Begun first = seshat.coding().begin(task("Fix the rudder"));
    Begun second = seshat.coding().begin(task("Now the sail"));
    assertThat(first.reused()).isFalse();
    assertThat(second.reused()).isTrue();
    assertThat(second.session().id()).isEqualTo(first.session().id());
    assertThat(tasks(first.session())).isEqualTo(1);
    assertThat(tasks(second.session())).isEqualTo(2);
    assertThat(second.session().intention()).isEqualTo("Fix the rudder");
    assertThat(second.session().kind()).isEqualTo("coding");
    assertThat(seshat.interactions().page(first.session().id().toString(), null, 10).items())
        .extracting(Interaction::text)
        .containsExactly("Fix the rudder", "Now the sail");
  }

  @EveryStore
  void anotherChatPersonToolOrDirectoryBeginsAnother(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.coding().begin(task("Fix the rudder"));
    List<NewSession> others =
        List.of(
            task("a").with(SessionField.CHAT_ID, "43"),
            task("b").with(SessionField.USERNAME, "noor"),
            task("c").with(SessionField.TOOL_NAME, "claude-code"),
            task("d").with(SessionField.WORKING_DIRECTORY, "/home/mara/boats/hull"),
            NewSession.of("e")
                .with(SessionField.WORKING_DIRECTORY, "/home/mara/boats")
                .with(SessionField.TOOL_NAME, "codex"));
    for (NewSession other : others) {
      assertThat(seshat.coding().begin(other).reused()).isFalse();
    }
    assertThat(seshat.coding().begin(others.getLast()).reused()).isTrue();
  }

  @EveryStore
  void twoHoursAreStillWithinAndNoMore(TestStore store) {
    TestClock clock = new TestClock();
    Seshat seshat = store.seshat(clock);
    Session first = seshat.coding().begin(task("Fix the rudder")).session();
    clock.advance(CodingSessions.REUSE);
    assertThat(seshat.coding().begin(task("Now the sail")).session().id()).isEqualTo(first.id());
    clock.advance(CodingSessions.REUSE.plus(Duration.ofMillis(1)));
    Begun third = seshat.coding().begin(task("And the mast"));
    assertThat(third.reused()).isFalse();
    assertThat(third.session().id()).isNotEqualTo(first.id());
  }

  @EveryStore
  void whatIsPausedOrEndedIsNotGoneOnWithUnasked(TestStore store) {
    Seshat seshat = store.seshat();
    Session paused = seshat.coding().begin(task("Fix the rudder")).session();
    seshat.sessions().pause(paused.id().toString());
    Session ended = seshat.coding().begin(task("Now the sail")).session();
    assertThat(ended.id()).isNotEqualTo(paused.id());
    assertThat(seshat.coding().deactivate(ended.shortId()).status())
        .isEqualTo(SessionStatus.COMPLETED);
    assertThat(seshat.coding().deactivate(ended.shortId()).status())
        .as("again")
        .isEqualTo(SessionStatus.COMPLETED);
    assertThat(seshat.coding().begin(task("And the mast")).reused()).isFalse();
  }

  @EveryStore
  void resumesTheLastHoweverLongAgo(TestStore store) {
    TestClock clock = new TestClock();
    Seshat seshat = store.seshat(clock);
    assertThatThrownBy(() -> seshat.coding().resume(task("Go on"))).isInstanceOf(NotFound.class);
    Session first = seshat.coding().begin(task("Fix the rudder")).session();
    seshat.coding().deactivate(first.shortId());
    clock.advance(Duration.ofDays(30));
    Begun resumed = seshat.coding().resume(task("Go on"));
    assertThat(resumed.session().id()).isEqualTo(first.id());
    assertThat(resumed.session().status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(tasks(resumed.session())).isEqualTo(2);
    seshat.sessions().cancel(first.shortId(), Ending.none());
    assertThatThrownBy(() -> seshat.coding().resume(task("Go on")))
        .isInstanceOf(IllegalTransition.class);
  }

  @EveryStore
  void refusesWhatIsNoCodingSession(TestStore store) {
    Seshat seshat = store.seshat();
    assertThatThrownBy(() -> seshat.coding().begin(NewSession.of("Nowhere")))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> seshat.coding().begin(task("Talk").kind("chat")))
        .isInstanceOf(Invalid.class);
    Session chat = seshat.sessions().start(NewSession.of("Talk").kind("chat"));
    assertThatThrownBy(() -> seshat.coding().deactivate(chat.shortId()))
        .isInstanceOf(Invalid.class);
  }

  @EveryStore
  void manyAtOnceGetTheSameSession(TestStore store) throws Exception {
    Seshat seshat = store.seshat();
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Begun>> begun = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        NewSession task = task("Task " + i);
        begun.add(
            clients.submit(() -> {
              go.await();
              return seshat.coding().begin(task);
            }));
      }
      go.countDown();
      List<Begun> all = new ArrayList<>();
      for (Future<Begun> each : begun) {
        all.add(each.get());
      }
      assertThat(all)
          .extracting(each -> each.session().id())
          .containsOnly(all.getFirst().session().id());
      assertThat(all).filteredOn(each -> !each.reused()).hasSize(1);
    }
    Session one = seshat.sessions().list(SessionFilter.all()).items().getFirst();
    assertThat(tasks(one)).isEqualTo(8);
    assertThat(one.interactionCount()).isEqualTo(8);
  }
}
