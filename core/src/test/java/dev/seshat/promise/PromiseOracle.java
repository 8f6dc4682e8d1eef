package dev.seshat.promise;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Promises in memory, by the rules of the manual and nothing else: what a store has to agree with.
final class PromiseOracle {
  /// The error of whatever fell with another; the words are the store's own.
  private static final String TAKEN_ALONG = "(taken along)";

  private final Map<Long, Kept> kept = new TreeMap<>();

  /// What people are told, by the ids of the messages.
  final Set<String> told = new TreeSet<>();

  Map<Long, Kept> all() {
    return kept;
  }

  private Kept get(long id) {
    Kept found = kept.get(id);
    if (found == null) {
      throw new NotFound("no promise " + id);
    }
    return found;
  }

  private List<Kept> some(Predicate<Kept> which, Comparator<Kept> order) {
    return kept.values().stream().filter(which).sorted(order).toList();
  }

  private static Comparator<Kept> by(Function<Kept, @Nullable Instant> time) {
    return Comparator.comparing((Kept each) -> Objects.requireNonNull(time.apply(each)))
        .thenComparing(each -> each.id);
  }

  /// @param id the number that the store gave it, or would give
  long create(NewPromise asked, long id, Instant now) {
    for (Kept each : kept.values()) {
      if (asked.key() != null && asked.key().equals(each.asked.key())) {
        if (!each.asked.taskDescription().equals(asked.taskDescription())) {
          throw new Invalid("idempotency_key", "stands for another");
        }
        return each.id;
      }
    }
    return make(asked, id, null, now);
  }

  private long make(NewPromise asked, long id, @Nullable Long retryOf, Instant now) {
    boolean waits = false;
    boolean doomed = false;
    for (long on : asked.dependsOn()) {
      if (!kept.containsKey(on)) {
        throw new Invalid("depends_on", "names none");
      }
      waits |= get(on).status != PromiseStatus.COMPLETED;
      doomed |= get(on).isFallen();
    }
    if (asked.parentId() != null) {
      if (!kept.containsKey(asked.parentId())) {
        throw new Invalid("parent_id", "names none");
      }
      doomed |= get(asked.parentId()).isFallen();
    }
    Kept made = new Kept(id, asked, now, retryOf);
    kept.put(id, made);
    made.status = waits ? PromiseStatus.WAITING : PromiseStatus.PENDING;
    made.readyAt = waits ? null : made.runAt;
    if (doomed) {
      finish(made, 0, End.failed(TAKEN_ALONG));
    }
    return id;
  }

  long retry(long id, long next, Instant now) {
    Kept old = get(id);
    Long known = retryOf(id);
    if (known != null) {
      return known;
    }
    if (!old.isFallen()) {
      throw new IllegalTransition("promise", "x", "retried");
    }
    List<Long> on = new ArrayList<>();
    for (long each : old.asked.dependsOn()) {
      long newest = each;
      for (Long later = retryOf(each); later != null; later = retryOf(later)) {
        newest = later;
      }
      on.add(newest);
    }
    Instant timeout = old.asked.timeoutAt();
    NewPromise was = old.asked;
    NewPromise again =
        NewPromise.of(was.kind(), was.taskDescription())
            .withPriority(was.priority())
            .withMaxAttempts(was.maxAttempts())
            .withParent(was.parentId())
            .withNotify(was.notifyWhen())
            .withTimeoutAt(
                timeout == null ? null : now.plus(Duration.between(old.createdAt, timeout)))
            .after(on.stream().mapToLong(Long::longValue).toArray());
    return make(again, next, id, now);
  }

  private @Nullable Long retryOf(long id) {
    return kept.values().stream()
        .filter(each -> each.retryOf != null && each.retryOf == id)
        .map(each -> each.id)
        .findFirst()
        .orElse(null);
  }

  Set<Long> claim(String worker, String kind, int limit, Duration lease, Instant now) {
    Set<Long> got = new TreeSet<>(take(worker, kind, limit, lease, now));
    if (got.size() < limit) {
      expire(each -> each.asked.kind().equals(kind), now);
      got.addAll(take(worker, kind, limit - got.size(), lease, now));
    }
    renew(worker, now);
    return got;
  }

