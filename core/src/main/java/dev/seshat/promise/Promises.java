package dev.seshat.promise;

import dev.seshat.Page;
import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.audit.AuditJournal;
import dev.seshat.audit.CommitWatch;
import dev.seshat.inbox.Inbox;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The promises of a workspace: work that is kept until somebody has done it, once, and that its person is told of.
///
/// Workers claim what is due under a lease and a fence. While the lease lasts nobody else gets it; a worker that is not
/// heard of any more loses it, and what it says later under the old fence is refused. So a promise never runs twice at
/// once and is never forgotten; its effects may begin more than once, and [Promise#key] makes them once.
public final class Promises {
  /// How many promises one call claims at most.
  public static final int MAX_CLAIM = 100;

  /// How many kinds one call claims of at most.
  public static final int MAX_KINDS = 64;

  /// The lease of whoever does not say how long.
  public static final Duration LEASE = Duration.ofMinutes(5);

  private static final Duration SHORTEST_LEASE = Duration.ofMillis(1);
  private static final Duration LONGEST_LEASE = Duration.ofDays(1);

  /// How often a change by another process is looked for while somebody waits.
  private static final long LOOK_EVERY_MILLIS = 400;

  private static final int MAX_TEXT = 10_000;

  private final Scope scope;
  private final AuditJournal journal;
  private final Endings endings;
  private final Making making;
  private final Claims claims;

  public Promises(Scope scope, Inbox inbox, AuditJournal journal) {
    this.scope = scope;
    this.journal = journal;
    this.endings = new Endings(scope, inbox);
    this.making = new Making(scope, endings);
    this.claims = new Claims(endings);
  }

  /// Makes a promise, or gives the one that its key stands for already.
  ///
  /// @throws Invalid if the key stands for another request, or it names something that is not there
  public Promise create(NewPromise promise) {
    return scope.store().write(tx -> createIn(tx, promise));
  }

  /// The same as a part of another change.
  public Promise createIn(Tx tx, NewPromise promise) throws SQLException {
    return making.make(tx, promise, null, null);
  }

  /// Takes over a promise of another system, by its key; one that is here and open ends as it ended there.
  ///
  /// @return whether anything here is new because of it
  public boolean importIn(Tx tx, ImportedPromise promise) throws SQLException {
    return new Importing(scope, endings).take(tx, promise);
  }

  /// The promise of this number.
  ///
  /// @throws NotFound if there is none
  public Promise get(long id) {
    return scope.store().read(tx -> PromiseTable.get(tx, id));
  }

  /// The promise that a key stands for, if there is one, within another feature's transaction.
  public Optional<Promise> findKeyIn(Tx tx, String key) throws SQLException {
    return PromiseTable.findKey(tx, key);
  }

  /// Whether something can still become of a promise, within another feature's transaction; not of one that is gone.
  public boolean isOpenIn(Tx tx, long id) throws SQLException {
    return PromiseTable.isOpen(tx, id);
  }

  /// The promises that the filter lets through, newest first.
  public Page<Promise> list(PromiseFilter filter) {
    Long before = filter.cursor() == null ? null : number(filter.cursor());
    return Page.cut(
        scope.store().read(tx -> PromiseTable.list(tx, filter, before)),
        filter.limit(),
        promise -> Long.toString(promise.id()));
  }

