package dev.seshat.cli;

import dev.seshat.Texts;
import dev.seshat.export.ExportProgress;
import dev.seshat.transcript.ImportProgress;

/// A line on stderr that shows how far an import or export is, once it takes more than a second and somebody watches.
final class ProgressBar implements ImportProgress, ExportProgress, AutoCloseable {
  private static final int CELLS = 24;
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private final Terminal terminal;
  private final long begun = System.nanoTime();
  private boolean shown;

  ProgressBar(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void at(Step step) {
    if (terminal.errIsTerminal() && System.nanoTime() - begun > PATIENCE_NANOS) {
      shown = true;
      terminal.err().print("\r" + line(step) + "\033[K");
    }
  }

  @Override
  public void at(String what, long done, long total) {
    if (terminal.errIsTerminal() && System.nanoTime() - begun > PATIENCE_NANOS) {
      shown = true;
      String of = total > 0 ? " of " + Numbers.grouped(total) : "";
      terminal
          .err()
          .print("\r" + Texts.shorten(what, 40) + "  " + Numbers.grouped(done) + of + "\033[K");
    }
  }

  /// What is shown of a step.
  static String line(Step step) {
    String megabytes = Numbers.grouped(step.bytesDone() >> 20) + " MB";
    if (step.bytesTotal() <= 0) {
      return megabytes;
    }
    double part = Math.min(1, (double) step.bytesDone() / step.bytesTotal());
    int full = (int) Math.round(part * CELLS);
    return "%s%s %3d %%  %s of %s MB  %d of %d files  %s"
        .formatted(
            "█".repeat(full),
            "░".repeat(CELLS - full),
            (int) (part * 100),
            megabytes,
            Numbers.grouped(step.bytesTotal() >> 20),
            step.filesDone(),
            step.filesTotal(),
            Texts.shorten(step.file(), 30));
  }

  /// Takes the line away.
  @Override
  public void close() {
    if (shown) {
      terminal.err().print("\r\033[K");
    }
  }
}
