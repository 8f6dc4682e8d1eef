package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.session.InterviewProgress;
import dev.seshat.session.Progress;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sessions as they are shown at the shell.
final class SessionView {
  private SessionView() {}

  /// Every field that has a value, one a line.
  static void print(SeshatCommand root, Session session) {
    Map<String, @Nullable Object> json = session.toJson();
    if (root.printedAsJson(json)) {
      return;
    }
    json.forEach((name, value) -> {
      if (value != null && !isEmpty(value) && !name.equals("version")) {
        String shown = value instanceof String text ? text : String.valueOf(value);
        String label = "%-28s".formatted(name.replace('_', ' '));
        root.say(Ink.DIM.on(root.terminal(), label) + root.harmless(indented(shown)));
      }
    });
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Number number && number.doubleValue() == 0
        || value.equals("")
        || value.equals(false)
        || value instanceof List<?> list && list.isEmpty()
        || value instanceof Map<?, ?> map && map.isEmpty();
  }

  private static String indented(String text) {
    return text.strip().replace("\n", "\n" + " ".repeat(28));
  }

  /// What became of a session, in one line.
  static int printChanged(SeshatCommand root, Session session) {
    return printWarned(root, session, List.of());
  }

  /// The same with what whoever made or moved it is to be told.
  static int printWarned(SeshatCommand root, Session session, List<String> warnings) {
    Map<String, @Nullable Object> json = session.toJson();
    if (!warnings.isEmpty()) {
      json.put("warnings", warnings);
    }
    if (!root.printedAsJson(json)) {
      String status = session.status().word();
      root.say(
          Ink.DIM.on(root.terminal(), session.shortId())
              + "  "
              + Ink.ofState(status).on(root.terminal(), status)
              + "  "
              + root.harmless(session.title()));
      printWarnings(root, warnings);
    }
    return Cli.OK;
  }

  static void printWarnings(SeshatCommand root, List<String> warnings) {
    warnings.forEach(
        each -> root.notice(Ink.WARNING.on(root.terminal(), "warning: ") + root.harmless(each)));
  }

  static void printPage(SeshatCommand root, Page<Session> page) {
    List<Map<String, @Nullable Object>> items =
        root.isJson() ? page.items().stream().map(Session::toJson).toList() : List.of();
    if (!root.printedAsJson(SessionReadVerbs.page("sessions", items, page.next()))) {
      printTable(root, table(root, page.items()), page.next());
    }
  }

  static void printAll(SeshatCommand root, List<Session> sessions) {
    printPage(root, new Page<>(sessions, null));
  }

  private static Table table(SeshatCommand root, List<Session> sessions) {
    Table table =
        new Table()
            .dim("ID")
            .state("STATUS")
            .column("KIND")
            .flexible("PROJECT")
            .column("LAST ACTIVITY")
            .number("TURNS")
            .money("COST")
            .flexible("TITLE");
    for (Session session : sessions) {
      boolean isPartlyPriced =
          Objects.requireNonNullElse(session.get(SessionField.UNPRICED_COUNT), 0L) > 0
              || Objects.requireNonNullElse(session.get(SessionField.LOWER_BOUND_COUNT), 0L) > 0;
      table.row(
          session.shortId(),
          session.status().word(),
          session.kind(),
          session.project(),
          root.shown(session.lastActivityAt()),
          Numbers.grouped(session.interactionCount()),
          Numbers.dollars(session.costUsd()) + (isPartlyPriced ? "+" : ""),
          session.title());
    }
    return table;
  }

  /// A table, and how to see what comes after it.
  static void printTable(SeshatCommand root, Table table, @Nullable String next) {
    printTable(root, table, next, "nothing found");
  }

  /// @param nothing what is said where the table has no rows
  static void printTable(SeshatCommand root, Table table, @Nullable String next, String nothing) {
    if (table.isEmpty()) {
      root.notice(nothing);
      return;
    }
    table.print(root.terminal());
    if (next != null) {
      root.notice("there is more: --cursor " + next);
    }
  }

  static void printProgress(SeshatCommand root, Progress progress) {
    if (root.printedAsJson(progress.toJson())) {
      return;
    }
    root.say(
        "%s, active for %s; %s, %s, %s; %s"
            .formatted(
                progress.status().word(),
                When.length(progress.activeSeconds()),
                Numbers.counted(progress.interactionCount(), "interaction"),
                Numbers.counted(progress.artifactCount(), "artifact"),
                Numbers.counted(progress.noteCount(), "note"),
                progress.canComplete() ? "can be completed" : "cannot be completed yet"));
    if (progress.taskCount() > 0) {
      root.say(
          "%s of %s completed, %.0f %% by what they weigh"
              .formatted(
                  Numbers.grouped(progress.completedTaskCount()),
                  Numbers.counted(progress.taskCount(), "task"),
                  // all is done only when the last one is
                  Math.floor(progress.progressPercentage())));
    }
    if (progress.interview() != null) {
      root.say(root.harmless(interview(progress.interview())));
    }
    Table table =
        new Table()
            .column("FOR")
            .state("STATE")
            .flexible("INDICATOR")
            .column("BY")
            .flexible("EVIDENCE");
    progress.successIndicators().forEach(each -> add(table, "success", each));
    progress.completionIndicators().forEach(each -> add(table, "completion", each));
    if (!table.isEmpty()) {
      table.print(root.terminal());
    }
  }

  /// Where an interview is in its process, and what is left to ask there.
  private static String interview(InterviewProgress interview) {
    return "%s, at '%s': %s answered, %s skipped; %s left here, %d of them required; %s"
        .formatted(
            interview.process(),
            interview.node(),
            Numbers.grouped(interview.answered()),
            Numbers.grouped(interview.skipped()),
            Numbers.counted(interview.left(), "question"),
            interview.requiredLeft(),
            interview.next() == null
                ? "the process ends here"
                : "next comes '" + interview.next() + "'");
  }

  private static void add(Table table, String kind, Progress.Judged judged) {
    table.row(
        kind,
        judged.state().word().replace('_', ' '),
        judged.indicator().text(),
        judged.decidedBy(),
        judged.evidence());
  }
}
