package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The line that says what takes so long.
class WaitingTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Terminal terminal(boolean watched) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Terminal(InputStream.nullInputStream(), stream, stream, Map.of(), false, watched);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whoeverWatchesSeesWhatTakesSoLong() {
    try (Waiting _ = new Waiting(terminal(true), "checking the chain", Duration.ZERO)) {
      while (!said().contains("checking the chain")) {
        Thread.onSpinWait();
      }
    }
    assertThat(said()).endsWith("\r\033[K");
  }

  @Test
  void nothingIsSaidOfWhatIsQuickOrWhereNobodyWatches() {
    new Waiting(terminal(true), "copying").close();
    new Waiting(terminal(false), "copying", Duration.ZERO).close();
    assertThat(said()).isEmpty();
  }

  @Test
  void theLineMovesAndSaysForHowLong() {
    assertThat(Waiting.line("copying", 0, 2)).startsWith("██████░").endsWith("copying  2s");
    assertThat(Waiting.line("copying", 18, 75)).contains("░██████  copying  1m 15s");
    assertThat(Waiting.line("copying", 19, 75)).startsWith("██████░");
  }
}
