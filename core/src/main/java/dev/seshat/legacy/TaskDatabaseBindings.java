package dev.seshat.legacy;

import dev.seshat.json.Json;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.mode.ModeTakeover;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which sessions were worked on in which modes. Of several of one session the last one still counts, the others are its history.
final class TaskDatabaseBindings extends RowImport {
  private final Origins origins;
  private final TaskDatabaseSessions sessions;
  private final TaskDatabaseModes modes;
  private final ModeTakeover takeover;

  TaskDatabaseBindings(
      Origins origins,
      TaskDatabaseSessions sessions,
      TaskDatabaseModes modes,
      ModeTakeover takeover) {
    this.origins = origins;
    this.sessions = sessions;
    this.modes = modes;
    this.takeover = takeover;
  }

  @Override
  public String table() {
    return "session_mode_bindings";
  }

  @Override
  public List<String> columns() {
    return List.of("session_id", "mode_id", "bound_at", "binding_context");
  }

  @Override
  public String id() {
    return "session_id";
  }

  @Override
  public List<String> order() {
    return List.of("bound_at");
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    UUID session = sessions.find(tx, row.text("session_id", 500));
    if (session == null) {
      throw new Unfit("session_id names nothing that was taken over", row.raw("session_id"));
    }
    String mode = modes.name(row.text("mode_id"));
    if (mode == null) {
      throw new Unfit("mode_id names no mode", row.raw("mode_id"));
    }
    Instant at = Objects.requireNonNullElse(row.time("bound_at"), file.asOf());
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(row.text("session_id"), row.text("mode_id")),
            at,
            outcomes,
            earlier -> {
              if (earlier != null) {
                outcomes.note(row, "was changed there since; what is here stays", mode);
                return new Became(false, session);
              }
              takeover.bind(tx, session, mode, at, context(row, outcomes));
              return new Became(true, session);
            }),
        1);
    noteTimes(row, outcomes, List.of("bound_at"));
  }

  private static Map<String, @Nullable Object> context(SourceRow row, Outcomes outcomes) {
    Map<String, @Nullable Object> context = TaskDatabaseFocus.object(row, "binding_context");
    if (Json.write(context).length() > ModeTakeover.MAX_CONTEXT) {
      outcomes.note(row, "binding_context is too long; it is left out", null);
      return Map.of();
    }
    return context;
  }
}
