package dev.seshat.promise;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The SQL that looks for what is wrong with promises, and that takes out what they say of a session.
final class CheckTable {
  private CheckTable() {}

  /// A promise that waits for another one, which waits too.
  record Wait(long promise, long on) {}

  static long count(Tx tx) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM promises");
  }

  static List<Long> leftAlone(Tx tx, Instant before) throws SQLException {
    return tx.list(
        "SELECT id FROM promises WHERE status = 'in_progress' AND ready_at <= ? ORDER BY id LIMIT 1000",
        row -> row.number("id"),
        before);
  }

  static List<Long> stranded(Tx tx) throws SQLException {
    return tx.list(
        "SELECT id FROM promises WHERE status = 'waiting' AND NOT EXISTS (SELECT 1 FROM promise_dependencies d"
            + " JOIN promises o ON o.id = d.depends_on_id WHERE d.promise_id = promises.id AND o.completed_at IS NULL)"
            + " ORDER BY id LIMIT 1000",
        row -> row.number("id"));
  }

  static List<Wait> waits(Tx tx) throws SQLException {
    return tx.list(
        "SELECT d.promise_id, d.depends_on_id FROM promise_dependencies d JOIN promises p ON p.id = d.promise_id"
            + " JOIN promises o ON o.id = d.depends_on_id WHERE p.status = 'waiting' AND o.status = 'waiting'",
        row -> new Wait(row.number("promise_id"), row.number("depends_on_id")));
  }

  static List<Promise> ofSession(Tx tx, UUID session) throws SQLException {
    return PromiseTable.lockAll(
        tx,
        "session_id = ? AND status IN ('waiting', 'pending', 'in_progress')",
        "id",
        100_000,
        session);
  }

  /// Takes out what promises say of a session; that they were there, and what became of them, stays.
  static void scrub(Tx tx, UUID session) throws SQLException {
    tx.update(
        "UPDATE promises SET task_description = '(erased)', payload = ?, chat_id = NULL, message_id = NULL,"
            + " idempotency_key = NULL, progress_note = NULL, result = NULL, result_summary = NULL, error_message = NULL,"
            + " session_id = NULL WHERE session_id = ?",
        new dev.seshat.store.Json("{}"),
        session);
  }
}
