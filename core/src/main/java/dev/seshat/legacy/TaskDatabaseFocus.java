package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The one active session. It is active and in focus here too, if whoever takes it over has none in focus.
final class TaskDatabaseFocus extends RowImport {
  private final Origins origins;
  private final TaskDatabaseSessions known;
  private final Sessions sessions;

  TaskDatabaseFocus(Origins origins, TaskDatabaseSessions known, Sessions sessions) {
    this.origins = origins;
    this.known = known;
    this.sessions = sessions;
  }

  @Override
  public String table() {
    return "active_session";
  }

  @Override
  public List<String> columns() {
    return List.of("id", "session_id", "activated_at", "context_data");
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    UUID session = known.find(tx, row.text("session_id", 500));
    if (session == null) {
      throw new Unfit("session_id names nothing that was taken over", row.raw("session_id"));
    }
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash("1"),
            Objects.requireNonNullElse(row.time("activated_at"), file.asOf()),
            outcomes,
            earlier -> {
              boolean isFocused =
                  earlier == null
                      && sessions.imports().focusIn(tx, session, object(row, "context_data"));
              if (!isFocused) {
                outcomes.note(row, "which session is in focus here stays", null);
              }
              return new Became(earlier == null, session);
            }),
        1);
    noteTimes(row, outcomes, List.of("activated_at"));
  }

  /// The JSON object in a cell; empty where there is none.
  static Map<String, @Nullable Object> object(SourceRow row, String column) {
    String text = row.text(column);
    try {
      return text == null ? Map.of() : Json.parseObject(column, text);
    } catch (Invalid e) {
      return Map.of();
    }
  }
}
