package dev.seshat.work;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.promise.AttemptFailed;
import dev.seshat.promise.Handler;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Notify;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Promises;
import dev.seshat.promise.Run;
import dev.seshat.promise.Worker;
import dev.seshat.promise.WorkerBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Work that somebody waits for: a promise that this process makes and does at once. When the process dies over it, another
/// worker takes it up.
public final class Performance {
  private static final Duration LOOK = Duration.ofMinutes(10);

  private final Promises promises;
  private final WorkerBuilder worker;
  private final AtomicReference<@Nullable SeshatException> refusal = new AtomicReference<>();

  /// @param worker one with the handler of the kind
  public Performance(Promises promises, WorkerBuilder worker) {
    this.promises = promises;
    this.worker = worker;
  }

  /// Does it, and answers with the completed promise.
  ///
  /// @throws SeshatException what the work was refused with, as if it had been asked for without a promise
  public Promise of(NewPromise wanted) throws InterruptedException {
    Promise made = promises.create(wanted.withNotify(Notify.NEVER));
    AtomicLong own = new AtomicLong(made.id());
    try (Worker _ = worker.only(made.kind(), each -> watched(each, own)).start()) {
      Promise done = promises.await(made.id(), LOOK);
      while (!done.status().isFinished()) {
        done = promises.await(made.id(), LOOK);
      }
      return completed(done);
    }
  }

  private Promise completed(Promise done) {
    SeshatException why = refusal.get();
    if (why != null) {
      throw why;
    }
    if (done.status() != PromiseStatus.COMPLETED) {
      String error = done.errorMessage();
      throw new Conflict(
          "promise %d is %s%s"
              .formatted(done.id(), done.status().word(), error == null ? "" : ": " + error));
    }
    return done;
  }

  /// The same handler, which remembers what refused our own promise, and asks for no other attempt: somebody waits.
  private Handler watched(Handler handler, AtomicLong own) {
    return run -> run.promise().id() == own.get() ? once(handler, run) : handler.handle(run);
  }

  private Map<String, ? extends @Nullable Object> once(Handler handler, Run run) throws Exception {
    try {
      return handler.handle(run);
    } catch (AttemptFailed e) {
      if (e.getCause() instanceof SeshatException why) {
        refusal.set(why);
      }
      throw e;
    } catch (SeshatException e) {
      refusal.set(e);
      throw AttemptFailed.forGood(e.getMessage());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // the boundary: somebody waits, and is told whatever it failed with, without another try
      AttemptFailed failed = AttemptFailed.forGood(String.valueOf(e.getMessage()));
      failed.initCause(e);
      throw failed;
    }
  }
}
