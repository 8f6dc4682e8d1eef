package dev.seshat.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A line on stderr that says what takes so long, and for how long it has, once it takes more than a second and somebody
/// watches: for work that does not tell how far it is.
final class Waiting implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final int CELLS = 24;
  private static final int BLOCK = 6;

  private final Terminal terminal;
  private final String what;
  private final Duration patience;
  private final long begun = System.nanoTime();
  private final @Nullable Thread ticker;
  private boolean shown;

  Waiting(Terminal terminal, String what) {
    this(terminal, what, Duration.ofSeconds(1));
  }

  /// @param patience after how long the line is shown
  Waiting(Terminal terminal, String what, Duration patience) {
    this.terminal = terminal;
    this.what = what;
    this.patience = patience;
    ticker = terminal.errIsTerminal() ? Thread.ofVirtual().name("waiting").start(this::tick) : null;
  }

  private void tick() {
    try {
      Thread.sleep(patience);
      for (int i = 0; ; i++) {
        shown = true;
        long seconds = (System.nanoTime() - begun) / 1_000_000_000L;
        terminal.err().print("\r" + line(what, i, seconds) + "\033[K");
        terminal.err().flush();
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      // the work is done
    }
  }

  /// What is shown at the `tick`th time.
  static String line(String what, int tick, long seconds) {
    int at = tick % (CELLS - BLOCK + 1);
    return "░".repeat(at)
        + "█".repeat(BLOCK)
        + "░".repeat(CELLS - BLOCK - at)
        + "  "
        + what
        + "  "
        + When.length(seconds);
  }

  /// Takes the line away.
  @Override
  public void close() {
    if (ticker == null) {
      return;
    }
    ticker.interrupt();
    try {
      ticker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (shown) {
      terminal.err().print("\r\033[K");
      terminal.err().flush();
    }
  }
}
