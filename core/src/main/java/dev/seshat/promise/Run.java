package dev.seshat.promise;

import dev.seshat.SeshatException.Conflict;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// One attempt at a promise, as its [Handler] sees it. The lease is renewed as long as the handler runs.
public final class Run {
  private static final long WRITE_EVERY_NANOS = 1_000_000_000L;

  private final Promises promises;
  private final Promise promise;
  private volatile boolean lost;
  private volatile @Nullable Thread thread;
  private int writtenPercent;
  private long writtenAt;

  Run(Promises promises, Promise promise) {
    this.promises = promises;
    this.promise = promise;
    this.writtenAt = System.nanoTime() - WRITE_EVERY_NANOS;
  }

  /// The promise as it was claimed.
  public Promise promise() {
    return promise;
  }

  public Map<String, @Nullable Object> payload() {
    return promise.payload();
  }

  /// What an effect is made once by: the same for every attempt at this promise.
  public String key() {
    return promise.key();
  }

  /// Tells how far the work has come. At most one call a second is written down, and each that completes another tenth.
  ///
  /// @param percent 0 to 100
  /// @param line for people, at most 500 characters
  /// @throws CancellationException if the promise was cancelled, timed out, or is somebody else's by now: the handler may
  ///     let it through
  public void progress(int percent, String line) {
    if (lost) {
      throw new CancellationException("promise " + promise.id() + " is no longer this worker's");
    }
    long now = System.nanoTime();
    if (percent / 10 == writtenPercent / 10 && now - writtenAt < WRITE_EVERY_NANOS) {
      return;
    }
    writtenPercent = percent;
    writtenAt = now;
    try {
      promises.progress(promise.id(), promise.fence(), percent, line);
    } catch (Conflict e) {
      lost = true;
      throw new CancellationException(e.getMessage());
    }
  }

  /// Whether the promise was cancelled, timed out, or is somebody else's by now: what it would answer is refused. The
  /// handler's thread is interrupted at that moment.
  public boolean isCancelled() {
    return lost;
  }

  /// What to throw when another attempt would end no better.
  public AttemptFailed giveUp(String reason) {
    return AttemptFailed.forGood(reason);
  }

  void begin() {
    thread = Thread.currentThread();
  }

  void end() {
    thread = null;
  }

  /// Tells the handler that the promise is no longer its own.
  void lose() {
    lost = true;
    interrupt();
  }

  void interrupt() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
