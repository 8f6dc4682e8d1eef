package dev.seshat.cli;

import dev.seshat.json.Json;
import dev.seshat.promise.Promise;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Promises as they look at the shell.
final class PromiseView {
  private PromiseView() {}

  static int printAll(SeshatCommand root, List<Promise> promises, @Nullable String next) {
    List<Map<String, @Nullable Object>> items =
        root.isJson() ? promises.stream().map(Promise::toJson).toList() : List.of();
    if (!root.printedAsJson(SessionReadVerbs.page("promises", items, next))) {
      Table table =
          new Table()
              .dim("ID")
              .state("STATUS")
              .column("KIND")
              .number("DONE")
              .number("TRIES")
              .number("FENCE")
              .dim("AT")
              .flexible("TASK");
      promises.forEach(each ->
          table.row(
              each.id(),
              each.status().word(),
              each.kind(),
              each.progress().percent() + " %",
              each.attempts() + "/" + each.maxAttempts(),
              each.fence(),
              root.shown(each.completedAt() == null ? each.runAt() : each.completedAt()),
              each.taskDescription()));
      SessionView.printTable(root, table, next);
    }
    return Cli.OK;
  }

  /// What became of a promise, in one line.
  static int print(SeshatCommand root, Promise promise) {
    if (!root.printedAsJson(promise.toJson())) {
      root.say(line(root, promise));
    }
    return Cli.OK;
  }

  static String line(SeshatCommand root, Promise promise) {
    String status = promise.status().word();
    String note = promise.progress().note();
    String more =
        promise.errorMessage() != null
            ? promise.errorMessage()
            : promise.resultSummary() != null ? promise.resultSummary() : note;
    return Ink.DIM.on(root.terminal(), Long.toString(promise.id()))
        + "  "
        + Ink.ofState(status).on(root.terminal(), status)
        + (promise.progress().percent() > 0 ? "  " + promise.progress().percent() + " %" : "")
        + "  "
        + root.harmless(promise.taskDescription())
        + (more == null ? "" : ": " + root.harmless(more));
  }

  /// All of one promise, a field in each line.
  static int printWhole(SeshatCommand root, Promise promise) {
    Map<String, @Nullable Object> json = promise.toJson();
    if (!root.printedAsJson(json)) {
      json.forEach((name, value) -> {
        if (value != null && !List.of().equals(value) && !Map.of().equals(value)) {
          String shown = value instanceof String text ? text : Json.write(value);
          String label = "%-18s".formatted(name.replace('_', ' '));
          root.say(Ink.DIM.on(root.terminal(), label) + root.harmless(shown));
        }
      });
    }
    return Cli.OK;
  }
}
