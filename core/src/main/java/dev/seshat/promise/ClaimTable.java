package dev.seshat.promise;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of claims and leases.
final class ClaimTable {
  private ClaimTable() {}

  /// The first promise of a kind and priority: when it may be had, or when its lease ends.
  record Head(String kind, int priority, Instant readyAt) {}

  /// The first promise of each kind and priority, which the index has at hand however many there are.
  static List<Head> heads(Tx tx, Collection<String> kinds) throws SQLException {
    List<String> each = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    List<String> names = List.copyOf(kinds);
    for (int i = 0; i < names.size(); i++) {
      for (int priority = 1; priority <= 5; priority++) {
        each.add(
            "SELECT %d AS kind, %d AS priority, min(ready_at) AS at FROM promises WHERE kind = ? AND priority = %d AND ready_at IS NOT NULL"
                .formatted(i, priority, priority));
        values.add(names.get(i));
      }
    }
    return tx.list(
        "SELECT kind, priority, at FROM ("
            + String.join(" UNION ALL ", each)
            + ") heads WHERE at IS NOT NULL ORDER BY priority, at, kind",
        row -> new Head(names.get(row.integer("kind")), row.integer("priority"), row.time("at")),
        values.toArray());
  }

  /// Takes what is due of these kinds, most urgent first, then longest due: of each kind and priority by one statement,
  /// by the index, however many promises are finished, late, or of other kinds.
  static List<Promise> claim(
      Tx tx, String owner, Collection<String> kinds, int limit, Duration lease, Instant now)
      throws SQLException {
    List<Promise> claimed = new ArrayList<>();
    for (Head head : heads(tx, kinds)) {
      if (claimed.size() < limit && !head.readyAt().isAfter(now)) {
        claimed.addAll(claim(tx, owner, head, limit - claimed.size(), lease, now));
      }
    }
    return claimed;
  }

  private static List<Promise> claim(
      Tx tx, String owner, Head head, int limit, Duration lease, Instant now) throws SQLException {
    Instant until = now.plus(lease);
    String lock = tx.dialect().isSqlite() ? "" : " FOR UPDATE SKIP LOCKED";
    List<Promise> claimed =
        tx.list(
            "WITH got AS MATERIALIZED (SELECT id FROM promises WHERE kind = ? AND priority = ? AND ready_at <= ?"
                + " AND status = 'pending' AND (timeout_at IS NULL OR timeout_at > ?) ORDER BY ready_at, id LIMIT ?"
                + lock
                + ") UPDATE promises SET status = 'in_progress', attempts = attempts + 1, fence = fence + 1, lease_owner = ?,"
                + " lease_until = ?, ready_at = ?, lease_ms = ?, started_at = coalesce(started_at, ?), updated_at = ?"
                + " WHERE id IN (SELECT id FROM got) RETURNING "
                + PromiseTable.columns(tx),
            PromiseTable::promise,
            head.kind(),
            head.priority(),
            now,
            now,
            limit,
            owner,
            until,
            until,
            lease.toMillis(),
            now,
            now);
    claimed.sort(Comparator.comparing(Promise::runAt).thenComparingLong(Promise::id));
    return claimed;
  }

  /// Takes one promise.
  static void take(Tx tx, long id, String owner, Duration lease, Instant now) throws SQLException {
    Instant until = now.plus(lease);
    tx.update(
        "UPDATE promises SET status = 'in_progress', attempts = attempts + 1, fence = fence + 1, lease_owner = ?,"
            + " lease_until = ?, ready_at = ?, lease_ms = ?, started_at = coalesce(started_at, ?), updated_at = ? WHERE id = ?",
        owner,
        until,
        until,
        lease.toMillis(),
        now,
        now,
        id);
  }

  /// When the next promise of these kinds may be had: a pending one, or one whose lease ends then.
  static Optional<Instant> next(Tx tx, Collection<String> kinds) throws SQLException {
    return heads(tx, kinds).stream().map(Head::readyAt).min(Comparator.naturalOrder());
  }

  /// The leases of these kinds that have run out.
  static List<Promise> expired(Tx tx, Collection<String> kinds, Instant now, int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>(kinds);
    values.add(now);
    return PromiseTable.lockFree(
        tx,
        "status = 'in_progress' AND kind IN ("
            + PromiseTable.marks(kinds.size())
            + ") AND ready_at <= ?",
        "ready_at, id",
        limit,
        values.toArray());
  }

  /// What a worker has.
  static List<Promise> held(Tx tx, String owner) throws SQLException {
    return tx.list(
        "SELECT "
            + PromiseTable.columns(tx)
            + " FROM promises WHERE lease_owner = ? ORDER BY id LIMIT 1000",
        PromiseTable::promise,
        owner);
  }

  /// The same, locked, but for those that somebody else is about to change: two workers that each find the other's leases
  /// run out would wait for each other.
  static List<Promise> lockHeld(Tx tx, String owner) throws SQLException {
    return PromiseTable.lockFree(tx, "lease_owner = ?", "id", 1_000, owner);
  }

  /// Renews a lease.
  ///
  /// @return whether the promise is still held under this fence
  static boolean renew(Tx tx, long id, long fence, Instant until) throws SQLException {
    return tx.update(
            "UPDATE promises SET lease_until = ?, ready_at = ? WHERE id = ? AND fence = ? AND status = 'in_progress'",
            until,
            until,
            id,
            fence)
        == 1;
  }

  static void progress(
      Tx tx, long id, int percent, @Nullable String note, @Nullable Instant toldAt, Instant now)
      throws SQLException {
    tx.update(
        "UPDATE promises SET progress = ?, progress_note = ?, progress_at = ?, updated_at = ? WHERE id = ?",
        percent,
        note,
        toldAt,
        now,
        id);
  }

  /// Takes a promise from its worker, or from nobody, and has it done from a moment on.
  static void putBack(
      Tx tx, long id, long fence, Instant readyAt, @Nullable String error, Instant now)
      throws SQLException {
    tx.update(
        "UPDATE promises SET status = 'pending', ready_at = ?, lease_owner = NULL, lease_until = NULL, lease_ms = NULL,"
            + " fence = ?, error_message = coalesce(?, error_message), updated_at = ? WHERE id = ?",
        readyAt,
        fence,
        error,
        now,
        id);
  }

  /// The same for an attempt that was broken off and does not count.
  static void handBack(Tx tx, long id, long fence, Instant now) throws SQLException {
    tx.update(
        "UPDATE promises SET status = 'pending', ready_at = ?, lease_owner = NULL, lease_until = NULL, lease_ms = NULL,"
            + " fence = ?, attempts = attempts - 1, updated_at = ? WHERE id = ?",
        now,
        fence,
        now,
        id);
  }
}
