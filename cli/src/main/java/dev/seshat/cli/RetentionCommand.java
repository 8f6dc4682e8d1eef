package dev.seshat.cli;

import dev.seshat.promise.Promise;
import dev.seshat.retention.RetentionPlan;
import dev.seshat.retention.RetentionRule;
import dev.seshat.work.BuiltIn;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `retention`: how long sessions are kept.
@Command(
    name = "retention",
    description = "How long sessions are kept: rules that archive, then erase",
    addMethodSubcommands = false)
final class RetentionCommand {
  private final SeshatCommand root;

  RetentionCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(name = "list", description = "List the rules")
  int list() {
    List<RetentionRule> rules = root.seshat().retention().list();
    Map<String, Object> json = Map.of("rules", rules.stream().map(RetentionRule::toJson).toList());
    if (!root.printedAsJson(json)) {
      Table table = new Table().column("KIND").number("ARCHIVE AFTER").number("ERASE AFTER");
      rules.forEach(rule ->
          table.row(rule.kind(), days(rule.archiveAfterDays()), days(rule.eraseAfterDays())));
      table.print(root.terminal());
    }
    return Cli.OK;
  }

  @Command(name = "set", description = "Set the rule for a kind of sessions")
  int set(
      @Parameters(
              paramLabel = "KIND",
              description = "A kind, or '*' for every kind without a rule of its own")
          String kind,
      @Option(
              names = "--archive-after",
              paramLabel = "DAYS",
              description = "Archive ended sessions so many days after their last activity")
          @Nullable Integer archive,
      @Option(
              names = "--erase-after",
              paramLabel = "DAYS",
              description = "Erase archived sessions after so many days in the archive")
          @Nullable Integer erase) {
    RetentionRule rule = root.seshat().retention().set(new RetentionRule(kind, archive, erase));
    if (!root.printedAsJson(rule.toJson())) {
      root.say(
          "%s: archive after %s, erase after %s"
              .formatted(rule.kind(), days(rule.archiveAfterDays()), days(rule.eraseAfterDays())));
    }
    return Cli.OK;
  }

  @Command(name = "remove", description = "Remove the rule for a kind of sessions")
  int remove(@Parameters(paramLabel = "KIND", description = "As in 'retention list'") String kind) {
    root.seshat().retention().remove(kind);
    if (!root.printedAsJson(Map.of("removed", kind))) {
      root.say(kind + ": no rule any more");
    }
    return Cli.OK;
  }

  @Command(name = "plan", description = "Show what the rules would do; changes nothing")
  int plan(
      @Option(names = "--at", paramLabel = "TIME", description = "On that day (default: now)")
          @Nullable String at) {
    Instant when = When.from(at, root.zone());
    RetentionPlan plan =
        when == null ? root.seshat().retention().plan() : root.seshat().retention().plan(when);
    if (!root.printedAsJson(plan.toJson())) {
      Table table =
          new Table()
              .column("KIND")
              .number("TO ARCHIVE")
              .column("OLDEST")
              .number("TO ERASE")
              .column("OLDEST")
              .number("HELD");
      for (RetentionPlan.Line line : plan.lines()) {
        table.row(
            line.rule().kind(),
            Numbers.grouped(line.archive()),
            root.shown(line.oldestToArchive()),
            Numbers.grouped(line.erase()),
            root.shown(line.oldestToErase()),
            Numbers.grouped(line.held()));
      }
      table.print(root.terminal());
    }
    return Cli.OK;
  }

  @Command(name = "apply", description = "Archive and erase what the rules say")
  int apply() throws InterruptedException {
    Promise done;
    try (Waiting _ = new Waiting(root.terminal(), "archiving and erasing")) {
      done = root.seshat().perform(BuiltIn.retentionNow());
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>(done.result());
    Object summary = result.remove("summary");
    if (!root.printedAsJson(result)) {
      root.say(String.valueOf(summary));
    }
    return Cli.OK;
  }

  private static String days(@Nullable Integer days) {
    return days == null ? "never" : days + (days == 1 ? " day" : " days");
  }
}
