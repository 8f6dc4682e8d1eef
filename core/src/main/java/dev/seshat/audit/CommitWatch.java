package dev.seshat.audit;

import dev.seshat.store.Change;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Wakes a thread when this process has committed a change of some sort, at once and without asking the database.
public final class CommitWatch implements AutoCloseable {
  private final Predicate<Change> wanted;
  private final Consumer<CommitWatch> end;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private long seen;

  CommitWatch(Predicate<Change> wanted, Consumer<CommitWatch> end) {
    this.wanted = wanted;
    this.end = end;
  }

  void see(List<Change> changes) {
    if (changes.stream().anyMatch(wanted)) {
      wake();
    }
  }

  /// Wakes whoever waits, as a commit would.
  public void wake() {
    lock.lock();
    try {
      seen++;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How many such commits there were so far; for [#await].
  public long seen() {
    lock.lock();
    try {
      return seen;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a commit after the first `before`, or until the time is up.
  public void await(long before, long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (seen == before && left > 0) {
        left = more.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    end.accept(this);
  }
}
