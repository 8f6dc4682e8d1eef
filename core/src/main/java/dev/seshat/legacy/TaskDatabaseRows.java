package dev.seshat.legacy;

import dev.seshat.legacy.Origins.Became;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// Tables that are kept row by row and become nothing else: who was at work there, which modes' files lay where, and how far
/// their files were the same as their rows. Here all of that begins anew.
final class TaskDatabaseRows extends RowImport {
  private static final Map<String, String> WHY =
      Map.of(
          "active_session",
          "is kept; which session is in focus here stays",
          "session_modes",
          "is kept; its file is taken by copying it to the folder of modes",
          "session_mode_bindings",
          "is kept; a mode is selected here once its file is here",
          "markdown_sync_state",
          "is kept; the file of a session here begins anew");

  private final String table;
  private final Origins origins;
  private final TaskDatabaseSessions sessions;
  private final List<String> columns;

  TaskDatabaseRows(
      String table, Origins origins, TaskDatabaseSessions sessions, List<String> columns) {
    this.table = table;
    this.origins = origins;
    this.sessions = sessions;
    this.columns = columns;
  }

  @Override
  public String table() {
    return table;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public String id() {
    return columns.getFirst();
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    UUID session = sessions.find(tx, row.text("session_id"));
    String key =
        table.equals("session_mode_bindings")
            ? SourceRow.hash(row.text("session_id"), row.text("mode_id"))
            : SourceRow.hash(Objects.requireNonNullElse(row.text(id()), row.digest()));
    outcomes.count(
        table,
        origins.take(
            tx, row, key, file.asOf(), outcomes, earlier -> new Became(earlier == null, session)),
        1);
    outcomes.note(row, Objects.requireNonNull(WHY.get(table)), null);
  }
}
