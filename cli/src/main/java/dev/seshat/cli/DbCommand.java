package dev.seshat.cli;

import dev.seshat.schema.Distribution;
import dev.seshat.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `db`: the schema of the store.
@Command(name = "db", description = "The store's schema", addMethodSubcommands = false)
final class DbCommand {
  private final SeshatCommand root;

  DbCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(
      name = "status",
      description =
          "Show which steps of the schema the store has, its size, and whether its file is sound; changes nothing")
  int status() {
    Schema schema = Schema.of(root.where(), root.workspace());
    Schema.Storage storage = Schema.storage(root.where(), root.workspace()).orElse(null);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("store", root.where());
    json.put("version", schema.version());
    json.put("applied", steps(schema.applied()));
    json.put("outstanding", steps(schema.outstanding()));
    json.put("storage", storage == null ? null : storage(storage));
    if (!root.printedAsJson(json)) {
      print(schema, storage);
    }
    return storage == null || storage.problems().isEmpty() ? Cli.OK : Cli.FAILED;
  }

  private void print(Schema schema, Schema.@Nullable Storage storage) {
    line("store", root.where());
    line("schema", "version " + schema.version());
    if (storage == null) {
      line("", "there is no store yet");
    } else {
      line("database", storage.database());
      line("size", Numbers.size(storage.bytes()));
      if (storage.pages() != null) {
        line("log", Numbers.size(Objects.requireNonNullElse(storage.walBytes(), 0L)));
        line("journal", String.valueOf(storage.journalMode()));
        line(
            "pages",
            "%s of %s bytes, %s free"
                .formatted(storage.pages(), storage.pageSize(), storage.freePages()));
        line("integrity", storage.problems().isEmpty() ? "sound" : "");
      }
      storage
          .problems()
          .forEach(each -> line("", Ink.BAD.on(root.terminal(), root.harmless(each))));
    }
    Table table = new Table().column("STEP").state("STATE").dim("CHECKSUM");
    schema
        .applied()
        .forEach(each -> table.row(each.name(), "applied", each.checksum().substring(0, 16)));
    schema
        .outstanding()
        .forEach(each -> table.row(each.name(), "outstanding", each.checksum().substring(0, 16)));
    table.print(root.terminal());
  }

  private void line(String name, String value) {
    root.say(Ink.DIM.on(root.terminal(), "%-11s".formatted(name)) + value);
  }

  private static Map<String, @Nullable Object> storage(Schema.Storage storage) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("database", storage.database());
    json.put("bytes", storage.bytes());
    json.put("wal_bytes", storage.walBytes());
    json.put("journal_mode", storage.journalMode());
    json.put("page_size", storage.pageSize());
    json.put("pages", storage.pages());
    json.put("free_pages", storage.freePages());
    json.put("problems", storage.problems());
    return json;
  }

  private static List<Map<String, Object>> steps(List<Schema.Step> steps) {
    List<Map<String, Object>> json = new ArrayList<>();
    for (Schema.Step step : steps) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", step.name());
      each.put("checksum", step.checksum());
      json.add(each);
    }
    return json;
  }

  @Command(
      name = "migrate",
      description = "Bring the store's schema up to date; every opening of the store does the same")
  int migrate(
      @Option(names = "--print", description = "Only print the SQL that would run") boolean print) {
    Schema before = Schema.of(root.where(), root.workspace());
    if (print) {
      String sql = Schema.script(root.where(), root.workspace());
      if (!root.printedAsJson(Map.of("outstanding", names(before.outstanding()), "sql", sql))) {
        if (sql.isEmpty()) {
          root.notice("nothing to do");
        } else {
          root.say(sql.stripTrailing());
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
