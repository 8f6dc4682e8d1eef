package dev.seshat.promise;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The SQL of how promises are doing.
final class HealthTable {
  private HealthTable() {}

  /// So many of a kind, the first since then.
  record Found(String kind, long count, @Nullable Instant since) {}

  static Map<PromiseStatus, Long> open(Tx tx) throws SQLException {
    return counts(tx, "status IN ('waiting', 'pending', 'in_progress')");
  }

  static Map<PromiseStatus, Long> finished(Tx tx, Instant after) throws SQLException {
    return counts(tx, "completed_at > ?", after);
  }

  private static Map<PromiseStatus, Long> counts(Tx tx, String where, Object... values)
      throws SQLException {
    Map<PromiseStatus, Long> counts = new EnumMap<>(PromiseStatus.class);
    tx.each(
        "SELECT status, count(*) AS n FROM promises WHERE " + where + " GROUP BY status",
        row -> counts.put(PromiseStatus.of(row.text("status")), row.number("n")),
        values);
    return counts;
  }

  static Found due(Tx tx, Instant now) throws SQLException {
    return tx.first(
            "SELECT count(*) AS n, min(ready_at) AS since FROM promises WHERE status = 'pending' AND ready_at <= ?",
            row -> new Found("", row.number("n"), row.timeOrNull("since")),
            now)
        .orElseThrow();
  }

  static List<Found> stalled(Tx tx, Instant before) throws SQLException {
    return byKind(tx, "status = 'in_progress' AND ready_at <= ?", "ready_at", before);
  }

  static List<Found> overdue(Tx tx, Instant before, Instant taskBefore) throws SQLException {
    return byKind(
        tx,
        "status = 'pending' AND ready_at <= ? AND (kind <> '"
            + NewPromise.TASK
            + "' OR ready_at <= ?)",
        "ready_at",
        before,
        taskBefore);
  }

  static List<Found> failed(Tx tx, Instant after) throws SQLException {
    return byKind(
        tx,
        "completed_at > ? AND status = 'failed' AND NOT EXISTS (SELECT 1 FROM promises r WHERE r.retry_of = promises.id)",
        "completed_at",
        after);
  }

  private static List<Found> byKind(Tx tx, String where, String time, Object... values)
      throws SQLException {
    return tx.list(
        "SELECT kind, count(*) AS n, min("
            + time
            + ") AS since FROM promises WHERE "
            + where
            + " GROUP BY kind ORDER BY n DESC, kind LIMIT 5",
        row -> new Found(row.text("kind"), row.number("n"), row.timeOrNull("since")),
        values);
  }
}