  private List<Long> take(String worker, String kind, int limit, Duration lease, Instant now) {
    List<Long> got = new ArrayList<>();
    Comparator<Kept> order =
        Comparator.<Kept, Integer>comparing(each -> each.asked.priority())
            .thenComparing(by(each -> each.readyAt));
    for (Kept each :
        some(
            p ->
                p.asked.kind().equals(kind)
                    && p.status == PromiseStatus.PENDING
                    && p.isReady(now)
                    && !p.isOutOfTime(now),
            order)) {
      if (got.size() < limit) {
        each.status = PromiseStatus.IN_PROGRESS;
        each.attempts++;
        each.fence++;
        each.owner = worker;
        each.lease = lease;
        each.readyAt = now.plus(lease);
        got.add(each.id);
      }
    }
    return got;
  }

  /// Any word of a worker renews those of its leases of which more than half is over.
  private void renew(@Nullable String worker, Instant now) {
    for (Kept each : kept.values()) {
      Instant until = each.readyAt;
      if (worker != null
          && worker.equals(each.owner)
          && now.plusMillis(each.lease.toMillis() / 2).isAfter(Objects.requireNonNull(until))) {
        each.readyAt = now.plus(each.lease);
      }
    }
  }

  void heartbeat(long id, long fence, Instant now) {
    Kept promise = get(id);
    requireGiven(promise, fence);
    if (promise.isHeldUnder(fence)) {
      promise.readyAt = now.plus(promise.lease);
      renew(promise.owner, now);
    }
  }

  private static void requireGiven(Kept promise, long fence) {
    if (fence < 1 || fence > promise.fence) {
      throw new Invalid("fence", "never given");
    }
  }

  /// A worker's word, as it comes over a door.
  void settle(Settling word, Instant now) {
    String worker = get(word.id()).owner;
    settleOne(word, now);
    renew(worker, now);
  }

  /// The words of a worker in this process, of which those that complete come first.
  List<String> settleAll(List<Settling> words, Instant now) {
    Map<Long, Settling> first = new TreeMap<>();
    words.stream()
        .filter(word -> word.end().status() == PromiseStatus.COMPLETED)
        .forEach(word -> first.putIfAbsent(word.id(), word));
    Set<Settling> done = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    for (Settling word : first.values()) {
      Kept promise = kept.get(word.id());
      if (promise != null && promise.isHeldUnder(word.fence()) && !promise.isOutOfTime(now)) {
        finish(promise, promise.fence, word.end());
        done.add(word);
      }
    }
    List<String> answers = new ArrayList<>();
    for (Settling word : words) {
      answers.add(
          Outcome.of(() -> {
            if (done.contains(word)) {
              release(get(word.id()), now);
            } else {
              settleOne(word, now);
            }
            return "taken";
          }));
    }
    return answers;
  }

  private void settleOne(Settling word, Instant now) {
    Kept promise = get(word.id());
    requireGiven(promise, word.fence());
    if (!promise.isHeldUnder(word.fence())) {
      if (isSaid(promise, word)) {
        return;
      }
      if (promise.status.isFinished() && promise.fence == word.fence()) {
        throw new IllegalTransition("promise", "x", "settled");
      }
      throw new Conflict("no longer held");
    }
    if (promise.isOutOfTime(now)) {
      throw new Conflict("timed out");
    }
    boolean failed = word.end().status() == PromiseStatus.FAILED;
    if (failed && word.retry().isWanted() && promise.attempts < promise.asked.maxAttempts()) {
      putBack(promise, promise.fence, now.plus(Objects.requireNonNull(word.retry().after())));
      promise.error = word.end().error();
    } else {
      end(promise, promise.fence, word.end(), now);
    }
  }

  private static boolean isSaid(Kept promise, Settling word) {
    if (promise.fence != word.fence()) {
      return false;
    }
    if (promise.status == PromiseStatus.PENDING) {
      return word.end().status() == PromiseStatus.FAILED
          && word.retry().isWanted()
          && Objects.equals(promise.error, word.end().error());
    }
    return promise.status == word.end().status()
        && Objects.equals(promise.result, word.end().result())
        && Objects.equals(promise.error, word.end().error());
  }

