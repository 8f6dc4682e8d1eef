package dev.seshat.promise;

import dev.seshat.SeshatException;
import dev.seshat.Texts;
import dev.seshat.audit.AuditJournal;
import dev.seshat.audit.CommitWatch;
import dev.seshat.store.Change;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does promises in this process, each on a virtual thread of its own, so many at once and no more.
///
/// It is woken by commits of this process, so that new work begins within milliseconds, and looks for the work of other
/// processes once a second. While handlers are quick it claims some promises ahead, many in one transaction. Nothing that
/// a handler throws ends it, nor a store that is away.
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long LOOK_EVERY_MILLIS = 1_000;

  /// Handlers that take less than this on average have work claimed ahead for them: what they do in [#AHEAD_MILLIS].
  private static final double QUICK_MILLIS = 20;

  private static final double AHEAD_MILLIS = 250;

  /// What makes a promise pending, and so is worth a look.
  private static final Set<String> NEWS =
      Set.of(
          "promise.created",
          "promise.released",
          "promise.deferred",
          "promise.expired",
          "promise.returned");

  private final Promises promises;
  private final Steward steward;
  private final String name;
  private final Map<String, Handler> handlers;
  private final int concurrency;
  private final Duration lease;
  private final Duration grace;
  private final Semaphore slots;
  private final Settler settler;
  private final CommitWatch watch;
  private final Map<Long, Run> runs = new ConcurrentHashMap<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicBoolean doubted = new AtomicBoolean();
  private volatile double averageMillis = QUICK_MILLIS;

  /// Whether the last claim found as much as there was room for: then a look whether there is more would be for nothing.
  private boolean moreIsDue;

  private volatile @Nullable Thread keeper;
  private volatile @Nullable Thread writer;

  Worker(
      Promises promises,
      Steward steward,
      AuditJournal journal,
      String name,
      Map<String, Handler> handlers,
      int concurrency,
      Duration lease,
      Duration grace) {
    this.promises = promises;
    this.steward = steward;
    this.name = name;
    this.handlers = handlers;
    this.concurrency = concurrency;
    this.lease = lease;
    this.grace = grace;
    this.slots = new Semaphore(concurrency);
    this.settler = new Settler(promises);
    this.watch = journal.watch(this::isNews);
  }

  void start() {
    writer = Thread.ofVirtual().name(name + "-results").start(settler::run);
    keeper = Thread.ofVirtual().name(name + "-leases").start(this::keep);
    Thread.ofVirtual().name(name).start(this::work);
    steward.start();
  }

  /// The name under which it holds its leases.
  public String name() {
    return name;
  }

  /// How many promises it has at this moment.
  public int held() {
    return runs.size();
  }

  /// Asked on the thread of whoever changes something.
  private boolean isNews(Change change) {
    if (!change.entity().equals("promise")) {
      return false;
    }
    if (NEWS.contains(change.action())) {
      return true;
    }
    if (!runs.isEmpty()
        && (change.action().equals("promise.cancelled") || change.action().equals("promise.failed"))
        && runs.containsKey(Long.valueOf(change.entityId()))) {
      doubted.set(true);
      LockSupport.unpark(keeper);
    }
    return false;
  }

  /// Claims and begins work until it is closed.
  private void work() {
    Pause pause = new Pause();
    while (!closing.get()) {
      try {
        long seen = watch.seen();
        long wait = claimOrWait();
        pause.reset();
        if (wait > 0) {
          watch.await(seen, wait);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // the boundary: a worker outlives its store's bad hours
        LOG.warn("worker {} cannot claim promises yet: {}", name, e.getMessage());
        try {
          pause.take();
        } catch (InterruptedException interrupted) {
          return;
        }
      }
    }
  }

  /// Claims what there is room for.
  ///
  /// @return for how long there is nothing to do unless something happens; 0 if there may be more at once
  private long claimOrWait() {
    int ahead = ahead();
    int room = Math.min(concurrency + ahead - runs.size(), Promises.MAX_CLAIM);
    if (room <= 0 || (ahead > 0 && runs.size() > concurrency + ahead / 2)) {
      return LOOK_EVERY_MILLIS;
    }
    long until = moreIsDue ? 0 : promises.millisUntilNext(handlers.keySet());
    if (until > 0) {
      return Math.min(until, LOOK_EVERY_MILLIS);
    }
    List<Promise> got = promises.claimDue(name, handlers.keySet(), room, lease);
    got.forEach(this::begin);
    moreIsDue = got.size() == room;
    return got.isEmpty() ? LOOK_EVERY_MILLIS : 0;
  }

  private int ahead() {
    double average = averageMillis;
    return average < QUICK_MILLIS
        ? (int) Math.min(concurrency * AHEAD_MILLIS / average, 2.0 * Promises.MAX_CLAIM)
        : 0;
  }

  private void begin(Promise promise) {
    Run run = new Run(promises, promise);
    runs.put(promise.id(), run);
    Thread.ofVirtual().name(name + "-" + promise.id()).start(() -> attempt(run));
  }

  private void attempt(Run run) {
    Settling word = null;
    try {
      slots.acquire();
      run.begin();
      long began = System.nanoTime();
      try {
        word = closing.get() || run.isCancelled() ? null : handled(run);
      } finally {
        run.end();
        slots.release();
        took((System.nanoTime() - began) / 1e6);
      }
    } catch (InterruptedException e) {
      LOG.debug("promise {} is not begun", run.promise().id());
    }
    // an interrupt was for the handler, which is over
    boolean isBrokenOff =
        Thread.interrupted()
            && closing.get()
            && word != null
            && word.end().status() == PromiseStatus.FAILED;
    if (word != null && !run.isCancelled() && !isBrokenOff) {
      settler.settle(word, refusal -> settled(run, refusal));
    } else {
      leave(run);
    }
  }

  /// Waits until nothing that it could do is due, and nothing is being done.
  public void awaitIdle() throws InterruptedException {
    while (true) {
      long seen = watch.seen();
      if (runs.isEmpty() && promises.millisUntilNext(handlers.keySet()) > 0 && runs.isEmpty()) {
        return;
      }
      watch.await(seen, 200);
    }
  }

  private synchronized void took(double millis) {
    averageMillis += (millis - averageMillis) / 16;
  }

  private @Nullable Settling handled(Run run) {
    Promise promise = run.promise();
    try {
      Handler handler = Objects.requireNonNull(handlers.get(promise.kind()));
      Map<String, ? extends @Nullable Object> result = handler.handle(run);
      return Promises.completion(promise.id(), promise.fence(), result, null);
    } catch (AttemptFailed e) {
      return Settling.failed(promise.id(), promise.fence(), words(e), e.retry());
    } catch (InterruptedException e) {
      if (closing.get() || run.isCancelled()) {
        return null;
      }
      return Settling.failed(promise.id(), promise.fence(), words(e), Retry.usual());
    } catch (Throwable e) {
      // the boundary: handlers are anybody's, and what they fail with is the promise's result
      LOG.debug("promise {} of kind {} failed", promise.id(), promise.kind(), e);
      return Settling.failed(promise.id(), promise.fence(), words(e), Retry.usual());
    }
  }

  private static String words(Throwable e) {
    String message = e.getMessage();
    boolean ours = e instanceof AttemptFailed || e instanceof SeshatException;
    String said =
        message == null || message.isBlank()
            ? e.getClass().getSimpleName()
            : ours ? message : e.getClass().getSimpleName() + ": " + message;
    return Texts.shorten(Texts.storable(said), 2_000);
  }

  private void settled(Run run, @Nullable SeshatException refusal) {
    if (refusal != null) {
      LOG.info("a result was not taken: {}", refusal.getMessage());
    }
    over(run);
  }

  /// Gives back what was not finished.
  private void leave(Run run) {
    try {
      if (!run.isCancelled()) {
        promises.handBack(run.promise().id(), run.promise().fence());
      }
    } catch (RuntimeException e) {
      // the boundary: the run is over here whatever the store says, and its lease ends by itself
      LOG.info(
          "promise {} is left to the end of its lease: {}", run.promise().id(), e.getMessage());
    }
    over(run);
  }

  private void over(Run run) {
    runs.remove(run.promise().id(), run);
    watch.wake();
    if (closing.get()) {
      LockSupport.unpark(keeper);
    }
  }

  /// Renews the leases until it is closed, and notices which are lost.
  private void keep() {
    long every = Math.max(lease.toNanos() / 3, 10_000_000L);
    while (!closing.get() || !runs.isEmpty()) {
      if (!doubted.getAndSet(false)) {
        LockSupport.parkNanos(this, every);
        doubted.set(false);
      }
      if (Thread.interrupted()) {
        return;
      }
      if (!runs.isEmpty()) {
        renew();
      }
    }
  }

  private void renew() {
    Map<Long, Long> fences = new LinkedHashMap<>();
    runs.forEach((id, run) -> fences.put(id, run.promise().fence()));
    try {
      for (Long id : promises.renewAll(fences, lease)) {
        Run run = runs.get(id);
        if (run != null && Objects.equals(fences.get(id), run.promise().fence())) {
          run.lose();
        }
      }
    } catch (RuntimeException e) {
      // the boundary: whoever renews leases tries again as long as any is held
      LOG.warn("worker {} cannot renew its leases yet: {}", name, e.getMessage());
    }
  }

  /// Claims nothing more, lets the handlers go on for the grace time, then interrupts them and gives back what is left.
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    watch.wake();
    steward.close();
    long end = System.nanoTime() + grace.toNanos();
    try {
      emptied(end);
      runs.values().forEach(Run::interrupt);
      emptied(System.nanoTime() + 2_000_000_000L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    runs.values().forEach(this::leave);
    watch.close();
    settler.close();
    Thread keeping = keeper;
    if (keeping != null) {
      keeping.interrupt();
    }
    Thread writing = writer;
    try {
      if (writing != null) {
        writing.join(2_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until nothing is held, or the moment has come.
  private void emptied(long end) throws InterruptedException {
    while (!runs.isEmpty()) {
      long seen = watch.seen();
      long left = (end - System.nanoTime()) / 1_000_000;
      if (runs.isEmpty() || left <= 0) {
        return;
      }
      watch.await(seen, left);
    }
  }
}
