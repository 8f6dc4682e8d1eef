package dev.seshat.promise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to what nobody asks for at the moment: at its start and then every minute it takes each of its steps in turn.
///
/// Any number of stewards may look after one store; each step changes only what still needs it, so that nothing is done
/// twice. A step that fails is tried again the next time, and keeps none of the others.
public final class Steward implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Steward.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final List<Step> steps = new CopyOnWriteArrayList<>();
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private final List<Thread> watching = new ArrayList<>();
  private @Nullable Thread thread;

  /// What goes on beside the steps until its thread is interrupted, for what cannot wait a minute.
  @FunctionalInterface
  public interface Watching {
    void run() throws InterruptedException;
  }

  private record Watch(String name, Watching work) {}

  /// Something that is to be looked after.
  private record Step(String name, Runnable work) {}

  /// Adds a step: short, in bounded transactions, and nothing when there is nothing to do.
  public Steward add(String name, Runnable work) {
    steps.add(new Step(name, work));
    return this;
  }

  /// Adds what goes on all the time, in a thread of its own.
  public Steward keep(String name, Watching work) {
    watches.add(new Watch(name, work));
    return this;
  }

  /// Takes each step once.
  public void look() {
    for (Step step : steps) {
      try {
        step.work().run();
      } catch (RuntimeException e) {
        // the boundary: one step that fails, however, does not keep the others from theirs
        LOG.warn("{} could not be looked after: {}", step.name(), e.getMessage());
        LOG.debug("{}", step.name(), e);
      }
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  /// Begins to take the steps, now and every minute, until it is closed.
  public synchronized Steward start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("steward").start(this::goRound);
      for (Watch watch : watches) {
        watching.add(Thread.ofVirtual().name(watch.name()).start(() -> keepUp(watch)));
      }
    }
    return this;
  }

  /// Lets a watch go on; one that fails begins again after a while.
  private static void keepUp(Watch watch) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          watch.work().run();
        } catch (RuntimeException e) {
          // the boundary: a watch that ended for good would be missed by nobody
          LOG.warn("{} could not be watched: {}", watch.name(), e.getMessage());
          LOG.debug("{}", watch.name(), e);
          Thread.sleep(EVERY);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the watch over {} has ended", watch.name());
    }
  }

  private void goRound() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException e) {
      LOG.debug("the steward has gone");
    }
  }

  /// Ends it, when the step that it is at has been taken.
  @Override
  public synchronized void close() {
    Thread going = thread;
    if (going != null) {
      watching.add(going);
      watching.forEach(Thread::interrupt);
      try {
        for (Thread each : watching) {
          each.join(10_000);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      watching.clear();
      thread = null;
    }
  }
}
