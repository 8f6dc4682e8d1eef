package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.backup.Backup;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `restore`: a backup in the store's place.
@Command(
    name = "restore",
    description = "Put a backup in the store's place; the old store is kept beside it")
final class RestoreCommand implements Runnable {
  private final SeshatCommand root;

  @Parameters(paramLabel = "FILE", description = "The backup")
  String file = "";

  @Option(
      names = "--force",
      description = "Replace a store that is there; nothing may have it open")
  boolean force;

  RestoreCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    if (root.where().startsWith("jdbc:")) {
      throw new Invalid(
          "store", "is in PostgreSQL: use 'seshat import zip', or PostgreSQL's own pg_restore");
    }
    Path store = Numbers.path("store", root.where());
    try (Waiting _ = new Waiting(root.terminal(), "checking and copying")) {
      Backup.restore(Numbers.path("file", file), store, force);
    }
    if (!root.printedAsJson(Map.of("store", store.toAbsolutePath().toString()))) {
      root.say(store + " restored");
    }
  }
}
