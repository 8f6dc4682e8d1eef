package dev.seshat.cli;

import dev.seshat.query.QueryResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `query`: read-only SQL over the documented views.
@Command(
    name = "query",
    description =
        "Run one SELECT over the views v_sessions, v_interactions, v_usage…; never writes")
final class QueryCommand implements Runnable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final SeshatCommand root;

  @Parameters(paramLabel = "SQL", description = "One SELECT, WITH or VALUES")
  String sql = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Most rows, 1 to 1000 (default 100)")
  int limit;

  QueryCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    QueryResult result = root.seshat().query().run(sql, limit, TIMEOUT);
    if (root.isJson()) {
      root.printedAsJson(result.toJson());
      return;
    }
    Table table = new Table();
    result.columns().forEach(table::flexible);
    for (List<@Nullable Object> row : result.rows()) {
      table.row(row.toArray());
    }
    SessionView.printTable(root, table, null);
    if (result.truncated()) {
      root.notice("there are more rows: --limit, or LIMIT and OFFSET");
    }
  }
}
