package dev.seshat.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.inbox.Message;
import dev.seshat.inbox.MessageFilter;
import dev.seshat.promise.PromiseOracle.Outcome;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Thousands of steps drawn from a seed, on each database beside promises in memory: the same answers, the same refusals,
/// the same promises.
class PromiseDifferentialTest {
  private static final int STEPS = Integer.getInteger("seshat.steps", 2_000);
  private static final List<String> KINDS = List.of("work", "other");

  private final TestClock clock = new TestClock();
  private final PromiseOracle oracle = new PromiseOracle();
  private final Map<String, Integer> taken = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private Random random = new Random();
  private long highest;

  @EveryStore
  void isAsTheRulesSay(TestStore store) {
    long seed = Long.getLong("seshat.seed", 20260131L);
    random = new Random(seed);
    Seshat seshat = store.seshat(clock);
    Promises promises = seshat.promises();
    for (int step = 0; step < STEPS; step++) {
      int drawn = random.nextInt(100);
      String what = name(drawn);
      String[] said = step(promises, drawn);
      assertThat(said[0]).as("seed %d, step %d, %s", seed, step, what).isEqualTo(said[1]);
      boolean isRefused = said[0].matches("Conflict|IllegalTransition|Invalid|NotFound");
      (isRefused ? refused : taken).merge(what, 1, Integer::sum);
      if (step % 25 == 0 || step == STEPS - 1) {
        assertThat(lines(promises))
            .as("seed %d, step %d, after %s", seed, step, what)
            .isEqualTo(oracle.all().values().stream().map(Kept::line).collect(Collectors.toList()));
      }
    }
    assertThat(messages(seshat)).isEqualTo(oracle.told);
    System.out.printf(
        "promises beside an oracle, %s: seed %d, %d steps, %d promises, taken %s, refused %s%n",
        store, seed, STEPS, oracle.all().size(), taken, refused);
    assertThat(taken.keySet()).contains("create", "claim", "settle", "settle many", "heartbeat");
    assertThat(taken.keySet()).contains("cancel", "retry", "put back", "recover");
    assertThat(refused.keySet()).contains("create", "settle", "heartbeat", "cancel", "retry");
  }

  private static String name(int drawn) {
    return drawn < 28
        ? "create"
        : drawn < 50
            ? "claim"
            : drawn < 62
                ? "settle"
                : drawn < 70
                    ? "settle many"
                    : drawn < 76
                        ? "heartbeat"
                        : drawn < 80
                            ? "cancel"
                            : drawn < 84 ? "retry" : drawn < 87 ? "put back" : "recover";
  }

