package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.usage.CostGrade;
import dev.seshat.usage.Repricing;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageRow;
import dev.seshat.usage.UsageSummary;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `usage`: tokens and money, summed up by whatever is asked for.
@Command(
    name = "usage",
    description =
        "Tokens and money by day, month, block, project, host, model, person, session or branch",
    addMethodSubcommands = false)
final class UsageCommand implements Runnable {
  private final SeshatCommand root;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "day",
      completionCandidates = Choices.UsageDimensions.class,
      description =
          "day (default), month, block (5 hours), project, host, model, person, session, branch")
  String by = "day";

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "Time zone of the days, such as Europe/Berlin (default: the preference time_zone, else UTC)")
  @Nullable String zone;

  @Option(
      names = "--from",
      paramLabel = "DAY|TIME",
      description = "From this day (in the zone) or time")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DAY|TIME",
      description = "Up to the end of this day, or before this time")
  @Nullable String to;

  @Option(names = "--project", paramLabel = "PROJECT", description = "Only of this project")
  @Nullable String project;

  @Option(names = "--host", paramLabel = "HOST", description = "Anthropic, OpenAI…")
  @Nullable String host;

  @Option(names = "--model", paramLabel = "MODEL", description = "Only of this model")
  @Nullable String model;

  @Option(names = "--user", paramLabel = "USER", description = "Only of this person")
  @Nullable String user;

  @Option(names = "--session", paramLabel = "SESSION", description = "Id, short id or 'current'")
  @Nullable String session;

  @Option(names = "--branch", paramLabel = "BRANCH", description = "Only of this branch")
  @Nullable String branch;

  @Option(names = "--csv", description = "As CSV")
  boolean csv;

  UsageCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    if (csv && root.isJson()) {
      throw new Invalid("--csv", "and --json exclude each other; say one of them");
    }
    ZoneId chosen = root.seshat().preferences().chosen().zone();
    ZoneId where =
        zone != null ? UsageQuery.zone(zone) : chosen != null ? chosen : ZoneId.of("UTC");
    UsageQuery query =
        UsageQuery.by(UsageDimension.of(by))
            .withZone(where)
            .withFrom(When.from(from, where))
            .withTo(When.to(to, where))
            .withProject(project)
            .withHost(host)
            .withModel(model)
            .withUser(user)
            .withBranch(branch);
    if (session != null) {
      query = query.withSession(root.seshat().sessions().get(session).id());
    }
    UsageSummary summary = root.seshat().usage().summary(query);
    if (csv) {
      root.terminal().out().print(summary.toCsv());
    } else if (root.isJson()) {
      root.say(summary.toJson());
    } else {
      print(summary);
    }
  }

  private void print(UsageSummary summary) {
    Table table =
        new Table()
            .flexible(summary.query().by().word().toUpperCase(java.util.Locale.ROOT))
            .number("REQUESTS")
            .number("INPUT")
            .number("CACHE READ")
            .number("CACHE WRITE")
            .number("OUTPUT")
            .number("TOTAL")
            .money("COST")
            .warning("");
    summary.rows().forEach(row -> add(table, row, row.label()));
    if (table.isEmpty()) {
      root.notice("nothing found");
      return;
    }
    add(table, summary.totals(), "total");
    table.print(root.terminal());
  }

  private static void add(Table table, UsageRow row, String label) {
    table.row(
        label,
        Numbers.grouped(row.requests()),
        Numbers.grouped(row.tokens().inputTokens()),
        Numbers.grouped(row.tokens().cacheReadTokens()),
        Numbers.grouped(row.tokens().cacheWriteTokens()),
        Numbers.grouped(row.tokens().outputTokens()),
        Numbers.grouped(row.tokens().totalTokens()),
        Numbers.dollars(row.costUsd()),
        remark(row));
  }

  private static String remark(UsageRow row) {
    if (row.unpricedRequests() > 0) {
      return Numbers.grouped(row.unpricedRequests()) + " requests without a price";
    }
    return row.grade() == CostGrade.LOWER_BOUND ? "at least" : "";
  }

  @Command(
      name = "reprice",
      description =
          "Compute costs again with the prices of now; without --apply only says what would change")
  int reprice(@Option(names = "--apply", description = "Write it") boolean apply) {
    return reprice(root, apply);
  }

  static int reprice(SeshatCommand root, boolean apply) {
    Repricing done;
    try (Waiting _ = new Waiting(root.terminal(), "computing costs")) {
      done = root.seshat().usage().reprice(apply);
    }
    if (!root.printedAsJson(done)) {
      root.say(
          "%s: %s of %s requests, %s of them priced for the first time; %s before, %s after"
              .formatted(
                  apply ? "repriced" : "would reprice (say --apply)",
                  Numbers.grouped(done.changed()),
                  Numbers.grouped(done.examined()),
                  Numbers.grouped(done.newlyPriced()),
                  Numbers.dollars(done.costBeforeUsd()),
                  Numbers.dollars(done.costAfterUsd())));
    }
    return Cli.OK;
  }
}
