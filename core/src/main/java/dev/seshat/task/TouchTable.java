package dev.seshat.task;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/// The SQL of which tasks were changed since a tree was read: each statement that changes a task gives it a number, and what
/// a transaction that was not seen yet has changed has a number from [Seen#next] on.
///
/// On PostgreSQL, where transactions commit in another order than they begin, it is the transaction's own number, and `next`
/// the oldest that was under way. On SQLite, where one writes at a time, it is one more than any other of the session; and
/// no less than the time, so that a session that was erased and loaded again goes on behind what was known of it.
final class TouchTable {
  private static final String SQLITE =
      "touched = max(CAST(unixepoch('subsec') * 1000 AS INTEGER),"
          + " (SELECT coalesce(max(u.touched), 0) + 1 FROM tasks u WHERE u.session_id = tasks.session_id))";
  private static final String POSTGRES =
      "touched = CAST(CAST(pg_current_xact_id() AS text) AS bigint)";

  private TouchTable() {}

  /// The part of an `UPDATE` of tasks that gives them their number.
  static String of(Tx tx) {
    return tx.dialect().isSqlite() ? SQLITE : POSTGRES;
  }

  /// Whether the numbers can be compared with one another: where Citus spreads a database over several servers, each of them
  /// numbers its transactions by itself.
  static boolean isOrdered(Tx tx) throws SQLException {
    return tx.dialect().isSqlite()
        || tx.first("SELECT 1 AS n FROM pg_extension WHERE extname = 'citus'", row -> true)
            .isEmpty();
  }

  static void touch(Tx tx, UUID... tasks) throws SQLException {
    String marks = String.join(", ", Collections.nCopies(tasks.length, "?"));
    tx.update("UPDATE tasks SET " + of(tx) + " WHERE id IN (" + marks + ")", (Object[]) tasks);
  }

  /// For whoever wrote rows by another way.
  static void all(Tx tx, UUID session) throws SQLException {
    tx.update("UPDATE tasks SET " + of(tx) + " WHERE session_id = ?", session);
  }

  /// What a transaction sees of a session.
  ///
  /// @param tasks how many there are
  /// @param next all that it does not see will have this number or a higher one
  record Seen(long tasks, long next) {}

  static Seen seen(Tx tx, UUID session) throws SQLException {
    String next =
        tx.dialect().isSqlite()
            ? "coalesce(max(touched), 0) + 1"
            : "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)";
    return tx.first(
            "SELECT count(*) AS n, " + next + " AS next FROM tasks WHERE session_id = ?",
            row -> new Seen(row.number("n"), row.number("next")),
            session)
        .orElseThrow();
  }

  static List<Task> since(Tx tx, UUID session, long next, int limit) throws SQLException {
    return tx.list(
        "SELECT "
            + TaskTable.COLUMNS
            + TaskTable.FROM
            + " WHERE t.session_id = ? AND t.touched >= ? LIMIT ?",
        TaskTable::task,
        session,
        next,
        limit);
  }
}