  /// One step on both sides: what the store said, and what the oracle did.
  private String[] step(Promises promises, int drawn) {
    Instant now = clock.instant();
    return switch (name(drawn)) {
      case "create" -> {
        NewPromise asked = promise();
        yield made(() -> promises.create(asked).id(), id -> oracle.create(asked, id, now));
      }
      case "claim" -> {
        String worker = "w" + random.nextInt(3);
        String kind = KINDS.get(random.nextInt(2));
        int limit = 1 + random.nextInt(4);
        Duration lease = Duration.ofSeconds(10 + random.nextInt(60));
        yield both(
            () ->
                new TreeSet<>(
                    promises.claim(worker, List.of(kind), limit, lease).stream()
                        .map(Promise::id)
                        .toList()),
            () -> oracle.claim(worker, kind, limit, lease, now));
      }
      case "settle" -> {
        Settling word = word(id());
        yield both(
            () -> said(promises, word),
            () -> {
              oracle.settle(word, now);
              return "taken";
            });
      }
      case "settle many" -> {
        List<Settling> words = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
          words.add(word(id()));
        }
        yield both(
            () ->
                promises.settleAll(words).stream()
                    .map(each -> each == null ? "taken" : each.getClass().getSimpleName())
                    .toList(),
            () -> oracle.settleAll(words, now));
      }
      case "heartbeat" -> {
        long id = id();
        long fence = fence(id);
        yield both(
            () -> {
              promises.heartbeat(id, fence);
              return "heard";
            },
            () -> {
              oracle.heartbeat(id, fence, now);
              return "heard";
            });
      }
      case "cancel" -> {
        long id = id();
        yield both(
            () -> {
              promises.cancel(id, null);
              return "ended";
            },
            () -> {
              oracle.cancel(id, now);
              return "ended";
            });
      }
      case "retry" -> {
        long id = id();
        yield made(() -> promises.retry(id).id(), next -> oracle.retry(id, next, now));
      }
      case "put back" -> {
        long id = id();
        yield both(
            () -> {
              promises.updateStatus(id, PromiseStatus.PENDING, null);
              return "there";
            },
            () -> {
              oracle.putBack(id, now);
              return "there";
            });
      }
      default -> {
        // now and then long enough that every worker is lost
        clock.advance(Duration.ofSeconds(random.nextInt(random.nextInt(8) == 0 ? 120 : 20)));
        boolean looks = random.nextInt(3) == 0;
        yield both(
            () -> looks ? "looked" + (promises.recover().count() < 0) : "time",
            () -> {
              if (looks) {
                oracle.recover(clock.instant());
              }
              return looks ? "lookedfalse" : "time";
            });
      }
    };
  }

  private static String[] both(
      java.util.concurrent.Callable<?> store, java.util.concurrent.Callable<?> oracle) {
    return new String[] {Outcome.of(store), Outcome.of(oracle)};
  }

  /// The same where something is made: the number is the store's.
  private String[] made(
      java.util.concurrent.Callable<Long> store, java.util.function.LongUnaryOperator oracle) {
    String said = Outcome.of(store);
    long id = said.matches("[0-9]+") ? Long.parseLong(said) : highest + 1;
    highest = Math.max(highest, said.matches("[0-9]+") ? id : highest);
    return new String[] {said, Outcome.of(() -> oracle.applyAsLong(id))};
  }

  private NewPromise promise() {
    NewPromise asked =
        NewPromise.of(KINDS.get(random.nextInt(2)), "work " + random.nextInt(3))
            .withPriority(1 + random.nextInt(5))
            .withMaxAttempts(1 + random.nextInt(3))
            .withNotify(Notify.values()[random.nextInt(Notify.values().length)]);
    Instant now = clock.instant();
    if (random.nextInt(4) == 0) {
      asked = asked.withRunAt(now.plusSeconds(random.nextInt(60)));
    }
    if (random.nextInt(4) == 0) {
      asked = asked.withTimeoutAt(now.plusSeconds(random.nextInt(180)));
    }
    if (random.nextInt(6) == 0) {
      // few keys: most are there already, for the same words or for others
      asked =
          NewPromise.of("work", "work " + random.nextInt(3))
              .withNotify(Notify.NEVER)
              .withKey("k" + random.nextInt(40));
      return asked;
    }
    if (random.nextInt(3) == 0) {
      asked = asked.withParent(random.nextBoolean() ? id() : held());
    }
    for (int i = random.nextInt(4); i > 1; i--) {
      asked = asked.after(id());
    }
    return asked;
  }

  /// Mostly one of the last that were made; now and then none.
  private long id() {
    if (random.nextInt(50) == 0) {
      return highest + 1_000;
    }
    return Math.max(1, highest - random.nextInt(25));
  }

  /// Mostly the fence that counts.
  private long fence(long id) {
    Kept kept = oracle.all().get(id);
    long fence = kept == null ? 1 : kept.fence;
    return random.nextInt(6) == 0 ? fence + random.nextInt(3) - 1 : fence;
  }

  /// One that a worker has, if there is any.
  private long held() {
    List<Long> held =
        oracle.all().values().stream()
            .filter(each -> each.status == PromiseStatus.IN_PROGRESS)
            .map(each -> each.id)
            .toList();
    return held.isEmpty() ? id() : held.get(random.nextInt(held.size()));
  }

  private Settling word(long given) {
    long id = random.nextInt(4) == 0 ? given : held();
    long fence = fence(id);
    return switch (random.nextInt(5)) {
      case 0 -> Settling.failed(id, fence, "boom " + random.nextInt(2), Retry.never());
      case 1 ->
          Settling.failed(
              id,
              fence,
              "boom " + random.nextInt(2),
              Retry.after(Duration.ofSeconds(random.nextInt(30))));
      default -> Promises.completion(id, fence, Map.of("n", random.nextInt(3)), null);
    };
  }

  private static String said(Promises promises, Settling word) {
    Map<String, @Nullable Object> result = word.end().result();
    String error = word.end().error();
    if (result != null) {
      promises.complete(word.id(), word.fence(), result);
    } else {
      promises.fail(word.id(), word.fence(), String.valueOf(error), word.retry());
    }
    return "taken";
  }

  private static List<String> lines(Promises promises) {
    Map<Long, String> lines = new TreeMap<>();
    String cursor = null;
    do {
      var page = promises.list(PromiseFilter.all().withLimit(500).withCursor(cursor));
      page.items().forEach(each -> lines.put(each.id(), Kept.line(each)));
      cursor = page.next();
    } while (cursor != null);
    return List.copyOf(lines.values());
  }

  private static TreeSet<String> messages(Seshat seshat) {
    TreeSet<String> ids = new TreeSet<>();
    String cursor = null;
    do {
      var page = seshat.inbox().list(MessageFilter.newest(500).after(cursor));
      page.items().stream().map(Message::messageId).forEach(ids::add);
      cursor = page.next();
    } while (cursor != null);
    return ids;
  }
}
