package dev.seshat.legacy;

import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.sync.SyncHistory;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// How far the files of sessions were the same as their rows. When that was is kept; the file of a session here begins anew, as
/// theirs stands in a folder of another time.
final class TaskDatabaseFiles extends RowImport {
  private static final List<String> TIMES =
      List.of(
          "last_db_to_md_sync",
          "last_md_to_db_sync",
          "last_conflict_resolution",
          "last_file_modification");

  private final Origins origins;
  private final TaskDatabaseSessions known;
  private final Scope scope;
  private final Sessions sessions;

  TaskDatabaseFiles(Origins origins, TaskDatabaseSessions known, Scope scope, Sessions sessions) {
    this.origins = origins;
    this.known = known;
    this.scope = scope;
    this.sessions = sessions;
  }

  @Override
  public String table() {
    return "markdown_sync_state";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "sync_id",
        "session_id",
        "markdown_file_path",
        "last_db_to_md_sync",
        "last_md_to_db_sync",
        "sync_status",
        "db_content_hash",
        "md_content_hash",
        "last_conflict_resolution",
        "file_monitor_active",
        "last_file_modification");
  }

  @Override
  public String id() {
    return "sync_id";
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String id = named(row, "sync_id");
    UUID session = known.find(tx, row.text("session_id", 500));
    if (session == null) {
      throw new Unfit("session_id names nothing that was taken over", row.raw("session_id"));
    }
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(id),
            Objects.requireNonNullElse(latest(row, TIMES), file.asOf()),
            outcomes,
            earlier -> {
              boolean isNew =
                  SyncHistory.take(
                      tx,
                      scope.store().folder(),
                      sessions.getIn(tx, session),
                      row.time("last_db_to_md_sync"),
                      row.time("last_md_to_db_sync"),
                      row.time("last_conflict_resolution"));
              outcomes.note(
                  row,
                  isNew
                      ? "its times are kept; the file of the session begins anew"
                      : "is kept; the file of the session here has its own",
                  row.raw("markdown_file_path"));
              return new Became(isNew || earlier == null, session);
            }),
        1);
    noteTimes(row, outcomes, TIMES);
  }
}
