package dev.seshat.promise;

import dev.seshat.SeshatException;
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
  private volatile boolean closed;

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
          waiting.drainTo(some, MOST_AT_ONCE - 1);
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
    List<Settling> words = some.stream().map(Piece::word).toList();
    Pause pause = new Pause();
    while (true) {
      try {
        List<@Nullable SeshatException> answers = promises.settleAll(words);
        for (int i = 0; i < some.size(); i++) {
          some.get(i).done().accept(answers.get(i));
        }
        return;
      } catch (StoreUnavailable e) {
        LOG.warn("{} results of promises cannot be written yet: {}", words.size(), e.getMessage());
        if (closed) {
          some.forEach(piece -> piece.done().accept(e));
          return;
        }
        pause.take();
      }
    }
  }
}
