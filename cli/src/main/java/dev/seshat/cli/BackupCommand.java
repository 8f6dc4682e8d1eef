package dev.seshat.cli;

import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.promise.Promise;
import dev.seshat.work.BuiltIn;
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
      bytes = copied(target.toAbsolutePath());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("the backup was interrupted", e);
    }
    if (!root.printedAsJson(Map.of("file", target.toAbsolutePath().toString(), "bytes", bytes))) {
      root.say(target + ": " + Numbers.grouped(bytes) + " bytes");
    }
  }

  /// The size of the copy. A store that nobody can write, since the disk is full or it is read-only, can still be copied: then
  /// no promise is made of it.
  private long copied(Path target) throws InterruptedException {
    // what cannot be made is refused before it is promised
    root.seshat().backup().check(target);
    Promise done;
    try {
      done = root.seshat().perform(BuiltIn.backupTo(target));
    } catch (StoreUnavailable e) {
      return root.seshat().backup().to(target);
    }
    Map<String, ?> result = done.result();
    return result != null && result.get("bytes") instanceof Number bytes ? bytes.longValue() : 0;
  }
}
