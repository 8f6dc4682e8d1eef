package dev.seshat.cli;

import dev.seshat.session.Kpis;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kpi`: sessions counted by project, kind, storyteller or month.
@Command(
    name = "kpi",
    description =
        "Sessions by state, time, rating and cost, for each project, kind, storyteller or month")
final class KpiCommand implements Runnable {
  private final SeshatCommand root;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "project",
      completionCandidates = Choices.KpiDimensions.class,
      description = "project (default), kind, storyteller, month")
  String by = "project";

  @Option(
      names = "--from",
      paramLabel = "DAY|TIME",
      description = "Active on or after this day (UTC) or time")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DAY|TIME",
      description = "Active up to the end of this day, or before this time")
  @Nullable String to;

  KpiCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    List<Kpis.Figures> rows =
        root.seshat()
            .kpis()
            .by(
                Kpis.Dimension.of(by),
                When.from(from, ZoneOffset.UTC),
                When.to(to, ZoneOffset.UTC));
    print(root, by, rows);
  }

  static void print(SeshatCommand root, String by, List<Kpis.Figures> rows) {
    if (root.printedAsJson(
        Map.of("by", by, "rows", rows.stream().map(Kpis.Figures::toJson).toList()))) {
      return;
    }
    Table table =
        new Table()
            .flexible(by.toUpperCase(Locale.ROOT))
            .number("SESSIONS")
            .number("ACTIVE")
            .number("PAUSED")
            .number("COMPLETED")
            .number("FAILED")
            .number("SUCCEEDED")
            .number("TIME")
            .number("RATING")
            .number("TURNS")
            .number("ARTIFACTS")
            .money("COST");
    for (Kpis.Figures row : rows) {
      Double rating = row.averageRating();
      table.row(
          row.key(),
          row.sessions(),
          row.active(),
          row.paused(),
          row.completed(),
          row.failed(),
          row.succeeded(),
          When.length(row.activeSeconds()),
          rating == null ? "" : String.format(Locale.ROOT, "%.1f", rating),
          Numbers.grouped(row.interactions()),
          Numbers.grouped(row.artifacts()),
          Numbers.dollars(row.costUsd()));
    }
    SessionView.printTable(root, table, null);
  }
}
