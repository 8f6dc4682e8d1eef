package dev.seshat.cli;

import dev.seshat.audit.AuditEntry;
import dev.seshat.json.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `watch`: changes as they happen, those by other processes too.
@Command(name = "watch", description = "Print changes as they happen, until interrupted")
final class WatchCommand implements Callable<Integer> {
  private final SeshatCommand root;

  @Option(
      names = "--since",
      paramLabel = "N",
      description = "Begin after this change (default: the newest)")
  @Nullable Long since;

  WatchCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    long from = since == null ? root.seshat().audit().newest() : since;
    try {
      root.seshat().audit().follow(from, this::print);
    } catch (InterruptedException e) {
      // the way to end it
    }
    return Cli.OK;
  }

  private void print(AuditEntry entry) {
    root.say(
        root.isJson()
            ? Json.write(AuditCommand.json(entry))
            : "%6d  %s  %-12s  %-20s  %-8s  %s"
                .formatted(
                    entry.seq(),
                    When.shown(entry.at()),
                    entry.actor(),
                    entry.action(),
                    AuditCommand.shortId(entry),
                    entry.detail()));
    root.terminal().out().flush();
  }
}
