package dev.seshat.task;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of claims of tasks.
final class ClaimTable {
  private static final int MOST_LOST = 100;

  private ClaimTable() {}

  /// The first ready task that nobody is just taking.
  static Optional<UUID> next(Tx tx, UUID session) throws SQLException {
    return tx.first(
        "SELECT id FROM tasks WHERE session_id = ? AND status = 'pending' AND waits_for = 0"
            + " ORDER BY priority_level, level, position_in_group, id LIMIT 1"
            + (tx.dialect().isSqlite() ? "" : " FOR UPDATE SKIP LOCKED"),
        row -> row.id("id"),
        session);
  }

  /// Whether a session has a task that is ready, or one whose lease has run out.
  static boolean isAny(Tx tx, UUID session, Instant now) throws SQLException {
    return tx.first(
                "SELECT 1 AS n FROM tasks WHERE session_id = ? AND status = 'pending' AND waits_for = 0 LIMIT 1",
                row -> true,
                session)
            .isPresent()
        || tx.first(
                "SELECT 1 AS n FROM tasks WHERE lease_until < ? AND session_id = ? LIMIT 1",
                row -> true,
                now,
                session)
            .isPresent();
  }

  static boolean claim(Tx tx, UUID task, String actor, Instant until) throws SQLException {
    return tx.update(
            "UPDATE tasks SET status = 'in_progress', assignee = ?, lease_until = ?, started_at = coalesce(started_at, ?),"
                + " last_updated_at = ?, version = version + 1, "
                + TouchTable.of(tx)
                + " WHERE id = ? AND status = 'pending' AND waits_for = 0",
            actor,
            until,
            tx.now(),
            tx.now(),
            task)
        == 1;
  }

  static boolean renew(Tx tx, UUID task, String actor, Instant until) throws SQLException {
    return tx.update(
            "UPDATE tasks SET lease_until = ?, last_updated_at = ?, "
                + TouchTable.of(tx)
                + " WHERE id = ? AND status = 'in_progress' AND assignee = ?",
            until,
            tx.now(),
            task,
            actor)
        == 1;
  }

  /// Those whose leases have run out.
  static List<UUID> lost(Tx tx, @Nullable UUID session, Instant now) throws SQLException {
    String lock = tx.dialect().isSqlite() ? "" : " FOR UPDATE SKIP LOCKED";
    return session == null
        ? tx.list(
            "SELECT id FROM tasks WHERE lease_until < ? ORDER BY id LIMIT " + MOST_LOST + lock,
            row -> row.id("id"),
            now)
        : tx.list(
            "SELECT id FROM tasks WHERE lease_until < ? AND session_id = ? ORDER BY id LIMIT "
                + MOST_LOST
                + lock,
            row -> row.id("id"),
            now,
            session);
  }

  static boolean free(Tx tx, UUID task, Instant now) throws SQLException {
    return tx.update(
            "UPDATE tasks SET status = 'pending', assignee = NULL, lease_until = NULL, last_updated_at = ?, version = version + 1, "
                + TouchTable.of(tx)
                + " WHERE id = ? AND status = 'in_progress' AND lease_until < ?",
            tx.now(),
            task,
            now)
        == 1;
  }
}
