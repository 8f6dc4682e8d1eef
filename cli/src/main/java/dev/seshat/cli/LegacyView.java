package dev.seshat.cli;

import dev.seshat.legacy.LegacyReport;
import java.util.List;

/// What became of another system's rows, as people read it.
final class LegacyView {
  private LegacyView() {}

  static void print(SeshatCommand root, LegacyReport report) {
    if (root.printedAsJson(report.toJson())) {
      return;
    }
    Table table =
        new Table()
            .column("TABLE")
            .number("READ")
            .number("TAKEN")
            .number("CHANGED")
            .number("THERE ALREADY")
            .number("SKIPPED");
    report
        .tables()
        .forEach(each ->
            table.row(
                each.table(),
                Numbers.grouped(each.read()),
                Numbers.grouped(each.taken()),
                Numbers.grouped(each.changed()),
                Numbers.grouped(each.alreadyThere()),
                Numbers.grouped(each.skipped())));
    table.print(root.terminal());
    if (report.dryRun()) {
      root.say("a dry run: nothing was written");
    }
    report.remarks().forEach(remark -> root.notice(line(root, remark)));
    report.files().forEach(file -> warn(root, file));
  }

  private static String line(SeshatCommand root, LegacyReport.Remark remark) {
    List<String> rows = remark.rows();
    String which =
        rows.isEmpty()
            ? ""
            : " — " + String.join(", ", rows) + (remark.count() > rows.size() ? ", …" : "");
    return root.harmless(
        "%s%s: %s row%s: %s%s"
            .formatted(
                remark.skipped() ? "skipped, " : "",
                remark.table(),
                Numbers.grouped(remark.count()),
                remark.count() == 1 ? "" : "s",
                remark.what(),
                which));
  }

  private static void warn(SeshatCommand root, LegacyReport.SourceFile file) {
    if (!file.otherTables().isEmpty()) {
      root.notice(
          root.harmless(
              file.name() + ": left alone: tables " + String.join(", ", file.otherTables())));
    }
    file.otherColumns()
        .forEach((table, columns) ->
            root.notice(
                root.harmless(
                    "%s: %s: kept with the rows: columns %s"
                        .formatted(file.name(), table, String.join(", ", columns)))));
    file.damage()
        .forEach((table, problem) ->
            root.notice(
                root.harmless(
                    "%s: %s: damaged, read as far as it goes: %s"
                        .formatted(file.name(), table, problem))));
  }
}
