package dev.seshat.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.audit.AuditQuery;
import dev.seshat.inbox.MessageFilter;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What the steward puts right, on each database.
class RecoveryTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private final TestClock clock = new TestClock();

  private static NewPromise work(String what) {
    return NewPromise.of("work", what);
  }

  @EveryStore
  void workOfLostWorkersIsPutBackUntilItHasFailed(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Promises promises = seshat.promises();
    Promise made = promises.create(work("a").withMaxAttempts(2).withChat("c", null));
    assertThat(promises.recover()).isEqualTo(Recovered.NONE);
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThat(promises.claim("w" + attempt, List.of("work"), 1, LEASE)).hasSize(1);
      clock.advance(Duration.ofSeconds(59));
      assertThat(promises.recover().count()).isZero();
      clock.advance(Duration.ofSeconds(1));
      assertThat(promises.recover().count()).isEqualTo(1);
      assertThat(promises.recover().count()).isZero();
    }
    Promise failed = promises.get(made.id());
    assertThat(failed.status()).isEqualTo(PromiseStatus.FAILED);
    assertThat(failed.errorMessage()).startsWith("the worker w2 was lost");
    assertThat(seshat.inbox().list(MessageFilter.newest(10).inChat("c")).items())
        .extracting(message -> message.messageId())
        .containsExactlyInAnyOrder(
            "promise:" + made.id() + ":failed", "promise:" + made.id() + ":interrupted:1");
  }

  @EveryStore
  void whatIsOutOfTimeFails(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    NewPromise soon = work("a").withTimeoutAt(clock.instant().plusSeconds(30));
    Promise held = promises.create(soon);
    Promise worked = promises.claim("w", List.of("work"), 1, LEASE).getFirst();
    Promise pending = promises.create(soon);
    Promise waiting = promises.create(soon.after(held.id()));
    Promise after = promises.create(work("after").after(pending.id()));
    clock.advance(Duration.ofSeconds(30));
    assertThat(promises.claim("w2", List.of("work"), 5, LEASE)).isEmpty();
    assertThatThrownBy(() -> promises.complete(held.id(), worked.fence(), Map.of()))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("timed out");
    assertThat(promises.recover().failed()).isPositive();
    for (Promise each : List.of(held, pending, waiting, after)) {
      assertThat(promises.get(each.id()).status()).isEqualTo(PromiseStatus.FAILED);
    }
    assertThat(promises.get(pending.id()).errorMessage()).startsWith("it was not completed by");
    assertThat(promises.recover()).isEqualTo(Recovered.NONE);
  }

  @EveryStore
  void whatFallsWithAnotherEndsOnceThoughItsOwnTimeIsOverToo(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Promises promises = seshat.promises();
    for (boolean byClaim : new boolean[] {true, false}) {
      Promise parent = promises.create(work("parent").withMaxAttempts(1));
      Promise part = promises.create(work("part").withParent(parent.id()));
      assertThat(promises.claim("w", List.of("work"), 2, LEASE)).hasSize(2);
      clock.advance(LEASE);
      if (byClaim) {
        assertThat(promises.claim("w2", List.of("work"), 2, LEASE)).isEmpty();
      } else {
        assertThat(promises.recover().count()).isEqualTo(1);
      }
      assertEndedOnce(seshat, part.id());
    }
    Promise parent = promises.create(work("parent").withTimeoutAt(clock.instant().plusSeconds(5)));
    Promise part =
        promises.create(
            work("part").withParent(parent.id()).withTimeoutAt(clock.instant().plusSeconds(5)));
    clock.advance(LEASE);
    assertThat(promises.recover().failed()).isEqualTo(1);
    assertEndedOnce(seshat, part.id());
    assertThat(promises.recover()).isEqualTo(Recovered.NONE);
  }

  private static void assertEndedOnce(Seshat seshat, long part) {
    assertThat(seshat.promises().get(part).status()).isEqualTo(PromiseStatus.FAILED);
    assertThat(seshat.promises().get(part).errorMessage()).startsWith("it is a part of");
    assertThat(
            seshat
                .audit()
                .find(
                    new AuditQuery(
                        null, "promise.failed", "promise", "" + part, null, null, null, null, 9)))
        .hasSize(1);
  }

  @EveryStore
  void aLongChainOfFailuresIsFollowedToItsEnd(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Promises promises = seshat.promises();
    Promise first = promises.create(work("first").withNotify(Notify.NEVER));
    int count = Endings.MOST_AT_ONCE + 50;
    List<Promise> all =
        seshat.together(within -> {
          List<Promise> made = new java.util.ArrayList<>();
          for (int i = 0; i < count; i++) {
            made.add(
                within.promises().create(work("w" + i).after(first.id()).withNotify(Notify.NEVER)));
          }
          return made;
        });
    promises.cancel(first.id(), null);
    assertThat(promises.recover().failed()).isEqualTo(50);
    assertThat(promises.get(all.getLast().id()).errorMessage())
        .contains("it waits for " + first.id() + ", which is cancelled");
    assertThat(promises.recover()).isEqualTo(Recovered.NONE);
  }

  @EveryStore
  void twoStewardsDoEachStepOnce(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Seshat other = store.seshat(clock);
    for (int i = 0; i < 20; i++) {
      seshat.promises().create(work("w" + i));
    }
    seshat.promises().claim("w", List.of("work"), 20, LEASE);
    clock.advance(LEASE);
    int[] counts = new int[2];
    Thread one = Thread.ofVirtual().start(() -> counts[0] = seshat.promises().recover().count());
    counts[1] = other.promises().recover().count();
    try {
      one.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(counts[0] + counts[1]).isEqualTo(20);
  }

  @EveryStore
  void aStepThatFailsKeepsNoneOfTheOthers(TestStore store) {
    Seshat seshat = store.seshat(clock);
    seshat.promises().create(work("a"));
    seshat.promises().claim("w", List.of("work"), 1, LEASE);
    clock.advance(LEASE);
    int[] looked = new int[1];
    new Steward()
        .add(
            "broken",
            () -> {
              throw new IllegalStateException("broken");
            })
        .add("promises", () -> looked[0] = seshat.promises().recover().putBack())
        .look();
    assertThat(looked[0]).isEqualTo(1);
  }
}
