package dev.seshat.promise;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What workers may do: take promises, keep them, and settle them, each under its fence.
final class Claims {
  private final Endings endings;

  Claims(Endings endings) {
    this.endings = endings;
  }

  /// Takes what is due, what lost workers leave behind included.
  List<Promise> claim(Tx tx, String worker, Collection<String> kinds, int limit, Duration lease)
      throws SQLException {
    Instant now = tx.databaseNow();
    List<Promise> got = new ArrayList<>(ClaimTable.claim(tx, worker, kinds, limit, lease, now));
    if (got.size() < limit && expire(tx, kinds, now)) {
      got.addAll(ClaimTable.claim(tx, worker, kinds, limit - got.size(), lease, now));
    }
    for (Promise each : got) {
      endings.changed(
          tx,
          "promise.claimed",
          each,
          each.status(),
          Map.of("worker", worker, "attempt", each.attempts()));
    }
    return got;
  }

  /// Takes one that is pending, whenever it is due.
  Promise take(Tx tx, Promise promise, String worker, Duration lease) throws SQLException {
    ClaimTable.take(tx, promise.id(), worker, lease, tx.databaseNow());
    Promise taken = PromiseTable.get(tx, promise.id());
    endings.changed(
        tx,
        "promise.claimed",
        taken,
        taken.status(),
        Map.of("worker", worker, "attempt", taken.attempts()));
    return taken;
  }

  private boolean expire(Tx tx, Collection<String> kinds, Instant now) throws SQLException {
    boolean again = false;
    for (Promise each : ClaimTable.expired(tx, kinds, now, 100)) {
      again |= Endings.isStill(tx, each) && endings.expire(tx, each, now);
    }
    return again;
  }

  /// Whether a worker has a lease of which more than half is over.
  static boolean isRenewalDue(List<Promise> held, Instant now) {
    return held.stream().anyMatch(each -> isRenewalDue(each, now));
  }

  private static boolean isRenewalDue(Promise promise, Instant now) {
    Promise.Lease lease = Objects.requireNonNull(promise.lease());
    return now.plusMillis(lease.millis() / 2).isAfter(lease.until());
  }

  /// Renews what a worker has, where it is time: any word of the worker shows that it is alive.
  void renew(Tx tx, String worker, Instant now) throws SQLException {
    for (Promise each : ClaimTable.lockHeld(tx, worker)) {
      if (isRenewalDue(each, now)) {
        renew(tx, each, now);
      }
    }
  }

  private static boolean renew(Tx tx, Promise promise, Instant now) throws SQLException {
    Promise.Lease lease = Objects.requireNonNull(promise.lease());
    return ClaimTable.renew(tx, promise.id(), promise.fence(), now.plusMillis(lease.millis()));
  }

  /// Renews one lease, and the worker's others where it is time.
  Promise heartbeat(Tx tx, long id, long fence) throws SQLException {
    Promise promise = PromiseTable.lock(tx, id);
    requireGiven(promise, fence);
    if (!promise.isHeldUnder(fence)) {
      return promise;
    }
    Instant now = tx.databaseNow();
    renew(tx, promise, now);
    renew(tx, Objects.requireNonNull(promise.lease()).owner(), now);
    return PromiseTable.get(tx, id);
  }

  /// Keeps how far an attempt has come, and renews its lease. The log tells of it when another tenth is done, and
  /// otherwise every five seconds.
  Promise progress(Tx tx, long id, long fence, int percent, @Nullable String note)
      throws SQLException {
    Promise promise = PromiseTable.lock(tx, id);
    requireGiven(promise, fence);
    if (!promise.isHeldUnder(fence)) {
      throw late(promise, fence);
    }
    Instant now = tx.databaseNow();
    Promise.Progress before = promise.progress();
    boolean tells =
        percent / 10 != before.percent() / 10
            || before.toldAt() == null
            || !now.isBefore(before.toldAt().plusSeconds(5));
    ClaimTable.progress(tx, id, percent, note, tells ? now : before.toldAt(), now);
    if (tells) {
      endings.changed(
          tx, "promise.progress", promise, promise.status(), Map.of("progress", percent));
    }
    renew(tx, promise, now);
    return PromiseTable.get(tx, id);
  }

