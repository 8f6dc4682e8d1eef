package dev.seshat.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `backup`: a consistent copy of the store, made while others write.
@Command(
    name = "backup",
    description = "Copy the store to a new file, while others write; the copy is checked")
final class BackupCommand implements Runnable {
  private final SeshatCommand root;

  @Parameters(paramLabel = "FILE", description = "A file that is not there yet")
  String file = "";

  BackupCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    Path target = Numbers.path("file", file);
    long bytes;
    try (Waiting _ = new Waiting(root.terminal(), "copying and checking")) {
      bytes = root.seshat().backup().to(target);
    }
    if (!root.printedAsJson(Map.of("file", target.toAbsolutePath().toString(), "bytes", bytes))) {
      root.say(target + ": " + Numbers.grouped(bytes) + " bytes");
    }
  }
}
