package dev.seshat.promise;

import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How promises come to be: each key once, each retry once, and failed at once when what they wait for has failed.
final class Making {
  private final Scope scope;
  private final Endings endings;

  Making(Scope scope, Endings endings) {
    this.scope = scope;
    this.endings = endings;
  }

  /// Makes a promise, or gives the one that its key stands for.
  ///
  /// @throws Invalid if the key stands for another request
  Promise make(Tx tx, NewPromise asked, @Nullable Long retryOf, @Nullable Long scheduleId)
      throws SQLException {
    if (asked.key() != null) {
      Promise known = PromiseTable.findKey(tx, asked.key()).orElse(null);
      if (known != null) {
        requireSame(known, asked);
        return known;
      }
    }
    if (asked.sessionId() != null && !PromiseTable.isSession(tx, asked.sessionId())) {
      throw new Invalid("session_id", "names no session of this workspace");
    }
    List<Promise> before = before(tx, asked);
    String doomed = doomed(tx, asked, before);
    boolean waits = before.stream().anyMatch(each -> each.status() != PromiseStatus.COMPLETED);
    PromiseStatus status = waits ? PromiseStatus.WAITING : PromiseStatus.PENDING;
    Instant now = tx.databaseNow();
    long id = PromiseTable.insert(tx, asked, status, now, retryOf, scheduleId, scope.actor());
    for (Promise each : before) {
      PromiseTable.depend(tx, id, each.id());
    }
    endings.changed(
        tx,
        "promise.created",
        id,
        asked,
        status,
        Map.of("task", Texts.shorten(asked.taskDescription(), 120)));
    if (doomed != null) {
      Promise made = PromiseTable.get(tx, id);
      endings.end(tx, made, made.fence(), End.failed(doomed), now);
    }
    return doomed == null
        ? made(id, asked, status, now, retryOf, scheduleId)
        : PromiseTable.get(tx, id);
  }

  /// The promise as its row is now.
  private Promise made(
      long id,
      NewPromise asked,
      PromiseStatus status,
      Instant now,
      @Nullable Long retryOf,
      @Nullable Long scheduleId) {
    Instant runAt = asked.runAt() == null ? now : asked.runAt();
    return new Promise(
        id,
        asked.withRunAt(runAt).withNotify(asked.notifyOrDefault()),
        status,
        runAt,
        status == PromiseStatus.PENDING ? runAt : null,
        0,
        0,
        null,
        retryOf,
        scheduleId,
        new Promise.Progress(0, null, null),
        null,
        null,
        null,
        scope.actor(),
        now,
        now,
        null,
        null);
  }

  private static void requireSame(Promise known, NewPromise asked) {
    NewPromise before = known.request();
    boolean same =
        before.kind().equals(asked.kind())
            && before.taskDescription().equals(asked.taskDescription())
            && Payloads.same(before.payload(), asked.payload())
            && before.dependsOn().equals(asked.dependsOn())
            && java.util.Objects.equals(before.parentId(), asked.parentId())
            && java.util.Objects.equals(before.sessionId(), asked.sessionId())
            && java.util.Objects.equals(before.chatId(), asked.chatId());
    if (!same) {
      throw new Invalid(
          "idempotency_key",
          "stands for promise "
              + known.id()
              + " already, which is another one; choose a new key for new work");
    }
  }

  /// What it waits for, held as it is, so that none of it ends unseen meanwhile.
  private static List<Promise> before(Tx tx, NewPromise asked) throws SQLException {
    List<Promise> found = new ArrayList<>();
    for (Long id : asked.dependsOn()) {
      found.add(
          PromiseTable.hold(tx, id)
              .orElseThrow(() -> new Invalid("depends_on", "names no promise: " + id)));
    }
    return found;
  }

  /// Why it fails from the first, if it does.
  private static @Nullable String doomed(Tx tx, NewPromise asked, List<Promise> before)
      throws SQLException {
    Promise parent = asked.parentId() == null ? null : parent(tx, asked.parentId());
    for (Promise each : before) {
      if (isFallen(each)) {
        return "it waits for " + each.id() + ", which is " + each.status().word();
      }
    }
    return parent != null && isFallen(parent)
        ? "it is a part of " + parent.id() + ", which is " + parent.status().word()
        : null;
  }

  private static Promise parent(Tx tx, long id) throws SQLException {
    return PromiseTable.hold(tx, id)
        .orElseThrow(() -> new Invalid("parent_id", "names no promise: " + id));
  }

  private static boolean isFallen(Promise promise) {
    return promise.status() == PromiseStatus.FAILED || promise.status() == PromiseStatus.CANCELLED;
  }

  /// Makes the promise that tries a failed or cancelled one again, or gives the one that does already.
  Promise retry(Tx tx, long id) throws SQLException {
    Promise old = PromiseTable.lock(tx, id);
    Optional<Promise> known = PromiseTable.findRetry(tx, id);
    if (known.isPresent()) {
      return known.get();
    }
    if (!isFallen(old)) {
      throw new IllegalTransition(
          "promise " + id,
          old.status().word(),
          "retried",
          "only a failed or cancelled one is tried again");
    }
    List<Long> dependsOn = new ArrayList<>();
    for (Long each : old.dependsOn()) {
      dependsOn.add(newest(tx, each));
    }
    NewPromise was = old.request();
    Instant timeoutAt = was.timeoutAt();
    Instant now = tx.databaseNow();
    NewPromise again =
        new NewPromise(
            was.kind(),
            was.taskDescription(),
            was.payload(),
            was.priority(),
            null,
            timeoutAt == null ? null : now.plus(Duration.between(old.createdAt(), timeoutAt)),
            was.maxAttempts(),
            null,
            was.parentId(),
            dependsOn,
            was.sessionId(),
            was.chatId(),
            was.messageId(),
            was.notifyWhen());
    Promise made = make(tx, again, id, old.scheduleId());
    endings.changed(tx, "promise.retried", old, old.status(), Map.of("by", made.id()));
    return made;
  }

  /// The promise itself, or what tried it again last.
  private static long newest(Tx tx, long id) throws SQLException {
    long newest = id;
    for (int i = 0; i < 1_000; i++) {
      Optional<Promise> later = PromiseTable.findRetry(tx, newest);
      if (later.isEmpty()) {
        return newest;
      }
      newest = later.get().id();
    }
    return newest;
  }
}
