package dev.seshat.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.audit.AuditEntry;
import dev.seshat.audit.AuditQuery;
import dev.seshat.inbox.Message;
import dev.seshat.inbox.MessageFilter;
import dev.seshat.session.NewSession;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The life of promises, on each database.
class PromisesTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private final TestClock clock = new TestClock();

  private static NewPromise work(String what) {
    return NewPromise.of("work", what);
  }

  private static Promise claimed(Promises promises, String worker) {
    return promises.claim(worker, List.of("work"), 1, LEASE).getFirst();
  }

  private static List<String> told(Seshat seshat) {
    return seshat.inbox().list(MessageFilter.newest(100)).items().stream()
        .map(Message::messageId)
        .sorted()
        .toList();
  }

  private static List<String> actions(Seshat seshat, long id) {
    return seshat
        .audit()
        .find(new AuditQuery(null, null, "promise", Long.toString(id), null, null, null, null, 100))
        .reversed()
        .stream()
        .map(AuditEntry::action)
        .toList();
  }

  @EveryStore
  void isKeptAsItWasMade(TestStore store) {
    Seshat seshat = store.seshat(clock);
    var session = seshat.sessions().start(NewSession.of("Write the report"));
    Promise made =
        seshat
            .promises()
            .create(
                NewPromise.of("report.month", "Generate the monthly report")
                    .withPayload(Map.of("month", "2026-10", "sums", List.of(1, 2.5)))
                    .withPriority(2)
                    .withSession(session.id())
                    .withChat("c1", "m1")
                    .withKey("report:2026-10"));
    Promise read = seshat.promises().get(made.id());
    assertThat(read.toJson()).isEqualTo(made.toJson());
    assertThat(read.status()).isEqualTo(PromiseStatus.PENDING);
    assertThat(read.payload()).containsEntry("month", "2026-10");
    assertThat(read.toJson())
        .containsEntry("kind", "report.month")
        .containsEntry("priority", 2)
        .containsEntry("notify", "always")
        .containsEntry("message_id", "m1")
        .containsEntry("max_attempts", 3);
    assertThat(actions(seshat, made.id())).containsExactly("promise.created");
  }

  @EveryStore
  void isDoneOnceAndTold(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Promises promises = seshat.promises();
    Promise made = promises.create(work("Count the words").withNotify(Notify.ALWAYS));
    Promise held = claimed(promises, "a");
    assertThat(held.status()).isEqualTo(PromiseStatus.IN_PROGRESS);
    assertThat(held.attempts()).isEqualTo(1);
    assertThat(promises.claim("b", List.of("work"), 1, LEASE)).isEmpty();
    Promise done =
        promises.complete(held.id(), held.fence(), Map.of("summary", "12 words", "n", 12));
    assertThat(done.status()).isEqualTo(PromiseStatus.COMPLETED);
    assertThat(done.resultSummary()).isEqualTo("12 words");
    assertThat(done.progress().percent()).isEqualTo(100);
    Promise again =
        promises.complete(held.id(), held.fence(), Map.of("n", 12.0, "summary", "12 words"));
    assertThat(again.toJson()).isEqualTo(done.toJson());
    assertThatThrownBy(() -> promises.complete(held.id(), held.fence(), Map.of("n", 13)))
        .isInstanceOf(IllegalTransition.class)
        .hasMessageContaining("another result");
    assertThat(told(seshat)).containsExactly("promise:" + made.id() + ":completed");
    assertThat(actions(seshat, made.id()))
        .containsExactly("promise.created", "promise.claimed", "promise.completed");
  }

  @EveryStore
  void givesTheMostUrgentFirst(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    Promise late = promises.create(work("some day").withPriority(5));
    Promise future =
        promises.create(
            work("tomorrow").withPriority(1).withRunAt(clock.instant().plusSeconds(60)));
    Promise second = promises.create(work("normal"));
    Promise first = promises.create(work("urgent").withPriority(1));
    promises.create(NewPromise.of("other", "not mine").withPriority(1));
    assertThat(promises.claim("a", List.of("work"), 10, LEASE))
        .extracting(Promise::id)
        .containsExactly(first.id(), second.id(), late.id());
    clock.advance(Duration.ofSeconds(60));
    assertThat(claimed(promises, "b").id()).isEqualTo(future.id());
  }

  @EveryStore
  void aWorkerThatIsNotHeardOfLosesIt(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Promises promises = seshat.promises();
    Promise made = promises.create(work("Think").withNotify(Notify.ALWAYS));
    Promise first = claimed(promises, "a");
    clock.advance(Duration.ofSeconds(61));
    Promise second = claimed(promises, "b");
    assertThat(second.id()).isEqualTo(made.id());
    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(second.attempts()).isEqualTo(2);
    assertThatThrownBy(() -> promises.complete(first.id(), first.fence(), Map.of()))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("the worker b has it now");
    assertThatThrownBy(() -> promises.fail(first.id(), first.fence(), "no", Retry.usual()))
        .isInstanceOf(Conflict.class);
    assertThat(promises.heartbeat(first.id(), first.fence()).isHeldUnder(first.fence())).isFalse();
    promises.complete(second.id(), second.fence(), Map.of());
    assertThat(told(seshat)).hasSize(2).contains("promise:" + made.id() + ":completed");
    assertThat(actions(seshat, made.id()))
        .containsExactly(
            "promise.created",
            "promise.claimed",
            "promise.expired",
            "promise.claimed",
            "promise.completed");
  }

  @EveryStore
  void anyWordOfAWorkerRenewsItsLeases(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    for (int i = 0; i < 3; i++) {
      promises.create(work("part " + i));
    }
    List<Promise> held = promises.claim("a", List.of("work"), 3, LEASE);
    clock.advance(Duration.ofSeconds(50));
    promises.complete(held.getFirst().id(), held.getFirst().fence(), Map.of());
    clock.advance(Duration.ofSeconds(50));
    promises.progress(held.get(1).id(), held.get(1).fence(), 10, "going on");
    promises.heartbeat(held.get(1).id(), held.get(1).fence());
    clock.advance(Duration.ofSeconds(50));
    assertThat(promises.claim("a", List.of("none"), 1, LEASE)).isEmpty();
    assertThat(promises.claim("b", List.of("work"), 3, LEASE)).isEmpty();
    assertThat(promises.held("a")).hasSize(2);
  }

  @EveryStore
  void isTriedAgainLaterEachTimeUntilItHasFailed(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Promises promises = seshat.promises();
    Promise made = promises.create(work("Call"));
    for (int attempt = 1; attempt <= 3; attempt++) {
      Promise held = claimed(promises, "a");
      assertThat(held.attempts()).isEqualTo(attempt);
      Promise after = promises.fail(held.id(), held.fence(), "busy " + attempt, Retry.usual());
      assertThat(promises.fail(held.id(), held.fence(), "busy " + attempt, Retry.usual()).toJson())
          .isEqualTo(after.toJson());
      if (attempt < 3) {
        assertThat(after.status()).isEqualTo(PromiseStatus.PENDING);
        assertThat(after.readyAt()).isBeforeOrEqualTo(clock.instant().plus(Backoff.bound(attempt)));
        clock.advance(Backoff.bound(attempt));
      }
    }
    Promise failed = promises.get(made.id());
    assertThat(failed.status()).isEqualTo(PromiseStatus.FAILED);
    assertThat(failed.errorMessage()).isEqualTo("busy 3");
    assertThat(told(seshat)).containsExactly("promise:" + made.id() + ":failed");
  }

  @EveryStore
  void failsForGoodWhenNothingElseIsWanted(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    promises.create(work("Call"));
    Promise held = claimed(promises, "a");
    assertThat(promises.fail(held.id(), held.fence(), "wrong", Retry.never()).status())
        .isEqualTo(PromiseStatus.FAILED);
    promises.create(work("Wait"));
    Promise other = claimed(promises, "a");
    Promise later =
        promises.fail(other.id(), other.fence(), "busy", Retry.after(Duration.ofHours(2)));
    assertThat(later.readyAt()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));
  }

  @EveryStore
  void waitsForOthers(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    Promise a = promises.create(work("a"));
    Promise b = promises.create(work("b"));
    Promise c = promises.create(NewPromise.of("last", "c").after(b.id(), a.id(), a.id()));
    assertThat(c.status()).isEqualTo(PromiseStatus.WAITING);
    assertThat(c.dependsOn()).containsExactly(a.id(), b.id());
    for (Promise held : promises.claim("w", List.of("work", "last"), 10, LEASE)) {
      assertThat(promises.get(c.id()).status()).isEqualTo(PromiseStatus.WAITING);
      promises.complete(held.id(), held.fence(), Map.of());
    }
    assertThat(promises.get(c.id()).status()).isEqualTo(PromiseStatus.PENDING);
    assertThat(promises.create(work("d").after(a.id())).status()).isEqualTo(PromiseStatus.PENDING);
  }

  @EveryStore
  void failsWithWhatItWaitsFor(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    Promise a = promises.create(work("a"));
    Promise b = promises.create(work("b").after(a.id()));
    Promise c = promises.create(work("c").after(b.id()));
    Promise part = promises.create(work("part").withParent(c.id()));
    promises.cancel(a.id(), "not wanted");
    assertThat(promises.get(a.id()).status()).isEqualTo(PromiseStatus.CANCELLED);
    for (Promise each : List.of(b, c, part)) {
      Promise now = promises.get(each.id());
      assertThat(now.status()).isEqualTo(PromiseStatus.FAILED);
      assertThat(now.errorMessage()).contains("promise " + a.id() + " was cancelled: not wanted");
    }
    Promise after = promises.create(work("d").after(b.id()));
    assertThat(after.status()).isEqualTo(PromiseStatus.FAILED);
    assertThat(after.errorMessage()).contains("it waits for " + b.id() + ", which is failed");
  }

  /// As a worker in this process says what became of many: each word counts by itself.
  @EveryStore
  void manyAreSettledAtOnce(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Promises promises = seshat.promises();
    for (int i = 0; i < 4; i++) {
      promises.create(
          work("piece " + i).withTimeoutAt(i == 2 ? clock.instant().plusSeconds(30) : null));
    }
    List<Promise> held = promises.claim("a", List.of("work"), 4, LEASE);
    Promise next = promises.create(work("the next").after(held.getFirst().id()));
    clock.advance(Duration.ofSeconds(31));
    List<@Nullable SeshatException> answers =
        promises.settleAll(
            List.of(
                said(held.get(0), held.get(0).fence(), "one"),
                said(held.get(0), held.get(0).fence(), "one"),
                said(held.get(0), held.get(0).fence(), "another"),
                said(held.get(1), held.get(1).fence() + 1, "two"),
                said(held.get(2), held.get(2).fence(), "three"),
                Settling.failed(held.get(3).id(), held.get(3).fence(), "broken", Retry.never())));
    assertThat(answers.get(0)).isNull();
    assertThat(answers.get(1)).isNull();
    assertThat(answers.get(2)).hasMessageContaining("another result");
    assertThat(answers.get(3)).hasMessageContaining("ever claimed under");
    assertThat(answers.get(4)).hasMessageContaining("timed out");
    assertThat(answers.get(5)).isNull();
    assertThat(held.stream().map(each -> promises.get(each.id()).status()))
        .containsExactly(
            PromiseStatus.COMPLETED,
            PromiseStatus.IN_PROGRESS,
            PromiseStatus.IN_PROGRESS,
            PromiseStatus.FAILED);
    assertThat(promises.get(held.getFirst().id()).result()).isEqualTo(Map.of("summary", "one"));
    assertThat(promises.get(held.getFirst().id()).resultSummary()).isEqualTo("one");
    assertThat(promises.get(next.id()).status()).isEqualTo(PromiseStatus.PENDING);
    assertThat(actions(seshat, held.getFirst().id()))
        .containsExactly("promise.created", "promise.claimed", "promise.completed");
  }

  private static Settling said(Promise promise, long fence, String what) {
    return Promises.completion(promise.id(), fence, Map.of("summary", what), null);
  }

  @EveryStore
  void aCancelledOneIsNotCompleted(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    Promise made = promises.create(work("a"));
    Promise held = claimed(promises, "a");
    promises.cancel(made.id(), null);
    assertThat(promises.heartbeat(held.id(), held.fence()).status())
        .isEqualTo(PromiseStatus.CANCELLED);
    assertThatThrownBy(() -> promises.complete(held.id(), held.fence(), Map.of()))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("it is cancelled already");
    assertThat(promises.cancel(made.id(), "again").status()).isEqualTo(PromiseStatus.CANCELLED);
    Promise other = promises.create(work("b"));
    promises.updateStatus(other.id(), PromiseStatus.COMPLETED, "done by hand");
    assertThatThrownBy(() -> promises.cancel(other.id(), null))
        .isInstanceOf(IllegalTransition.class);
  }

  @EveryStore
  void aKeyStandsForOnePromise(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    NewPromise asked = work("a").withKey("k").withPayload(Map.of("x", 1, "y", List.of("z")));
    Promise made = promises.create(asked);
    assertThat(promises.create(asked.withPayload(Map.of("y", List.of("z"), "x", 1))).id())
        .isEqualTo(made.id());
    assertThatThrownBy(() -> promises.create(asked.withPayload(Map.of("x", 2))))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("idempotency_key");
    assertThat(promises.list(PromiseFilter.all()).items()).hasSize(1);
  }

  @EveryStore
  void aRetryIsANewPromise(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    Promise made = promises.create(work("a").withKey("k").withPayload(Map.of("x", 1)));
    Promise next = promises.create(work("b").after(made.id()));
    assertThatThrownBy(() -> promises.retry(made.id())).isInstanceOf(IllegalTransition.class);
    promises.updateStatus(made.id(), PromiseStatus.FAILED, "broken");
    Promise again = promises.retry(made.id());
    assertThat(again.retryOf()).isEqualTo(made.id());
    assertThat(again.payload()).isEqualTo(made.payload());
    assertThat(promises.retry(made.id()).id()).isEqualTo(again.id());
    assertThat(promises.get(made.id()).status()).isEqualTo(PromiseStatus.FAILED);
    Promise nextAgain = promises.retry(next.id());
    assertThat(nextAgain.dependsOn()).containsExactly(again.id());
    assertThat(nextAgain.status()).isEqualTo(PromiseStatus.WAITING);
  }

  @EveryStore
  void isKeptByHand(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    Promise made = promises.create(NewPromise.of(NewPromise.TASK, "Ring them up"));
    Promise taken = promises.updateStatus(made.id(), PromiseStatus.IN_PROGRESS, null);
    assertThat(taken.lease()).isNotNull();
    assertThat(promises.updateStatus(made.id(), PromiseStatus.PENDING, null).attempts()).isZero();
    promises.updateStatus(made.id(), PromiseStatus.IN_PROGRESS, null);
    Promise done = promises.updateStatus(made.id(), PromiseStatus.COMPLETED, "they come");
    assertThat(done.resultSummary()).isEqualTo("they come");
    assertThat(promises.updateStatus(made.id(), PromiseStatus.COMPLETED, "they come").toJson())
        .isEqualTo(done.toJson());
    assertThatThrownBy(() -> promises.updateStatus(made.id(), PromiseStatus.FAILED, "no"))
        .isInstanceOf(IllegalTransition.class);
    assertThatThrownBy(() -> promises.updateStatus(made.id(), PromiseStatus.WAITING, null))
        .isInstanceOf(IllegalTransition.class);
  }

  @EveryStore
  void isListedNewestFirstAPageAtATime(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    for (int i = 0; i < 5; i++) {
      promises.create(work("w" + i));
    }
    promises.create(NewPromise.of("other", "o"));
    PromiseFilter filter = PromiseFilter.open().withKind("work").withLimit(3);
    var page = promises.list(filter);
    assertThat(page.items()).extracting(Promise::taskDescription).containsExactly("w4", "w3", "w2");
    var rest = promises.list(filter.withCursor(page.next()));
    assertThat(rest.items()).extracting(Promise::taskDescription).containsExactly("w1", "w0");
    assertThat(rest.next()).isNull();
    assertThat(
            promises.list(PromiseFilter.all().withStatuses(Set.of(PromiseStatus.FAILED))).items())
        .isEmpty();
    assertThatThrownBy(() -> promises.list(filter.withCursor("x"))).isInstanceOf(Invalid.class);
  }

  @EveryStore
  void refusesWhatCannotBe(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    assertThatThrownBy(() -> promises.get(7)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> promises.create(work("a").after(7)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("depends_on");
    assertThatThrownBy(() -> promises.create(work("a").withParent(7L)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("parent_id");
    assertThatThrownBy(() -> NewPromise.of("Big Kind", "a")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> work("a").withPayload(Map.of("x", "y".repeat(300_000))))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("payload");
    assertThatThrownBy(() -> work("a").withPayload(Map.of("x", new java.math.BigDecimal("1e5000"))))
        .isInstanceOf(Invalid.class);
    Promise made = promises.create(work("a"));
    assertThatThrownBy(() -> promises.complete(made.id(), 1, Map.of()))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("fence");
    assertThatThrownBy(() -> promises.claim("a", List.of(), 1, LEASE)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> promises.claim("a", List.of("work"), 101, LEASE))
        .isInstanceOf(Invalid.class);
    assertThat(promises.list(PromiseFilter.all()).items()).hasSize(1);
  }
}
