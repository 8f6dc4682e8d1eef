package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.audit.Audit;
import dev.seshat.audit.AuditEntry;
import dev.seshat.audit.AuditQuery;
import dev.seshat.json.Json;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `audit`: who changed what, and whether the log was tampered with.
@Command(name = "audit", description = "The log of all changes", addMethodSubcommands = false)
final class AuditCommand {
  private final SeshatCommand root;

  AuditCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(name = "list", description = "List changes, the newest first")
  int list(
      @Option(names = "--by", paramLabel = "ACTOR", description = "Who made them")
          @Nullable String by,
      @Option(names = "--action", paramLabel = "ACTION", description = "session.start, note.add…")
          @Nullable String action,
      @Option(names = "--entity", paramLabel = "KIND", description = "session, interaction, note…")
          @Nullable String entity,
      @Option(names = "--id", paramLabel = "ID", description = "Of the entity") @Nullable String id,
      @Option(
              names = "--session",
              paramLabel = "SESSION",
              description = "Id, short id or 'current'")
          @Nullable String session,
      @Option(
              names = "--from",
              paramLabel = "DAY|TIME",
              description = "On or after this day or time")
          @Nullable String from,
      @Option(
              names = "--to",
              paramLabel = "DAY|TIME",
              description = "Up to the end of this day, or before this time")
          @Nullable String to,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 1000 (default 50)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable Long cursor) {
    ZoneId zone = root.zone();
    String sessionId =
        session == null ? null : root.seshat().sessions().get(session).id().toString();
    AuditQuery query =
        new AuditQuery(
            by,
            action,
            entity,
            id,
            sessionId,
            When.from(from, zone),
            When.to(to, zone),
            cursor,
            limit);
    List<AuditEntry> entries = root.seshat().audit().find(query);
    String next = entries.size() < limit ? null : String.valueOf(entries.getLast().seq());
    List<Map<String, @Nullable Object>> shown =
        root.isJson() ? entries.stream().map(AuditEntry::toJson).toList() : List.of();
    if (!root.printedAsJson(SessionReadVerbs.page("entries", shown, next))) {
      Table table =
          new Table()
              .number("#")
              .dim("TIME")
              .column("ACTOR")
              .column("ACTION")
              .column("ID")
              .dim("SESSION")
              .flexible("CHANGE");
      for (AuditEntry each : entries) {
        table.row(
            each.seq(),
            root.shown(each.at()),
            each.actor(),
            each.action(),
            each.entityId().equals(each.sessionId()) ? "" : Texts.shorten(each.entityId(), 40),
            shortId(each),
            each.detail());
      }
      SessionView.printTable(root, table, next);
    }
    return Cli.OK;
  }

  @Command(name = "verify", description = "Check the chain of hashes from the first change on")
  int verify() {
    Audit.Verification found;
    try (Waiting _ = new Waiting(root.terminal(), "checking the chain")) {
      found = root.seshat().audit().verify();
    }
    if (!root.printedAsJson(found.toJson())) {
      root.say(
          found.intact()
              ? Numbers.grouped(found.entries()) + " entries, the chain is whole"
              : "the chain is broken: " + found.problem());
    }
    return found.intact() ? Cli.OK : Cli.FAILED;
  }

  @Command(
      name = "export",
      description = "Write all changes as JSON Lines or CSV, the oldest first")
  int export(@Option(names = "--csv", description = "As CSV") boolean csv) {
    if (csv && root.isJson()) {
      throw new Invalid("--csv", "and --json exclude each other; say one of them");
    }
    if (csv) {
      root.terminal().out().print(AuditEntry.csvHead());
    }
    // as long as somebody reads: the log may be long, and `| head` is enough for some
    root.seshat()
        .audit()
        .export()
        .takeWhile(entry -> !root.terminal().out().checkError())
        .forEach(entry ->
            root.terminal()
                .out()
                .print(csv ? entry.toCsv() : Json.write(entry.toJson()) + System.lineSeparator()));
    return Cli.OK;
  }

  static String shortId(AuditEntry entry) {
    String session = entry.sessionId();
    return session == null ? "" : session.substring(0, 8);
  }
}
