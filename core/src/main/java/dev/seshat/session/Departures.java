package dev.seshat.session;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.json.Json;
import dev.seshat.search.SearchIndex;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How sessions leave when their time is over: into the archive, and then for good.
public final class Departures {
  private Departures() {}

  /// Archives an ended session. That is nothing that happened in it, so the time of its last activity stays.
  public static void archive(Tx tx, Scope scope, UUID id) throws SQLException {
    Session session = ended(tx, id);
    Map<String, @Nullable Object> columns =
        Moves.columns(session, SessionStatus.ARCHIVED, tx.now());
    columns.put("updated_at", tx.now());
    columns.put("version", session.version() + 1);
    SessionTable.update(tx, id, columns);
    Map<String, Object> detail =
        Map.of("from", session.status().word(), "to", SessionStatus.ARCHIVED.word());
    scope.changed(tx, "session.archive", "session", id, id, Json.write(detail));
  }

  /// Erases an archived session that nothing stands under or goes on from, with everything of it. What the log keeps is
  /// its kind and counts.
  public static void erase(Tx tx, Scope scope, UUID id) throws SQLException {
    erase(tx, scope, ended(tx, id));
  }

  /// The same of one in any state.
  public static void eraseAny(Tx tx, Scope scope, UUID id) throws SQLException {
    erase(tx, scope, SessionTable.lock(tx, id));
  }

  private static void erase(Tx tx, Scope scope, Session session) throws SQLException {
    UUID id = session.id();
    SearchIndex.removeSession(tx, id);
    SessionTable.delete(tx, id);
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("kind", session.kind());
    detail.put("interactions", session.interactionCount());
    detail.put("notes", session.noteCount());
    detail.put("artifacts", session.artifactCount());
    scope.changed(tx, "session.erase", "session", id, id, Json.write(detail));
  }

  private static Session ended(Tx tx, UUID id) throws SQLException {
    Session session = SessionTable.lock(tx, id);
    if (session.status().isOpen()) {
      throw new Conflict("session " + session.shortId() + " is " + session.status().word());
    }
    return session;
  }
}
