package dev.seshat.promise;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down the results of a worker's attempts: what came while the last ones were written goes in one transaction. A
/// store that is away is tried until it is back.
final class Settler {
  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
  private static final int MOST_AT_ONCE = 100;

  private final Promises promises;
  private final LinkedBlockingQueue<Piece> waiting = new LinkedBlockingQueue<>();
  private final Pause pause = new Pause();
  private volatile boolean closed;

  /// Whether words are written one by one, since the last ones could not be written together.
  private boolean alone;

  Settler(Promises promises) {
    this.promises = promises;
  }

  /// A word, and who wants to know that it was written down.
  private record Piece(Settling word, Consumer<@Nullable SeshatException> done) {}

  /// Has a word written down.
  ///
  /// @param done is told what it was refused with, or null
  void settle(Settling word, Consumer<@Nullable SeshatException> done) {
    waiting.add(new Piece(word, done));
  }

  /// Writes until it is closed and nothing waits.
  void run() {
    try {
      while (!closed || !waiting.isEmpty()) {
        Piece first = waiting.poll(1, TimeUnit.HOURS);
        if (first != null && !first.equals(END)) {
          List<Piece> some = new ArrayList<>(List.of(first));
          waiting.drainTo(some, alone ? 0 : MOST_AT_ONCE - 1);
          some.remove(END);
          write(some);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("a worker's results are no longer written");
    }
  }

  private static final Piece END =
      new Piece(Settling.failed(0, 0, "end", Retry.never()), refusal -> {});

  void close() {
    closed = true;
    waiting.add(END);
  }

  private void write(List<Piece> some) throws InterruptedException {
    try {
      List<@Nullable SeshatException> answers =
          promises.settleAll(some.stream().map(Piece::word).toList());
      for (int i = 0; i < some.size(); i++) {
        some.get(i).done().accept(answers.get(i));
      }
      alone = false;
      pause.reset();
    } catch (StoreUnavailable e) {
      LOG.warn("{} results of promises cannot be written yet: {}", some.size(), e.getMessage());
      later(some, e);
    } catch (RuntimeException e) {
      // the boundary: whatever is wrong with one result, those of other promises are to be written
      if (some.size() > 1) {
        alone = true;
        waiting.addAll(some);
        return;
      }
      long id = some.getFirst().word().id();
      LOG.error("the result of promise {} cannot be written", id, e);
      some.getFirst().done().accept(new Conflict("it cannot be written: " + e.getMessage()));
    }
  }

  /// Has words wait behind what came meanwhile: one of them may be what cannot be written, and is to hold up no other.
  private void later(List<Piece> some, StoreUnavailable why) throws InterruptedException {
    if (closed) {
      some.forEach(piece -> piece.done().accept(why));
      return;
    }
    alone = true;
    waiting.addAll(some);
    pause.take();
  }
}
