package dev.seshat.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.audit.AuditJournal;
import dev.seshat.inbox.Inbox;
import dev.seshat.store.Scope;
import dev.seshat.testing.AwayStore;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Workers in this process, on each database.
class WorkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static NewPromise work(String what) {
    return NewPromise.of("work", what);
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @EveryStore
  void doesWhatIsPromised(TestStore store) throws InterruptedException {
    Seshat seshat = store.seshat();
    Promise p = seshat.promises().create(work("a").withPayload(Map.of("rows", 12)));
    try (Worker worker =
        seshat
            .worker()
            .handle(
                "work",
                run -> {
                  run.progress(40, "reading");
                  return Map.of("rows", run.payload().get("rows"));
                })
            .start()) {
      Promise done = seshat.promises().await(p.id(), PATIENCE);
      assertThat(done.status()).isEqualTo(PromiseStatus.COMPLETED);
      assertThat(done.result()).containsEntry("rows", 12);
      until(() -> worker.held() == 0);
    }
  }

  @EveryStore
  void doesManyAndEachOnce(TestStore store) throws InterruptedException {
    Seshat seshat = store.seshat();
    Map<Long, AtomicInteger> begun = new ConcurrentHashMap<>();
    Handler handler =
        run -> {
          begun.computeIfAbsent(run.promise().id(), id -> new AtomicInteger()).incrementAndGet();
          return Map.of();
        };
    List<Promise> made = new ArrayList<>();
    try (Worker one = seshat.worker().handle("work", handler).start();
        Worker other = seshat.worker().handle("work", handler).concurrency(2).start()) {
      assertThat(one.name()).isNotEqualTo(other.name());
      for (int i = 0; i < 200; i++) {
        made.add(seshat.promises().create(work("w" + i)));
      }
      for (Promise each : made) {
        assertThat(seshat.promises().await(each.id(), PATIENCE).status())
            .isEqualTo(PromiseStatus.COMPLETED);
      }
    }
    assertThat(begun).hasSize(200);
    assertThat(begun.values()).allMatch(count -> count.get() == 1);
  }

  @EveryStore
  void nothingThatAHandlerThrowsEndsIt(TestStore store) throws InterruptedException {
    Seshat seshat = store.seshat();
    Promises promises = seshat.promises();
    try (Worker worker =
        seshat
            .worker()
            .handle(
                "work",
                run -> {
                  switch (run.promise().taskDescription()) {
                    case "error" -> throw new StackOverflowError();
                    case "exception" -> throw new java.io.IOException("no route");
                    case "give up" -> throw run.giveUp("of no use");
                    case "bad result" -> {
                      return Map.of("x", "y".repeat(2 << 20));
                    }
                    default -> {
                      return Map.of();
                    }
                  }
                })
            .start()) {
      assertThat(worker.held()).isZero();
      for (String what : List.of("error", "exception", "bad result")) {
        Promise p = promises.create(work(what).withMaxAttempts(1));
        Promise failed = promises.await(p.id(), PATIENCE);
        assertThat(failed.status()).isEqualTo(PromiseStatus.FAILED);
        assertThat(failed.errorMessage()).isNotBlank();
      }
      Promise given = promises.create(work("give up"));
      Promise failed = promises.await(given.id(), PATIENCE);
      assertThat(failed.status()).isEqualTo(PromiseStatus.FAILED);
      assertThat(failed.attempts()).isEqualTo(1);
      assertThat(failed.errorMessage()).isEqualTo("of no use");
      Promise good = promises.create(work("good"));
      assertThat(promises.await(good.id(), PATIENCE).status()).isEqualTo(PromiseStatus.COMPLETED);
    }
  }