  /// Takes a worker's word on an attempt; the same word twice counts once.
  ///
  /// @throws Conflict if the lease was lost
  void settle(Tx tx, Settling word) throws SQLException {
    Promise promise = PromiseTable.lock(tx, word.id());
    Instant now = tx.databaseNow();
    if (isToSettle(promise, word, now)) {
      settle(tx, promise, word, now);
    }
  }

  /// Whether a locked promise waits for this word; not when the word was taken before.
  ///
  /// @throws Conflict if the lease was lost
  private static boolean isToSettle(Promise promise, Settling word, Instant now) {
    requireGiven(promise, word.fence());
    if (!promise.isHeldUnder(word.fence())) {
      if (!isSaid(promise, word)) {
        throw late(promise, word.fence());
      }
      return false;
    }
    Instant timeoutAt = promise.timeoutAt();
    if (timeoutAt != null && !timeoutAt.isAfter(now)) {
      throw new Conflict(
          "promise " + promise.id() + " timed out at " + timeoutAt + "; the result comes too late");
    }
    return true;
  }

  /// Settles a locked promise that waits for this word.
  private void settle(Tx tx, Promise promise, Settling word, Instant now) throws SQLException {
    boolean isAgain =
        word.retry().isWanted()
            && word.end().status() == PromiseStatus.FAILED
            && promise.attempts() < promise.maxAttempts();
    if (isAgain) {
      again(tx, promise, word, now);
    } else {
      endings.end(tx, promise, promise.fence(), word.end(), now);
    }
  }

  private void again(Tx tx, Promise promise, Settling word, Instant now) throws SQLException {
    Duration given = word.retry().after();
    Instant next = now.plus(given != null ? given : Backoff.after(tx, promise.attempts()));
    String error = Objects.requireNonNull(word.end().error());
    ClaimTable.putBack(tx, promise.id(), promise.fence(), next, error, now);
    endings.changed(
        tx,
        "promise.deferred",
        promise,
        PromiseStatus.PENDING,
        Map.of(
            "attempt",
            promise.attempts(),
            "error",
            dev.seshat.Texts.shorten(error, 300),
            "next",
            dev.seshat.store.Times.text(next)));
  }

  /// Whether this word was taken before: the answer to it was lost, and it is said again.
  private static boolean isSaid(Promise promise, Settling word) {
    if (promise.fence() != word.fence()) {
      return false;
    }
    if (promise.status() == PromiseStatus.PENDING) {
      return word.end().status() == PromiseStatus.FAILED
          && word.retry().isWanted()
          && Objects.equals(promise.errorMessage(), word.end().error());
    }
    return word.end().isOf(promise);
  }

  /// Puts a promise back that its worker gives up unfinished; the attempt does not count.
  void handBack(Tx tx, long id, long fence) throws SQLException {
    Promise promise = PromiseTable.lock(tx, id);
    if (promise.isHeldUnder(fence)) {
      Instant now = tx.databaseNow();
      ClaimTable.handBack(tx, id, fence + 1, now);
      endings.changed(tx, "promise.returned", promise, PromiseStatus.PENDING, Map.of());
    }
  }

  private static void requireGiven(Promise promise, long fence) {
    if (fence < 1 || fence > promise.fence()) {
      throw new Invalid(
          "fence", "is none that promise " + promise.id() + " was ever claimed under: " + fence);
    }
  }

  /// What a worker hears that comes too late.
  private static RuntimeException late(Promise promise, long fence) {
    String name = "promise " + promise.id();
    if (promise.status().isFinished() && promise.fence() == fence) {
      return new IllegalTransition(
          name,
          promise.status().word(),
          "settled",
          "it was settled under this fence with another result");
    }
    String why =
        switch (promise.status()) {
          case IN_PROGRESS ->
              "the worker " + Objects.requireNonNull(promise.lease()).owner() + " has it now";
          case PENDING, WAITING -> "its lease is over, and it waits for a worker";
          case COMPLETED, FAILED, CANCELLED -> "it is " + promise.status().word() + " already";
        };
    return new Conflict(
        name + " is no longer held under fence " + fence + ": " + why + "; drop the work");
  }
}
