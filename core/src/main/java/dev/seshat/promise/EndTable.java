package dev.seshat.promise;

import dev.seshat.json.Json;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The SQL of the ends of promises, and of what hangs on them.
final class EndTable {
  private static final String FINISH =
      "UPDATE promises SET status = ?, completed_at = ?, updated_at = ?, ready_at = NULL, lease_owner = NULL,"
          + " lease_until = NULL, lease_ms = NULL, fence = ?, result = ?, result_summary = ?, error_message = ?,"
          + " progress = CASE WHEN ? = 'completed' THEN 100 ELSE progress END WHERE id = ?";

  /// One statement however many they are: a statement for each costs PostgreSQL several times as much.
  private static final String COMPLETE_ALL =
      "UPDATE promises p SET status = 'completed', completed_at = ?, updated_at = ?, ready_at = NULL, lease_owner = NULL,"
          + " lease_until = NULL, lease_ms = NULL, result = e.result, result_summary = e.summary, error_message = NULL,"
          + " progress = 100 FROM jsonb_to_recordset(CAST(? AS jsonb)) AS e (id bigint, result jsonb, summary text)"
          + " WHERE p.id = e.id";

  private EndTable() {}

  static void finish(Tx tx, long id, long fence, End end, Instant now) throws SQLException {
    tx.update(FINISH, values(id, fence, end, now));
  }

  /// Completes many at once, each under the fence that it has.
  static void completeAll(Tx tx, Map<Promise, End> ends, Instant now) throws SQLException {
    if (tx.dialect().isSqlite()) {
      for (Map.Entry<Promise, End> each : ends.entrySet()) {
        finish(tx, each.getKey().id(), each.getKey().fence(), each.getValue(), now);
      }
      return;
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    ends.forEach((promise, end) -> {
      Map<String, @Nullable Object> row = new HashMap<>();
      row.put("id", promise.id());
      row.put("result", end.result());
      row.put("summary", end.summary());
      rows.add(row);
    });
    tx.update(COMPLETE_ALL, now, now, Json.write(rows));
  }

  private static @Nullable Object[] values(long id, long fence, End end, Instant now) {
    return new @Nullable Object[] {
      end.status().word(),
      now,
      now,
      fence,
      PromiseTable.json(end.result()),
      end.summary(),
      end.error(),
      end.status().word(),
      id
    };
  }

  /// Those of some promises, locked, that others wait for.
  static Set<Long> waitedFor(Tx tx, Collection<Long> ids) throws SQLException {
    return new HashSet<>(
        tx.list(
            "SELECT DISTINCT depends_on_id AS id FROM promise_dependencies WHERE depends_on_id IN ("
                + PromiseTable.marks(ids.size())
                + ")",
            row -> row.number("id"),
            ids.toArray()));
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
