package dev.seshat.cli;

import dev.seshat.schema.Distribution;
import dev.seshat.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `db`: the schema of the store.
@Command(name = "db", description = "The store's schema")
final class DbCommand {
  private final SeshatCommand root;

  DbCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(
      name = "status",
      description = "Show which steps of the schema the store has; changes nothing")
  int status() {
    Schema schema = Schema.of(root.where(), root.workspace());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("store", root.where());
    json.put("version", schema.version());
    json.put("applied", names(schema.applied()));
    json.put("outstanding", names(schema.outstanding()));
    if (!root.printedAsJson(json)) {
      Table table = new Table().column("STEP").state("STATE");
      schema.applied().forEach(step -> table.row(step.name(), "applied"));
      schema.outstanding().forEach(step -> table.row(step.name(), "outstanding"));
      table.print(root.terminal());
    }
    return Cli.OK;
  }

  @Command(
      name = "migrate",
      description = "Bring the store's schema up to date; every opening of the store does the same")
  int migrate(
      @Option(names = "--print", description = "Only print the SQL that would run") boolean print) {
    Schema before = Schema.of(root.where(), root.workspace());
    if (print) {
      if (!root.printedAsJson(Map.of("outstanding", before.outstanding()))) {
        for (Schema.Step step : before.outstanding()) {
          root.say("-- " + step.name() + "\n" + step.sql().strip() + "\n");
        }
        if (before.outstanding().isEmpty()) {
          root.notice("nothing to do");
        }
      }
      return Cli.OK;
    }
    root.seshat();
    if (!root.printedAsJson(Map.of("applied", names(before.outstanding())))) {
      root.say(
          before.outstanding().isEmpty()
              ? "nothing to do"
              : "applied " + String.join(", ", names(before.outstanding())));
    }
    return Cli.OK;
  }

  @Command(
      name = "distribute",
      description =
          "Let Citus place this workspace's schema on one of its nodes; see docs/citus.md")
  int distribute(
      @Option(names = "--print", description = "Only print the SQL that would run") boolean print) {
    Distribution distribution = Distribution.of(root.where(), root.workspace());
    if (print) {
      if (!root.printedAsJson(Map.of("sql", distribution.sql()))) {
        root.say(distribution.sql());
      }
      return Cli.OK;
    }
    boolean changed = distribution.run();
    if (!root.printedAsJson(Map.of("workspace", root.workspace(), "changed", changed))) {
      root.say(
          changed
              ? "the workspace " + root.workspace() + " is distributed now"
              : "nothing to do: the workspace " + root.workspace() + " was distributed before");
    }
    return Cli.OK;
  }

  private static List<String> names(List<Schema.Step> steps) {
    return steps.stream().map(Schema.Step::name).toList();
  }
}