  @EveryStore
  void aCancelledHandlerIsInterrupted(TestStore store) throws InterruptedException {
    Seshat seshat = store.seshat();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Promise p = seshat.promises().create(work("long"));
    try (Worker worker =
        seshat
            .worker()
            .handle(
                "work",
                run -> {
                  begun.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    if (run.isCancelled()) {
                      interrupted.countDown();
                    }
                  }
                  return Map.of();
                })
            .start()) {
      assertThat(begun.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      seshat.promises().cancel(p.id(), "not wanted");
      assertThat(interrupted.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      until(() -> worker.held() == 0);
    }
    assertThat(seshat.promises().get(p.id()).status()).isEqualTo(PromiseStatus.CANCELLED);
  }

  @EveryStore
  void gaveBackWhatItDidNotFinishWhenItIsClosed(TestStore store) throws InterruptedException {
    Seshat seshat = store.seshat();
    CountDownLatch begun = new CountDownLatch(1);
    List<Promise> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(seshat.promises().create(work("long " + i)));
    }
    try (Worker worker =
        seshat
            .worker()
            .concurrency(1)
            .grace(Duration.ofMillis(50))
            .handle(
                "work",
                run -> {
                  begun.countDown();
                  new CountDownLatch(1).await();
                  return Map.of();
                })
            .start()) {
      assertThat(begun.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      assertThat(worker.held()).isPositive();
    }
    for (Promise each : made) {
      Promise now = seshat.promises().get(each.id());
      assertThat(now.status()).isEqualTo(PromiseStatus.PENDING);
      assertThat(now.attempts()).isZero();
    }
    try (Worker worker = seshat.worker().handle("work", run -> Map.of()).start()) {
      assertThat(worker.held()).isBetween(0, 3);
      for (Promise each : made) {
        assertThat(seshat.promises().await(each.id(), PATIENCE).status())
            .isEqualTo(PromiseStatus.COMPLETED);
      }
    }
  }

  @EveryStore
  void keepsItsLeaseAsLongAsItWorks(TestStore store) throws InterruptedException {
    Seshat seshat = store.seshat();
    CountDownLatch go = new CountDownLatch(1);
    Set<Integer> attempts = ConcurrentHashMap.newKeySet();
    Handler handler =
        run -> {
          attempts.add(run.promise().attempts());
          go.await();
          return Map.of();
        };
    Promise p = seshat.promises().create(work("longer than its lease"));
    Duration lease = Duration.ofMillis(300);
    try (Worker one = seshat.worker().handle("work", handler).lease(lease).start();
        Worker other = seshat.worker().handle("work", handler).lease(lease).start()) {
      until(() -> one.held() + other.held() == 1);
      var first = java.util.Objects.requireNonNull(seshat.promises().get(p.id()).lease()).until();
      until(() -> {
        var lease2 = seshat.promises().get(p.id()).lease();
        return lease2 != null && lease2.until().isAfter(first.plusMillis(600));
      });
      go.countDown();
      assertThat(seshat.promises().await(p.id(), PATIENCE).status())
          .isEqualTo(PromiseStatus.COMPLETED);
    }
    assertThat(attempts).containsExactly(1);
  }

  /// A worker over a store that a test can take away, beside nothing else.
  private static WorkerBuilder over(AwayStore away) {
    Scope scope = new Scope(away, "local");
    AuditJournal journal = new AuditJournal();
    Promises promises = new Promises(scope, new Inbox(scope), journal);
    return new WorkerBuilder(promises, new Steward(), journal).lease(Duration.ofMinutes(5));
  }

  @EveryStore
  void whatWasDoneWhileTheStoreWasAwayIsWrittenWhenItIsBack(TestStore store) throws Exception {
    Promises promises = store.seshat().promises();
    AwayStore away = new AwayStore(store.store());
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(promises.create(work("w" + i)).id());
    }
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    try (Worker worker =
        over(away)
            .handle(
                "work",
                run -> {
                  begun.incrementAndGet();
                  go.await();
                  return Map.of("id", run.promise().id());
                })
            .start()) {
      until(() -> begun.get() == 5);
      away.goAway();
      go.countDown();
      until(() -> away.refused() >= 2);
      assertThat(worker.held()).isEqualTo(5);
      assertThat(promises.list(PromiseFilter.all()).items())
          .extracting(Promise::status)
          .containsOnly(PromiseStatus.IN_PROGRESS);
      away.comeBack();
      until(() -> worker.held() == 0);
      Promise later = promises.create(work("later"));
      assertThat(promises.await(later.id(), PATIENCE).status()).isEqualTo(PromiseStatus.COMPLETED);
    }
    for (long id : ids) {
      Promise done = promises.get(id);
      assertThat(done.status()).isEqualTo(PromiseStatus.COMPLETED);
      assertThat(done.attempts()).isEqualTo(1);
      assertThat(done.fence()).isEqualTo(1);
      assertThat(done.result()).containsEntry("id", (int) id);
    }
    assertThat(begun.get()).isEqualTo(6);
  }

  @EveryStore
  void aResultThatCannotBeWrittenEndsNoWorker(TestStore store) throws Exception {
    Promises promises = store.seshat().promises();
    AwayStore away = new AwayStore(store.store());
    Promise lost = promises.create(work("lost"));
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    try (Worker worker =
        over(away)
            .handle(
                "work",
                run -> {
                  begun.incrementAndGet();
                  go.await();
                  return Map.of();
                })
            .start()) {
      until(() -> begun.get() == 1);
      away.fail(new IllegalStateException("a mistake of the store"));
      go.countDown();
      until(() -> worker.held() == 0);
      away.comeBack();
      Promise later = promises.create(work("later"));
      assertThat(promises.await(later.id(), PATIENCE).status()).isEqualTo(PromiseStatus.COMPLETED);
    }
    // nobody knows that it was done: the end of its lease gives it to somebody else
    assertThat(promises.get(lost.id()).status()).isEqualTo(PromiseStatus.IN_PROGRESS);
  }
}
