package dev.seshat.retention;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the rules, and of the sessions that they concern.
final class RetentionTable {
  private static final String ARCHIVED_SINCE = "coalesce(s.archived_at, s.last_activity_at)";
  private static final String FREE =
      " AND NOT EXISTS (SELECT 1 FROM sessions c WHERE c.parent_session_id = s.id)"
          + " AND NOT EXISTS (SELECT 1 FROM sessions f WHERE f.forked_from_id = s.id)";

  private RetentionTable() {}

  /// A rule and the moments before which it takes effect; null where it has none.
  record Due(RetentionRule rule, @Nullable Instant archiveBefore, @Nullable Instant eraseBefore) {}

  /// How many sessions, and the oldest of their times.
  record Found(long count, @Nullable Instant oldest) {}

  static List<RetentionRule> rules(Tx tx) throws SQLException {
    return tx.list(
        "SELECT kind, archive_after_days, erase_after_days FROM retention_rule ORDER BY kind",
        RetentionTable::rule);
  }

  static Optional<RetentionRule> find(Tx tx, String kind) throws SQLException {
    return tx.first(
        "SELECT kind, archive_after_days, erase_after_days FROM retention_rule WHERE kind = ?",
        RetentionTable::rule,
        kind);
  }

  private static RetentionRule rule(Row row) throws SQLException {
    return new RetentionRule(
        row.text("kind"),
        row.integerOrNull("archive_after_days"),
        row.integerOrNull("erase_after_days"));
  }

  static void put(Tx tx, RetentionRule rule, String actor) throws SQLException {
    tx.update(
        "INSERT INTO retention_rule (kind, archive_after_days, erase_after_days, set_by, updated_at) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (kind) DO UPDATE SET archive_after_days = excluded.archive_after_days,"
            + " erase_after_days = excluded.erase_after_days, set_by = excluded.set_by, updated_at = excluded.updated_at",
        rule.kind(),
        rule.archiveAfterDays(),
        rule.eraseAfterDays(),
        actor,
        tx.now());
  }

  static int delete(Tx tx, String kind) throws SQLException {
    return tx.update("DELETE FROM retention_rule WHERE kind = ?", kind);
  }

  static Found toArchive(Tx tx, Due due) throws SQLException {
    List<Object> values = new ArrayList<>();
    return found(tx, "s.last_activity_at", archivable(due, values), values);
  }

  static Found toErase(Tx tx, Due due) throws SQLException {
    List<Object> values = new ArrayList<>();
    return found(tx, ARCHIVED_SINCE, erasable(due, values), values);
  }

  private static Found found(Tx tx, String time, String where, List<Object> values)
      throws SQLException {
    return tx.first(
            "SELECT count(*) AS n, min(" + time + ") AS oldest FROM sessions s WHERE " + where,
            row -> new Found(row.number("n"), row.timeOrNull("oldest")),
            values.toArray())
        .orElseThrow();
  }

  /// How many sessions that `due` would erase have to wait for others, which no rule of `all` erases.
  static long held(Tx tx, Due due, List<Due> all) throws SQLException {
    List<Object> values = new ArrayList<>();
    List<String> any = new ArrayList<>(List.of("1 = 0"));
    for (Due each : all) {
      any.add("(" + erasable(each, values) + ")");
    }
    String sql =
        "WITH RECURSIVE kept (id, parent, origin) AS ("
            + "SELECT s.id, s.parent_session_id, s.forked_from_id FROM sessions s"
            + " WHERE (s.parent_session_id IS NOT NULL OR s.forked_from_id IS NOT NULL) AND NOT ("
            + String.join(" OR ", any)
            + ") UNION SELECT p.id, p.parent_session_id, p.forked_from_id FROM kept k"
            + " JOIN sessions p ON p.id = k.parent OR p.id = k.origin)"
            + " SELECT count(*) AS n FROM sessions s WHERE s.id IN (SELECT id FROM kept) AND "
            + erasable(due, values);
    return tx.number(sql, values.toArray());
  }

  /// Some sessions that the rule archives, which nobody else can change until the transaction ends.
  static List<UUID> lockToArchive(Tx tx, Due due, int limit) throws SQLException {
    List<Object> values = new ArrayList<>();
    String where = archivable(due, values) + " ORDER BY s.last_activity_at, s.id LIMIT ?";
    return locked(tx, where, values, limit);
  }

  /// Some sessions that the rule erases, of those that nothing stands under or goes on from.
  static List<UUID> lockToErase(Tx tx, Due due, int limit) throws SQLException {
    List<Object> values = new ArrayList<>();
    String where = erasable(due, values) + FREE + " ORDER BY s.last_activity_at, s.id LIMIT ?";
    return locked(tx, where, values, limit);
  }

  private static List<UUID> locked(Tx tx, String where, List<Object> values, int limit)
      throws SQLException {
    values.add(limit);
    String lock = tx.dialect().isSqlite() ? "" : " FOR UPDATE OF s";
    return tx.list(
        "SELECT s.id FROM sessions s WHERE " + where + lock, row -> row.id("id"), values.toArray());
  }

  private static String archivable(Due due, List<Object> values) {
    Instant before = due.archiveBefore();
    if (before == null) {
      return "1 = 0";
    }
    values.add(before);
    return "s.status IN ('completed', 'failed', 'cancelled') AND s.last_activity_at < ? AND "
        + kind(due, values);
  }

  private static String erasable(Due due, List<Object> values) {
    Instant before = due.eraseBefore();
    if (before == null) {
      return "1 = 0";
    }
    values.add(before);
    return "s.status = 'archived' AND " + ARCHIVED_SINCE + " < ? AND " + kind(due, values);
  }

  private static String kind(Due due, List<Object> values) {
    if (due.rule().kind().equals(RetentionRule.ANY)) {
      return "NOT EXISTS (SELECT 1 FROM retention_rule r WHERE r.kind = s.kind)";
    }
    values.add(due.rule().kind());
    return "s.kind = ?";
  }
}
