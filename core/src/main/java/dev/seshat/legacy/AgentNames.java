package dev.seshat.legacy;

import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.Outcomes.Outcome;
import dev.seshat.store.Tx;
import dev.seshat.usage.UsageTakeover;
import dev.seshat.usage.UsageTakeover.About;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Projects and hosts: a name, one text about it, and when it began.
///
/// @param about the column of the text
final class AgentNames implements TableImport {
  private static final int NAME = 200;
  private static final int TEXT = 100_000;

  private final String table;
  private final String about;
  private final Origins origins;
  private final Into into;

  private interface Into {
    boolean take(Tx tx, String name, About about) throws SQLException;
  }

  private AgentNames(String table, String about, Origins origins, Into into) {
    this.table = table;
    this.about = about;
    this.origins = origins;
    this.into = into;
  }

  static AgentNames projects(Origins origins, UsageTakeover usage) {
    return new AgentNames("projects", "description", origins, usage::projectIn);
  }

  static AgentNames hosts(Origins origins, UsageTakeover usage) {
    return new AgentNames("hosts", "base_url", origins, usage::hostIn);
  }

  /// A name as it is kept here, null where the row has none.
  static @Nullable String name(SourceRow row) {
    String name = row.text("name", NAME);
    return name == null ? null : name.strip();
  }

  @Override
  public String table() {
    return table;
  }

  @Override
  public List<String> columns() {
    return List.of("id", "name", about, "created_at");
  }

  @Override
  public void take(Tx tx, OpenSource file, List<SourceRow> rows, Outcomes outcomes)
      throws SQLException {
    for (SourceRow row : rows) {
      String name = name(row);
      if (name == null) {
        outcomes.skip(row, "has no name", row.raw("name"));
        continue;
      }
      if (row.has("created_at") && row.time("created_at") == null) {
        outcomes.note(row, "created_at is no time; when it is taken counts", row.raw("created_at"));
      }
      Outcome outcome =
          origins.take(
              tx,
              row,
              SourceRow.hash(name),
              file.asOf(),
              outcomes,
              earlier ->
                  new Became(
                      into.take(tx, name, about(row, earlier == null ? null : earlier.row())),
                      null));
      outcomes.count(table, outcome, 1);
    }
  }

  private About about(SourceRow row, @Nullable SourceRow earlier) {
    return new About(
        row.text(about, TEXT),
        earlier == null ? null : earlier.text(about, TEXT),
        row.time("created_at"));
  }
}
