package dev.seshat.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.promise.PromiseHealth.State;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How promises are doing, on each database.
class PromiseHealthTest {
  private final TestClock clock = new TestClock();

  @EveryStore
  void tellsWhenSomebodyShouldLook(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Promises promises = seshat.promises();
    assertThat(promises.health().state()).isEqualTo(State.IDLE);

    Promise later =
        promises.create(
            NewPromise.of("work", "later").withRunAt(clock.instant().plus(Duration.ofHours(1))));
    assertThat(promises.health().state()).isEqualTo(State.HEALTHY);

    Promise now = promises.create(NewPromise.of("work", "now").withMaxAttempts(1));
    assertThat(promises.health().state()).isEqualTo(State.BUSY);
    assertThat(promises.health().due()).isEqualTo(1);
    assertThat(promises.health().oldestDue()).isEqualTo(clock.instant());
    Promise held = promises.claim("w", List.of("work"), 1, Duration.ofMinutes(1)).getFirst();
    assertThat(held.id()).isEqualTo(now.id());
    assertThat(promises.health().state()).isEqualTo(State.BUSY);

    clock.advance(Duration.ofMinutes(6));
    assertThat(promises.health().state()).isEqualTo(State.ATTENTION_NEEDED);
    assertThat(promises.health().reasons())
        .singleElement()
        .asString()
        .startsWith("1 of kind work in progress, whose worker has not been heard of since");

    promises.recover();
    assertThat(promises.health().reasons())
        .containsExactly("1 of kind work failed within a day, and not tried again");
    assertThat(promises.health().counts())
        .isEqualTo(Map.of(PromiseStatus.PENDING, 1L, PromiseStatus.FAILED, 1L));
    Promise again = promises.retry(now.id());
    assertThat(promises.health().state()).isEqualTo(State.BUSY);
    promises.updateStatus(again.id(), PromiseStatus.COMPLETED, null);
    assertThat(promises.health().state()).isEqualTo(State.HEALTHY);

    clock.advance(Duration.ofMinutes(70));
    assertThat(promises.health().reasons())
        .singleElement()
        .asString()
        .startsWith("1 of kind work due since");
    promises.cancel(later.id(), null);
    assertThat(promises.health().toJson())
        .containsEntry("status", "idle")
        .containsEntry("reasons", List.of());
  }

  @EveryStore
  void aTaskOfSomebodysOwnIsOverdueAfterADay(TestStore store) {
    Promises promises = store.seshat(clock).promises();
    promises.create(NewPromise.of(NewPromise.TASK, "Ring them up"));
    clock.advance(Duration.ofHours(23));
    assertThat(promises.health().state()).isEqualTo(State.BUSY);
    clock.advance(Duration.ofHours(1));
    assertThat(promises.health().state()).isEqualTo(State.ATTENTION_NEEDED);
  }

  @EveryStore
  void theDoctorFindsWhatIsLeftAlone(TestStore store) {
    Seshat seshat = store.seshat(clock);
    seshat.promises().create(NewPromise.of("work", "a"));
    seshat.promises().claim("w", List.of("work"), 1, Duration.ofMinutes(1));
    assertThat(seshat.doctor().examine().problems()).isEmpty();
    clock.advance(Duration.ofHours(2));
    assertThat(seshat.doctor().examine().problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.check()).isEqualTo("promises"));
    seshat.promises().recover();
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }
}
