package dev.seshat.session;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.usage.Projects;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a session is written: its row, and with it the search index, the focus that shows it and the log.
record SessionWriting(Scope scope, Projects projects, SessionSteps steps) {
  /// @param usual the state of one that tells of none
  /// @param id that it gets, if no other begins like it; null for one that is drawn
  Session insert(Tx tx, NewSession given, SessionStatus usual, @Nullable UUID id)
      throws SQLException {
    requireReferences(tx, given);
    NewSessionRow row = new NewSessionRow(tx, given, usual, id);
    Map<String, @Nullable Object> columns = row.defaults();
    columns.putAll(columns(tx, given.values()));
    columns.values().removeIf(Objects::isNull);
    SessionTable.insert(tx, columns);
    Session made = SessionTable.get(tx, row.id());
    SessionNames.requireOwn(tx, made);
    changed(
        tx,
        "session.create",
        made,
        Map.of("kind", made.kind(), "status", made.status().word(), "title", made.title()));
    SessionEntries.put(tx, made, scope.actor());
    if (made.get(SessionField.SCHEDULED_AT) != null) {
      steps.timed(tx, null, made);
    }
    return made;
  }

  private static void requireReferences(Tx tx, NewSession given) throws SQLException {
    for (Map.Entry<SessionField<UUID>, String> each : SessionTable.REFERENCES.entrySet()) {
      UUID id = given.get(each.getKey());
      if (id != null && !SessionTable.isThere(tx, each.getValue(), id)) {
        throw new Invalid(each.getKey().name(), "names nothing of this workspace");
      }
    }
    String tool = given.get(SessionField.TOOL_NAME);
    String external = given.get(SessionField.EXTERNAL_SESSION_ID);
    if (tool != null
        && external != null
        && SessionTable.findExternal(tx, tool, external).isPresent()) {
      throw new Conflict(
          "there is a session of "
              + tool
              + " with the external id '"
              + Texts.shorten(external, 60)
              + "' already");
    }
  }

  /// The row as it is now, indexed and cached where it shows.
  Session written(Tx tx, UUID id) throws SQLException {
    Session session = SessionTable.get(tx, id);
    SessionEntries.put(tx, session, scope.actor());
    FocusTable.cache(tx, id, Focus.cached(session));
    return session;
  }

  Map<String, @Nullable Object> columns(Tx tx, FieldValues values) throws SQLException {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    for (SessionField<?> field : values.values().keySet()) {
      if (field == SessionField.PROJECT) {
        String project = values.get(SessionField.PROJECT);
        columns.put("project_id", project == null ? null : (Object) projects.idIn(tx, project));
      } else {
        columns.put(field.column(), column(values, field));
      }
    }
    return columns;
  }

  private static <T> @Nullable Object column(FieldValues values, SessionField<T> field) {
    return field.toColumn(values.get(field));
  }

  /// Writes columns of a session, and that it was changed just now.
  void update(Tx tx, Session session, Map<String, @Nullable Object> columns) throws SQLException {
    columns.put("updated_at", tx.now());
    columns.put("last_activity_at", latest(tx.now(), session.lastActivityAt()));
    columns.put("version", session.version() + 1);
    SessionTable.update(tx, session.id(), columns);
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  void changed(
      Tx tx, String action, Session session, Map<String, ? extends @Nullable Object> detail) {
    scope.changed(tx, action, "session", session.id(), session.id(), Json.write(detail));
  }
}
