package dev.seshat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `rehearse`: what is mostly done at a shell, one after the other on a store that is thrown away. The launcher runs it once
/// while the JVM notes which classes the program needs, so that later starts find them ready.
@Command(
    name = "rehearse",
    hidden = true,
    description = "Do what is mostly done at a shell, on a store of its own, for the launcher")
final class RehearseCommand implements Runnable {
  private static final List<String> USUAL =
      List.of(
          "session start Rehearse --project rehearsal",
          "session log current text --author user",
          "session note current text",
          "",
          "session list",
          "session list --json",
          "session show",
          "session turns current",
          "session complete --outcome success",
          "search rehearse",
          "usage",
          "kpi",
          "audit list",
          "db status",
          "complete sessions");

  private final SeshatCommand root;

  RehearseCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    try {
      Path folder = Files.createTempDirectory("seshat-rehearsal");
      int done = 0;
      for (String command : USUAL) {
        done += rehearse(folder.resolve("store.db"), command) == Cli.OK ? 1 : 0;
      }
      for (String part : List.of("store.db", "store.db-wal", "store.db-shm", "")) {
        Files.deleteIfExists(folder.resolve(part));
      }
      if (!root.printedAsJson(Map.of("done", done, "of", USUAL.size()))) {
        root.say(done + " of " + USUAL.size() + " commands rehearsed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int rehearse(Path store, String command) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            Map.of("SESHAT_STORE", store.toString(), "COLUMNS", "100"),
            true,
            false);
    return Cli.run(terminal, command.isEmpty() ? new String[0] : command.split(" ", -1));
  }
}
