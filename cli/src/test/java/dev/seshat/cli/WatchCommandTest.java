package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes at the shell, as they happen.
class WatchCommandTest {
  @TempDir Path folder;
  Shell shell;

  @BeforeEach
  void make() {
    shell = new Shell(folder.resolve("test.db"));
  }

  @Test
  void changesByOthersArriveAsTheyHappen() throws Exception {
    shell.run("session", "start", "Before");
    try (PipedInputStream said = new PipedInputStream(1 << 14);
        PrintStream out = new PrintStream(new PipedOutputStream(said), true)) {
      FutureTask<Integer> watching =
          new FutureTask<>(() -> Cli.run(terminal(out), "watch", "--json", "--by", "ada"));
      Thread thread = Thread.ofPlatform().daemon().start(watching);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8));
      // each call opens the store anew, as another process does
      while (!lines.ready()) {
        shell.run("session", "start", "Plant the beds", "--actor", "ada");
        shell.run("session", "start", "Not by ada");
      }
      Map<String, ?> first = Json.parseObject("line", lines.readLine());
      assertThat(first.get("actor")).isEqualTo("ada");
      assertThat(first.get("action")).isEqualTo("session.create");
      thread.interrupt();
      assertThat(watching.get(30, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  void peopleSeeWhoDidWhatToWhichSession() {
    String id =
        String.valueOf(
            shell.json("session", "start", "Plant the beds", "--actor", "ada").get("id"));
    shell.run("session", "note", id, "Ferns", "--actor", "ben");
    shell.run("session", "start", "Another");
    assertThat(shell.runAndInterrupt("watch", "--since", "0").out())
        .contains("ada")
        .contains("session.create")
        .contains("Plant the beds")
        .contains("note.add")
        .contains("Another")
        .doesNotContain("\033");
    assertThat(
            shell
                .runAndInterrupt("watch", "--since", "2001-01-01", "--session", id.substring(0, 8))
                .out())
        .contains("Plant the beds")
        .doesNotContain("Another");
    assertThat(shell.runAndInterrupt("watch", "--since", "0", "--entity", "note").out().lines())
        .hasSize(1)
        .allMatch(line -> line.contains("ben"));
    assertThat(shell.runAndInterrupt("watch", "--since", "2999-01-01").out()).isEmpty();
    assertThat(shell.onTerminal(80).runAndInterrupt("watch", "--since", "0").out())
        .contains("\033[32msession.create");
    shell.run("watch", "--since", "yesterday").refused(2);
    shell.run("watch", "--session", "ffffffff").refused(3);
  }

  @Test
  void itEndsWhenNobodyReadsAnyMore() throws Exception {
    shell.run("session", "start", "Something");
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    FutureTask<Integer> watching =
        new FutureTask<>(() -> Cli.run(terminal(new PrintStream(closed)), "watch", "--since", "0"));
    Thread.ofPlatform().daemon().start(watching);
    assertThat(watching.get(30, TimeUnit.SECONDS)).isZero();
  }

  private Terminal terminal(PrintStream out) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Map<String, String> environment = Map.of("SESHAT_STORE", folder.resolve("test.db").toString());
    return new Terminal(InputStream.nullInputStream(), out, nowhere, environment, false, false);
  }
}