  private static long number(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new Invalid("cursor", "is none that a page before this one gave");
    }
  }

  /// Takes what is due of some kinds: the most urgent first, then what is due longest, then the oldest.
  ///
  /// @param worker a name that no other worker has, at most 200 characters
  /// @param limit 1 to 100
  /// @param lease how long each is the worker's unless it is heard of, 1 ms to a day
  public List<Promise> claim(String worker, Collection<String> kinds, int limit, Duration lease) {
    Texts.required("worker", worker, 200);
    Set<String> wanted = new TreeSet<>(kinds);
    wanted.forEach(NewPromise::kindOf);
    if (wanted.isEmpty() || wanted.size() > MAX_KINDS) {
      throw new Invalid("kinds", "must be 1 to " + MAX_KINDS + " kinds");
    }
    if (limit < 1 || limit > MAX_CLAIM) {
      throw new Invalid("limit", "must be 1 to " + MAX_CLAIM);
    }
    if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
      throw new Invalid("lease", "must be 1 millisecond to 1 day");
    }
    if (!scope.store().read(tx -> isAnythingToDo(tx, worker, wanted))) {
      return List.of();
    }
    return scope
        .store()
        .write(tx -> {
          List<Promise> got = claims.claim(tx, worker, wanted, limit, lease);
          claims.renew(tx, worker, tx.databaseNow());
          return got;
        });
  }

  /// Looks before it writes, so that asking in vain costs next to nothing.
  private static boolean isAnythingToDo(Tx tx, String worker, Set<String> kinds)
      throws SQLException {
    Instant now = tx.databaseNow();
    return ClaimTable.next(tx, kinds).filter(next -> !next.isAfter(now)).isPresent()
        || Claims.isRenewalDue(ClaimTable.held(tx, worker), now);
  }

  /// For how long nothing is due of these kinds; 0 if something is.
  long millisUntilNext(Set<String> kinds) {
    return scope
        .store()
        .read(tx -> {
          Instant next = ClaimTable.next(tx, kinds).orElse(null);
          return next == null
              ? Long.MAX_VALUE
              : Math.max(0, Duration.between(tx.databaseNow(), next).toMillis());
        });
  }

  /// Takes a sign of life of a worker, whatever it did: renews what it has, where it is time.
  public void heard(String worker) {
    boolean isDue =
        scope
            .store()
            .read(tx -> Claims.isRenewalDue(ClaimTable.held(tx, worker), tx.databaseNow()));
    if (isDue) {
      scope
          .store()
          .write(tx -> {
            claims.renew(tx, worker, tx.databaseNow());
            return true;
          });
    }
  }

  /// Claims without a look before.
  List<Promise> claimDue(String worker, Set<String> kinds, int limit, Duration lease) {
    return scope.store().write(tx -> claims.claim(tx, worker, kinds, limit, lease));
  }

  /// Renews leases by their promises and fences.
  ///
  /// @return the promises that are no longer held
  List<Long> renewAll(Map<Long, Long> fences, Duration lease) {
    return scope
        .store()
        .write(tx -> {
          Instant until = tx.databaseNow().plus(lease);
          List<Long> lost = new ArrayList<>();
          for (Map.Entry<Long, Long> each : new TreeMap<>(fences).entrySet()) {
            if (!ClaimTable.renew(tx, each.getKey(), each.getValue(), until)) {
              lost.add(each.getKey());
            }
          }
          return lost;
        });
  }

  /// A name that no other worker has.
  String newWorkerName() {
    String random = scope.store().read(tx -> tx.newId().toString().substring(0, 8));
    return "worker-" + ProcessHandle.current().pid() + "-" + random;
  }

  /// What a worker has at this moment; for one that starts again under its old name.
  public List<Promise> held(String worker) {
    return scope.store().read(tx -> ClaimTable.held(tx, worker));
  }

  /// Renews a lease, and where it is time the worker's others. The answer tells whether the worker still has it
  /// ([Promise#isHeldUnder]) and, when it was cancelled or timed out, that it may stop.
  public Promise heartbeat(long id, long fence) {
    return scope.store().write(tx -> claims.heartbeat(tx, id, fence));
  }

  /// Keeps how far an attempt has come, and renews its lease.
  ///
  /// @param percent 0 to 100
  /// @param note a line for people, at most 500 characters
  /// @throws Conflict if the lease was lost
  public Promise progress(long id, long fence, int percent, @Nullable String note) {
    if (percent < 0 || percent > 100) {
      throw new Invalid("percent", "must be a whole number from 0 to 100");
    }
    String line = note == null ? null : Texts.shorten(Texts.checked("note", note, 500), 500);
    return scope.store().write(tx -> claims.progress(tx, id, fence, percent, line));
  }

  /// Completes a promise. The same result under the same fence may come again, when its answer was lost.
  ///
  /// @param result at most 1 MiB as JSON; its `summary`, if that is a text, becomes the summary for people
  /// @throws Conflict if the lease was lost: the result is not taken
  public Promise complete(long id, long fence, Map<String, ? extends @Nullable Object> result) {
    return complete(id, fence, result, null);
  }

  /// The same with a summary for people, of at most 10,000 characters.
  public Promise complete(
      long id,
      long fence,
      Map<String, ? extends @Nullable Object> result,
      @Nullable String summary) {
    return settle(completion(id, fence, result, summary));
  }

  static Settling completion(
      long id,
      long fence,
      Map<String, ? extends @Nullable Object> result,
      @Nullable String summary) {
    Map<String, @Nullable Object> checked = Payloads.checked("result", result, Payloads.MAX_RESULT);
    String words = summary;
    if (words == null && checked.get("summary") instanceof String text) {
      words = Texts.shorten(text, MAX_TEXT);
    }
    return Settling.completed(
        id, fence, checked, words == null ? null : Texts.checked("summary", words, MAX_TEXT));
  }

  /// Ends an attempt in failure; another follows when one is wanted and left.
  ///
  /// @param error why, at most 10,000 characters
  /// @throws Conflict if the lease was lost
  public Promise fail(long id, long fence, String error, Retry retry) {
    return settle(Settling.failed(id, fence, Texts.required("error", error, MAX_TEXT), retry));
  }

  private Promise settle(Settling word) {
    return scope
        .store()
        .write(tx -> {
          String worker = owner(PromiseTable.get(tx, word.id()));
          claims.settle(tx, word);
          if (worker != null) {
            claims.renew(tx, worker, tx.databaseNow());
          }
          return PromiseTable.get(tx, word.id());
        });
  }

  private static @Nullable String owner(Promise promise) {
    Promise.Lease lease = promise.lease();
    return lease == null ? null : lease.owner();
  }

  /// Takes the words of many attempts in one transaction; one that is refused leaves the others.
  ///
  /// @return for each what it was refused with, or null
  List<@Nullable SeshatException> settleAll(List<Settling> words) {
    return scope.store().write(tx -> new SettlingMany(tx, claims, endings).take(words));
  }

  /// Gives a promise back unfinished; the attempt does not count.
  void handBack(long id, long fence) {
    scope
        .store()
        .write(tx -> {
          claims.handBack(tx, id, fence);
          return true;
        });
  }

  /// Cancels a promise that is not finished. Its worker, if it has one, learns of it by its next heartbeat.
  ///
  /// @param why for people; null for no reason
  /// @throws IllegalTransition if it is completed or failed
  public Promise cancel(long id, @Nullable String why) {
    String reason = why == null ? null : Texts.required("reason", why, MAX_TEXT);
    return scope.store().write(tx -> end(tx, id, End.cancelled(reason)));
  }

  /// The same as a part of another change.
  public Promise cancelIn(Tx tx, long id, @Nullable String why) throws SQLException {
    return end(tx, id, End.cancelled(why));
  }

  /// Moves a promise by hand, as somebody who keeps it without a worker: takes it (`in_progress`, for a day from each
  /// sign of life), completes or fails it, cancels it, or puts it back (`pending`). A worker that has it loses it.
  ///
  /// @param text the summary of the result, or the error, at most 10,000 characters
  /// @throws IllegalTransition if its state does not lead there
  public Promise updateStatus(long id, PromiseStatus to, @Nullable String text) {
    String words = text == null ? null : Texts.checked("text", text, MAX_TEXT);
    return scope
        .store()
        .write(tx ->
            switch (to) {
              case COMPLETED -> end(tx, id, End.completed(null, words));
              case FAILED ->
                  end(tx, id, End.failed(Objects.requireNonNullElse(words, "no reason was given")));
              case CANCELLED -> end(tx, id, End.cancelled(words));
              case IN_PROGRESS -> take(tx, id);
              case PENDING -> putBack(tx, id);
              case WAITING -> {
                Promise promise = PromiseTable.lock(tx, id);
                throw new IllegalTransition("promise " + id, promise.status().word(), to.word());
              }
            });
  }

  private Promise end(Tx tx, long id, End end) throws SQLException {
    Promise promise = PromiseTable.lock(tx, id);
    if (end.isOf(promise)
        || (end.status() == PromiseStatus.CANCELLED
            && promise.status() == PromiseStatus.CANCELLED)) {
      return promise;
    }
    if (promise.status().isFinished()) {
      throw new IllegalTransition("promise " + id, promise.status().word(), end.status().word());
    }
    endings.end(tx, promise, promise.fence() + 1, end, tx.databaseNow());
    return PromiseTable.get(tx, id);
  }

  private Promise take(Tx tx, long id) throws SQLException {
    Promise promise = PromiseTable.lock(tx, id);
    if (scope.actor().equals(owner(promise))) {
      return claims.heartbeat(tx, id, promise.fence());
    }
    if (promise.status() != PromiseStatus.PENDING) {
      throw new IllegalTransition(
          "promise " + id, promise.status().word(), PromiseStatus.IN_PROGRESS.word());
    }
    return claims.take(tx, promise, scope.actor(), LONGEST_LEASE);
  }

  private Promise putBack(Tx tx, long id) throws SQLException {
    Promise promise = PromiseTable.lock(tx, id);
    if (promise.status() == PromiseStatus.PENDING) {
      return promise;
    }
    if (promise.status() != PromiseStatus.IN_PROGRESS) {
      throw new IllegalTransition(
          "promise " + id, promise.status().word(), PromiseStatus.PENDING.word());
    }
    claims.handBack(tx, id, promise.fence());
    return PromiseTable.get(tx, id);
  }

  /// Makes a new promise that tries a failed or cancelled one again, which stays as it is; asked for again, the same.
  ///
  /// @throws IllegalTransition if it is neither failed nor cancelled
  public Promise retry(long id) {
    return scope.store().write(tx -> making.retry(tx, id));
  }

  /// Puts right what nobody else does: leases that ran out go back to pending or fail, what is out of time fails, what
  /// waits for nothing any more goes on, and what waits for a failed promise fails. Any number of processes may do so.
  public Recovered recover() {
    return new Recovery(scope, endings).recover();
  }

  /// How the promises are doing.
  public PromiseHealth health() {
    return scope.store().read(HealthCheck::of);
  }

  /// Looks for promises that nothing will ever become of.
  public PromiseCheck check() {
    return scope.store().read(PromiseCheck::of);
  }

  /// Takes out what promises say of a session that is being erased; those that are open are cancelled.
  public void forgetIn(Tx tx, UUID session) throws SQLException {
    for (Promise each : CheckTable.ofSession(tx, session)) {
      Promise now = PromiseTable.lock(tx, each.id());
      if (!now.status().isFinished()) {
        End end = End.cancelled("its session was erased");
        endings.end(tx, now, now.fence() + 1, end, tx.databaseNow());
      }
    }
    CheckTable.scrub(tx, session);
  }

  Making making() {
    return making;
  }

  /// Waits until a promise is finished, or `patience` is over.
  ///
  /// @return the promise as it is then
  public Promise await(long id, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    try (CommitWatch watch = journal.watch(change -> isOf(change, id))) {
      while (true) {
        long seen = watch.seen();
        Promise promise = get(id);
        long left = (end - System.nanoTime()) / 1_000_000;
        if (promise.status().isFinished() || left <= 0) {
          return promise;
        }
        watch.await(seen, Math.min(left, LOOK_EVERY_MILLIS));
      }
    }
  }

  private static boolean isOf(dev.seshat.store.Change change, long id) {
    return change.entity().equals("promise") && change.entityId().equals(Long.toString(id));
  }
}
