package dev.seshat.session;

import dev.seshat.store.Json;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The SQL of the sessions in focus.
final class FocusTable {
  private FocusTable() {}

  /// What an actor has in focus.
  ///
  /// @param context the text of a JSON object
  record Kept(UUID session, Instant at, String context) {}

  static Optional<Kept> find(Tx tx, String actor) throws SQLException {
    return tx.first(
        "SELECT session_id, activated_at, context_data FROM active_session WHERE actor = ?",
        row -> new Kept(row.id("session_id"), row.time("activated_at"), row.text("context_data")),
        actor);
  }

  static void set(Tx tx, String actor, UUID session, Json context) throws SQLException {
    tx.update(
        "INSERT INTO active_session (actor, session_id, activated_at, context_data) VALUES (?, ?, ?, ?) "
            + "ON CONFLICT (actor) DO UPDATE SET session_id = excluded.session_id, activated_at = excluded.activated_at, "
            + "context_data = excluded.context_data",
        actor,
        session,
        tx.now(),
        context);
  }

  static void cache(Tx tx, UUID session, Json context) throws SQLException {
    tx.update("UPDATE active_session SET context_data = ? WHERE session_id = ?", context, session);
  }

  static int clear(Tx tx, String actor) throws SQLException {
    return tx.update("DELETE FROM active_session WHERE actor = ?", actor);
  }

  /// Takes a session out of everybody's focus.
  static void leave(Tx tx, UUID session) throws SQLException {
    tx.update("DELETE FROM active_session WHERE session_id = ?", session);
  }
}
