package dev.seshat.promise;

import dev.seshat.Texts;
import dev.seshat.inbox.Inbox;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ends of promises and what follows from them: what waited goes on or fails too, and the person is told.
final class Endings {
  /// So many promises at most follow in one transaction; the steward sees to the rest.
  static final int MOST_AT_ONCE = 1_000;

  private final Scope scope;
  private final Notices notices;

  Endings(Scope scope, Inbox inbox) {
    this.scope = scope;
    this.notices = new Notices(inbox);
  }

  /// A promise that has failed or was cancelled, and the words for why others fail with it.
  private record Fallen(long id, String what) {
    static Fallen of(Promise promise, End end) {
      String why = end.error() == null ? "" : ": " + end.error();
      return new Fallen(
          promise.id(),
          "promise "
              + promise.id()
              + (end.status() == PromiseStatus.CANCELLED ? " was cancelled" : " failed")
              + why);
    }
  }

  /// Ends a promise that is locked.
  ///
  /// @param fence the one that it has from now on
  void end(Tx tx, Promise promise, long fence, End end, Instant now) throws SQLException {
    finish(tx, promise, fence, end, now);
    if (end.status() == PromiseStatus.COMPLETED) {
      release(tx, promise.id(), now);
    } else {
      fell(tx, Fallen.of(promise, end), now);
    }
  }

  private void finish(Tx tx, Promise promise, long fence, End end, Instant now)
      throws SQLException {
    EndTable.finish(tx, promise.id(), fence, end, now);
    tell(tx, promise, end);
  }

  /// Tells of a promise that is completed, and lets go on what waits for it.
  void completed(Tx tx, Promise promise, End end, boolean isWaitedFor, Instant now)
      throws SQLException {
    tell(tx, promise, end);
    if (isWaitedFor) {
      release(tx, promise.id(), now);
    }
  }

  /// Writes an end down and tells of it.
  private void tell(Tx tx, Promise promise, End end) throws SQLException {
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("attempts", promise.attempts());
    if (end.error() != null) {
      detail.put("error", Texts.shorten(end.error(), 300));
    }
    changed(tx, "promise." + end.status().word(), promise, end.status(), detail);
    notices.ended(tx, promise, end);
  }

  /// Lets go on what waited for this one alone.
  private void release(Tx tx, long id, Instant now) throws SQLException {
    long after = 0;
    for (int done = 0; done < MOST_AT_ONCE; ) {
      List<Promise> some = EndTable.waitingFor(tx, id, after, 100);
      for (Promise each : some) {
        if (EndTable.missing(tx, each.id()) == 0) {
          release(tx, each, now);
          done++;
        }
      }
      if (some.size() < 100) {
        return;
      }
      after = some.getLast().id();
    }
  }

  /// Lets a promise go on that waits for nothing any more.
  void release(Tx tx, Promise promise, Instant now) throws SQLException {
    Instant readyAt = promise.runAt().isAfter(now) ? promise.runAt() : now;
    EndTable.release(tx, promise.id(), readyAt, now);
    changed(tx, "promise.released", promise, PromiseStatus.PENDING, Map.of());
  }

  /// Fails what waits for a promise that fell, what waits for that, and so on; and the parts of each.
  private void fell(Tx tx, Fallen first, Instant now) throws SQLException {
    Deque<Fallen> fallen = new ArrayDeque<>(List.of(first));
    int left = MOST_AT_ONCE;
    while (!fallen.isEmpty() && left > 0) {
      Fallen cause = fallen.removeFirst();
      for (Promise each : EndTable.waitingFor(tx, cause.id(), 0, left)) {
        fallen.add(failWith(tx, each, "it waits for " + cause.id() + ", and " + cause.what(), now));
        left--;
      }
      for (Promise each : EndTable.openParts(tx, cause.id(), left)) {
        fallen.add(
            failWith(tx, each, "it is a part of " + cause.id() + ", and " + cause.what(), now));
        left--;
      }
    }
  }

  private Fallen failWith(Tx tx, Promise promise, String why, Instant now) throws SQLException {
    End end = End.failed(Texts.shorten(why, 1_000));
    finish(tx, promise, promise.fence() + 1, end, now);
    return Fallen.of(promise, end);
  }

  /// Whether a promise is still as it was read: one that fell since, in the same transaction, may have taken it along.
  static boolean isStill(Tx tx, Promise read) throws SQLException {
    Promise now = PromiseTable.lock(tx, read.id());
    return now.status() == read.status() && now.fence() == read.fence();
  }

  /// Puts a promise back whose lease ran out, or fails it when it was the last attempt.
  ///
  /// @return whether it is pending again
  boolean expire(Tx tx, Promise promise, Instant now) throws SQLException {
    Promise.Lease lease = java.util.Objects.requireNonNull(promise.lease());
    String lost = "the worker " + lease.owner() + " was lost: its lease ended at " + lease.until();
    if (promise.attempts() >= promise.maxAttempts()) {
      end(tx, promise, promise.fence() + 1, End.failed(lost), now);
      return false;
    }
    ClaimTable.putBack(tx, promise.id(), promise.fence() + 1, now, lost, now);
    changed(tx, "promise.expired", promise, PromiseStatus.PENDING, Map.of("worker", lease.owner()));
    notices.interrupted(tx, promise);
    return true;
  }

  /// Writes down a change.
  void changed(
      Tx tx,
      String action,
      Promise promise,
      PromiseStatus status,
      Map<String, ? extends @Nullable Object> more) {
    changed(tx, action, promise.id(), promise.request(), status, more);
  }

  void changed(
      Tx tx,
      String action,
      long id,
      NewPromise request,
      PromiseStatus status,
      Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("kind", request.kind());
    detail.put("status", status.word());
    detail.putAll(more);
    scope.changed(
        tx, action, "promise", id, request.sessionId(), dev.seshat.json.Json.write(detail));
  }
}