  void cancel(long id, Instant now) {
    Kept promise = get(id);
    if (promise.status == PromiseStatus.CANCELLED) {
      return;
    }
    if (promise.status.isFinished()) {
      throw new IllegalTransition("promise", "x", "cancelled");
    }
    end(promise, promise.fence + 1, End.cancelled(null), now);
  }

  /// Somebody takes it from its worker by hand; the attempt does not count.
  void putBack(long id, Instant now) {
    Kept promise = get(id);
    if (promise.status == PromiseStatus.PENDING) {
      return;
    }
    if (promise.status != PromiseStatus.IN_PROGRESS) {
      throw new IllegalTransition("promise", "x", "pending");
    }
    putBack(promise, promise.fence + 1, now);
    promise.attempts--;
  }

  private static void putBack(Kept promise, long fence, Instant readyAt) {
    promise.status = PromiseStatus.PENDING;
    promise.fence = fence;
    promise.readyAt = readyAt;
    promise.owner = null;
  }

  void recover(Instant now) {
    expire(each -> true, now);
    for (Kept each :
        some(
            p -> !p.status.isFinished() && p.isOutOfTime(now),
            by(each -> each.asked.timeoutAt()))) {
      if (!each.status.isFinished()) {
        end(each, each.fence + 1, End.failed(TAKEN_ALONG), now);
      }
    }
  }

  private void expire(Predicate<Kept> which, Instant now) {
    Predicate<Kept> lost = each -> each.status == PromiseStatus.IN_PROGRESS && each.isReady(now);
    for (Kept each : some(which.and(lost), by(p -> p.readyAt))) {
      if (!lost.test(each)) {
        continue;
      }
      if (each.attempts >= each.asked.maxAttempts()) {
        end(each, each.fence + 1, End.failed(TAKEN_ALONG), now);
      } else {
        if (each.asked.notifyOrDefault() == Notify.ALWAYS) {
          told.add("promise:" + each.id + ":interrupted:" + each.fence);
        }
        putBack(each, each.fence + 1, now);
        each.error = TAKEN_ALONG;
      }
    }
  }

  private void end(Kept promise, long fence, End end, Instant now) {
    finish(promise, fence, end);
    if (end.status() == PromiseStatus.COMPLETED) {
      release(promise, now);
      return;
    }
    Deque<Kept> fallen = new ArrayDeque<>(List.of(promise));
    while (!fallen.isEmpty()) {
      Kept cause = fallen.removeFirst();
      for (Kept each : kept.values()) {
        boolean waits =
            each.status == PromiseStatus.WAITING && each.asked.dependsOn().contains(cause.id);
        boolean isPart =
            !each.status.isFinished() && Objects.equals(each.asked.parentId(), cause.id);
        if (waits || isPart) {
          finish(each, each.fence + 1, End.failed(TAKEN_ALONG));
          fallen.add(each);
        }
      }
    }
  }

  private void finish(Kept promise, long fence, End end) {
    if (promise.status.isFinished()) {
      throw new IllegalStateException("finished ones are final");
    }
    promise.status = end.status();
    promise.fence = fence;
    promise.readyAt = null;
    promise.owner = null;
    promise.result = end.result();
    promise.error = end.error();
    if (promise.asked.notifyOrDefault().tells(end.status())) {
      told.add("promise:" + promise.id + ":" + end.status().word());
    }
  }

  private void release(Kept done, Instant now) {
    for (Kept each : kept.values()) {
      boolean isFree =
          each.status == PromiseStatus.WAITING
              && each.asked.dependsOn().contains(done.id)
              && each.asked.dependsOn().stream()
                  .allMatch(on -> get(on).status == PromiseStatus.COMPLETED);
      if (isFree) {
        each.status = PromiseStatus.PENDING;
        each.readyAt = each.runAt.isAfter(now) ? each.runAt : now;
      }
    }
  }

  /// What comes of a call, in words that both sides share.
  static final class Outcome {
    private Outcome() {}

    static String of(java.util.concurrent.Callable<?> call) {
      try {
        return String.valueOf(call.call());
      } catch (Conflict | IllegalTransition | Invalid | NotFound e) {
        return e.getClass().getSimpleName();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
