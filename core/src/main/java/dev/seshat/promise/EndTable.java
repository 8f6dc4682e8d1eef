package dev.seshat.promise;

import dev.seshat.json.Json;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
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

  private static final String COMPLETE =
      "UPDATE promises SET status = 'completed', completed_at = ?, updated_at = ?, ready_at = NULL, lease_owner = NULL,"
          + " lease_until = NULL, lease_ms = NULL, error_message = NULL, progress = 100, ";

  private static final String IS_HELD =
      " AND status = 'in_progress' AND (timeout_at IS NULL OR timeout_at > ?) RETURNING ";

  private EndTable() {}

  static void finish(Tx tx, long id, long fence, End end, Instant now) throws SQLException {
    tx.update(FINISH, values(id, fence, end, now));
  }

  /// Completes those that are still held under the fences of these words, and not timed out. On PostgreSQL by one statement
  /// however many they are: a statement for each costs it several times as much.
  ///
  /// @return them, by their ids
  static Map<Long, Promise> completeHeld(Tx tx, Collection<Settling> words, Instant now)
      throws SQLException {
    Map<Long, Promise> done = new HashMap<>();
    if (tx.dialect().isSqlite()) {
      for (Settling word : words) {
        tx.each(
            COMPLETE
                + "result = ?, result_summary = ? WHERE id = ? AND fence = ?"
                + IS_HELD
                + PromiseTable.columns(tx),
            row -> done.put(word.id(), PromiseTable.promise(row)),
            now,
            now,
            PromiseTable.json(word.end().result()),
            word.end().summary(),
            word.id(),
            word.fence(),
            now);
      }
      return done;
    }
    tx.each(
        COMPLETE
            + "result = e.outcome, result_summary = e.words FROM jsonb_to_recordset(CAST(? AS jsonb))"
            + " AS e (promise bigint, held bigint, outcome jsonb, words text) WHERE id = e.promise AND fence = e.held"
            + IS_HELD
            + PromiseTable.columns(tx),
        row -> done.put(row.number("id"), PromiseTable.promise(row)),
        now,
        now,
        Json.write(words.stream().map(EndTable::row).toList()),
        now);
    return done;
  }

  private static Map<String, @Nullable Object> row(Settling word) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("promise", word.id());
    row.put("held", word.fence());
    row.put("outcome", word.end().result());
    row.put("words", word.end().summary());
    return row;
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
