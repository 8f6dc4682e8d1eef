package dev.seshat.promise;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The SQL of the ends of promises, and of what hangs on them.
final class EndTable {
  private EndTable() {}

  static void finish(Tx tx, long id, long fence, End end, Instant now) throws SQLException {
    tx.update(
        "UPDATE promises SET status = ?, completed_at = ?, updated_at = ?, ready_at = NULL, lease_owner = NULL,"
            + " lease_until = NULL, lease_ms = NULL, fence = ?, result = ?, result_summary = ?, error_message = ?,"
            + " progress = CASE WHEN ? = 'completed' THEN 100 ELSE progress END WHERE id = ?",
        end.status().word(),
        now,
        now,
        fence,
        PromiseTable.json(end.result()),
        end.summary(),
        end.error(),
        end.status().word(),
        id);
  }

  /// Those that wait for a promise, locked, by their ids from one on.
  static List<Promise> waitingFor(Tx tx, long id, long after, int limit) throws SQLException {
    return PromiseTable.lockAll(
        tx,
        "status = 'waiting' AND id > ? AND id IN (SELECT promise_id FROM promise_dependencies WHERE depends_on_id = ?)",
        "id",
        limit,
        after,
        id);
  }

  /// The parts of a promise that are not finished, locked.
  static List<Promise> openParts(Tx tx, long id, int limit) throws SQLException {
    return PromiseTable.lockAll(
        tx, "parent_id = ? AND status IN ('waiting', 'pending', 'in_progress')", "id", limit, id);
  }

  /// How many of those that a promise waits for are not completed.
  static long missing(Tx tx, long id) throws SQLException {
    return tx.number(
        "SELECT count(*) AS n FROM promise_dependencies d JOIN promises o ON o.id = d.depends_on_id"
            + " WHERE d.promise_id = ? AND o.status <> 'completed'",
        id);
  }

  static void release(Tx tx, long id, Instant readyAt, Instant now) throws SQLException {
    tx.update(
        "UPDATE promises SET status = 'pending', ready_at = ?, updated_at = ? WHERE id = ?",
        readyAt,
        now,
        id);
  }
}
