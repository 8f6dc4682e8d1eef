package dev.seshat.promise;

import java.util.concurrent.ThreadLocalRandom;

/// A wait that grows each time it is taken, from a tenth of a second to half a minute, a little at random.
final class Pause {
  private long millis = 100;

  void take() throws InterruptedException {
    Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    millis = Math.min(millis * 2, 30_000);
  }

  void reset() {
    millis = 100;
  }
}
