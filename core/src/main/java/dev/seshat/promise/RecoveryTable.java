package dev.seshat.promise;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The SQL that finds what has to be put right.
final class RecoveryTable {
  private static final String EXPIRED = "status = 'in_progress' AND ready_at <= ?";
  private static final String TIMED_OUT =
      "timeout_at IS NOT NULL AND completed_at IS NULL AND timeout_at <= ?";
  private static final String STRANDED =
      "(status = 'waiting' AND (EXISTS (SELECT 1 FROM promise_dependencies d JOIN promises o ON o.id = d.depends_on_id"
          + " WHERE d.promise_id = promises.id AND o.status IN ('failed', 'cancelled'))"
          + " OR NOT EXISTS (SELECT 1 FROM promise_dependencies d JOIN promises o ON o.id = d.depends_on_id"
          + " WHERE d.promise_id = promises.id AND o.status <> 'completed'))"
          + " OR status IN ('waiting', 'pending', 'in_progress') AND parent_id IS NOT NULL AND EXISTS"
          + " (SELECT 1 FROM promises a WHERE a.id = promises.parent_id AND a.status IN ('failed', 'cancelled')))"
          + " AND status IN ('waiting', 'pending', 'in_progress')";

  private RecoveryTable() {}

  static boolean isAnyExpired(Tx tx, Instant now) throws SQLException {
    return isAny(tx, EXPIRED, now);
  }

  static boolean isAnyTimedOut(Tx tx, Instant now) throws SQLException {
    return isAny(tx, TIMED_OUT, now);
  }

  /// @param now not asked
  static boolean isAnyStranded(Tx tx, Instant now) throws SQLException {
    return isAny(tx, STRANDED);
  }

  private static boolean isAny(Tx tx, String where, Object... values) throws SQLException {
    return tx.first(
            "SELECT 1 AS n FROM promises WHERE " + where + " LIMIT 1",
            row -> row.number("n"),
            values)
        .isPresent();
  }

  static List<Promise> expired(Tx tx, Instant now, int limit) throws SQLException {
    return PromiseTable.lockFree(tx, EXPIRED, "ready_at, id", limit, now);
  }

  static List<Promise> timedOut(Tx tx, Instant now, int limit) throws SQLException {
    return PromiseTable.lockFree(tx, TIMED_OUT, "timeout_at, id", limit, now);
  }

  static List<Promise> stranded(Tx tx, int limit) throws SQLException {
    return PromiseTable.lockFree(tx, STRANDED, "id", limit);
  }

  /// Why a promise fails: one that it waits for, or is a part of, did.
  static Optional<String> fallen(Tx tx, Promise promise) throws SQLException {
    Optional<String> other =
        tx.first(
            "SELECT o.id, o.status FROM promise_dependencies d JOIN promises o ON o.id = d.depends_on_id"
                + " WHERE d.promise_id = ? AND o.status IN ('failed', 'cancelled') ORDER BY o.id LIMIT 1",
            row -> "it waits for " + row.number("id") + ", which is " + row.text("status"),
            promise.id());
    if (other.isPresent() && promise.status() == PromiseStatus.WAITING) {
      return other;
    }
    return tx.first(
        "SELECT a.id, a.status FROM promises p JOIN promises a ON a.id = p.parent_id"
            + " WHERE p.id = ? AND a.status IN ('failed', 'cancelled')",
        row -> "it is a part of " + row.number("id") + ", which is " + row.text("status"),
        promise.id());
  }
}
