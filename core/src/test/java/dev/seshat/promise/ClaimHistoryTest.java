package dev.seshat.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A history of workers that quarrel: each call is written down with when it began and ended, and the whole is held
/// against what leases and fences promise. Leases are a few milliseconds, so that most are lost while the work is done.
class ClaimHistoryTest {
  private static final int WORKERS = 8;
  private static final int PROMISES = 60;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /// One call and its answer.
  ///
  /// @param began and `ended` are numbers of one counter: if one call ended before another began, it came before
  /// @param error null when the call was answered
  private record Event(
      String worker,
      String call,
      long promise,
      long fence,
      long began,
      long ended,
      @Nullable String error) {
    boolean isAccepted() {
      return error == null;
    }
  }

  private final AtomicLong counter = new AtomicLong();
  private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> died = new ConcurrentLinkedQueue<>();

  @EveryStore
  void leasesAndFencesHold(TestStore store) throws Exception {
    // two processes would have a store each, so two of them share the workers
    List<Seshat> processes = List.of(store.seshat(), store.seshat());
    long seed = 20260115;
    Promises promises = processes.getFirst().promises();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < PROMISES; i++) {
      ids.add(
          promises
              .create(NewPromise.of("work", "w" + i).withMaxAttempts(100).withNotify(Notify.NEVER))
              .id());
    }
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      Promises own = processes.get(i % 2).promises();
      String name = "worker " + i;
      Random random = new Random(seed + i);
      workers.add(
          Thread.ofPlatform()
              .name(name)
              .uncaughtExceptionHandler((thread, e) -> died.add(e))
              .start(() -> work(own, name, random)));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    assertThat(died).isEmpty();
    check(promises, ids, store.toString(), seed);
  }

  private void work(Promises promises, String first, Random random) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    String name = first;
    while (System.nanoTime() < end
        && !promises.list(PromiseFilter.open().withLimit(1)).items().isEmpty()) {
      long began = counter.incrementAndGet();
      List<Promise> got =
          promises.claim(
              name,
              List.of("work"),
              1 + random.nextInt(4),
              Duration.ofMillis(2 + random.nextInt(30)));
      long ended = counter.incrementAndGet();
      for (Promise each : got) {
        events.add(new Event(name, "claim", each.id(), each.fence(), began, ended, null));
      }
      boolean isAlive = true;
      for (Promise each : got) {
        isAlive &= attempt(promises, name, each, random);
      }
      if (!isAlive) {
        // any further call under its name would keep what it has forgotten
        name = first + ", started again at " + counter.get();
      }
    }
  }

  /// @return whether the worker has said what became of it
  private boolean attempt(Promises promises, String name, Promise held, Random random) {
    busy(random.nextInt(20));
    if (random.nextInt(3) == 0) {
      call(
          name,
          "heartbeat",
          held,
          () -> {
            if (!promises.heartbeat(held.id(), held.fence()).isHeldUnder(held.fence())) {
              throw new SeshatException.Conflict("lost");
            }
          });
      busy(random.nextInt(10));
    }
    switch (random.nextInt(6)) {
      case 0 ->
          call(
              name,
              "again",
              held,
              () -> promises.fail(held.id(), held.fence(), "busy", Retry.after(Duration.ZERO)));
      case 1 ->
          call(
              name,
              "fail",
              held,
              () -> promises.fail(held.id(), held.fence(), "of no use to " + name, Retry.never()));
      case 2 -> {
        return false;
      }
      default ->
          call(
              name,
              "complete",
              held,
              () ->
                  promises.complete(
                      held.id(), held.fence(), Map.of("by", name, "fence", held.fence())));
    }
    return true;
  }

  private void call(String worker, String what, Promise held, Runnable call) {
    long began = counter.incrementAndGet();
    String error = null;
    try {
      call.run();
    } catch (SeshatException.Conflict e) {
      error = e.getMessage();
    }
    long ended = counter.incrementAndGet();
    events.add(new Event(worker, what, held.id(), held.fence(), began, ended, error));
  }

  private static void busy(int millis) {
    // the work itself takes time; nothing is waited for
    LockSupport.parkNanos(millis * 1_000_000L);
  }

  private void check(Promises promises, List<Long> ids, String store, long seed) {
    Map<Long, List<Event>> byPromise =
        events.stream()
            .collect(Collectors.groupingBy(Event::promise, TreeMap::new, Collectors.toList()));
    assertThat(byPromise.keySet()).containsExactlyElementsOf(ids);
    byPromise.forEach((id, history) -> {
      oneWinnerForEachFence(id, history);
      fencesGrow(id, history);
      nothingIsTakenUnderAnOlderFence(id, history);
      oneEnd(promises.get(id), history);
    });
    Map<String, Long> counts = new TreeMap<>();
    for (Event each : events) {
      counts.merge(each.call() + (each.isAccepted() ? "" : " refused"), 1L, Long::sum);
    }
    assertThat(counts.keySet()).contains("claim", "complete", "complete refused", "fail", "again");
    System.out.printf(
        "claims on %s, seed %d: %d promises, %d workers, %s%n",
        store, seed, ids.size(), WORKERS, counts);
  }

  private static void oneWinnerForEachFence(long id, List<Event> history) {
    Map<Long, Set<String>> winners = new HashMap<>();
    for (Event each : claims(history)) {
      winners.computeIfAbsent(each.fence(), fence -> new java.util.HashSet<>()).add(each.worker());
    }
    assertThat(winners.values()).as("promise %s", id).allMatch(names -> names.size() == 1);
    assertThat(claims(history)).as("promise %s", id).hasSize(winners.size());
  }

  /// A claim that began after another had ended has a higher fence.
  private static void fencesGrow(long id, List<Event> history) {
    List<Event> claims = claims(history);
    for (Event one : claims) {
      for (Event other : claims) {
        if (one.ended() < other.began()) {
          assertThat(other.fence())
              .as("promise %s: %s, %s", id, one, other)
              .isGreaterThan(one.fence());
        }
      }
    }
  }

  /// What a worker says is refused when somebody else had claimed the promise before it began to say so.
  private static void nothingIsTakenUnderAnOlderFence(long id, List<Event> history) {
    for (Event said : history) {
      if (said.call().equals("claim") || !said.isAccepted()) {
        continue;
      }
      for (Event claim : claims(history)) {
        if (claim.fence() > said.fence()) {
          assertThat(claim.ended() < said.began())
              .as("promise %s: %s was taken after %s", id, said, claim)
              .isFalse();
        }
      }
    }
  }

  /// It was settled for good once, by the worker whose word stands in it, and nobody claimed it later.
  private static void oneEnd(Promise promise, List<Event> history) {
    List<Event> ends =
        history.stream()
            .filter(Event::isAccepted)
            .filter(each -> each.call().equals("complete") || each.call().equals("fail"))
            .toList();
    long highest = claims(history).stream().mapToLong(Event::fence).max().orElseThrow();
    if (promise.status() == PromiseStatus.FAILED && promise.attempts() == promise.maxAttempts()) {
      return; // so often lost that it failed by itself
    }
    assertThat(promise.status().isFinished()).as("%s, %s", promise, history).isTrue();
    assertThat(ends).as("promise %s", promise.id()).hasSize(1);
    Event end = ends.getFirst();
    assertThat(end.fence()).isEqualTo(highest).isEqualTo(promise.fence());
    if (promise.status() == PromiseStatus.COMPLETED) {
      assertThat(promise.result()).containsEntry("by", end.worker());
    } else {
      assertThat(promise.errorMessage()).endsWith(end.worker());
    }
  }

  private static List<Event> claims(List<Event> history) {
    return history.stream()
        .filter(each -> each.call().equals("claim"))
        .sorted(Comparator.comparingLong(Event::fence))
        .toList();
  }
}
