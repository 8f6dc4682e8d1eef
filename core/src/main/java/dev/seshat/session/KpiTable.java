package dev.seshat.session;

import dev.seshat.session.Kpis.Dimension;
import dev.seshat.session.Kpis.Figures;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the figures over many sessions.
final class KpiTable {
  private KpiTable() {}

  static Map<SessionStatus, Long> states(Tx tx) throws SQLException {
    Map<SessionStatus, Long> states = new EnumMap<>(SessionStatus.class);
    tx.each(
        "SELECT status, count(*) AS n FROM sessions GROUP BY status",
        row -> states.put(SessionStatus.of(row.text("status")), row.number("n")));
    return states;
  }

  static List<Figures> figures(
      Tx tx,
      Dimension dimension,
      @Nullable UUID storyteller,
      @Nullable Instant from,
      @Nullable Instant to)
      throws SQLException {
    StringBuilder where = new StringBuilder("1 = 1");
    List<Object> values = new ArrayList<>();
    if (storyteller != null) {
      where.append(" AND s.storyteller_id = ?");
      values.add(storyteller);
    }
    if (from != null) {
      where.append(" AND s.last_activity_at >= ?");
      values.add(from);
    }
    if (to != null) {
      where.append(" AND s.last_activity_at < ?");
      values.add(to);
    }
    String sql =
        "SELECT "
            + key(tx, dimension)
            + " AS k, count(*) AS sessions, "
            + statuses()
            + "sum(CASE WHEN s.outcome = 'success' THEN 1 ELSE 0 END) AS succeeded, sum(s.active_seconds) AS active_seconds,"
            + " avg(s.success_rating) AS rating, avg(s.completion_percentage) AS completion,"
            + " sum(s.interaction_count) AS interactions, sum(s.artifact_count) AS artifacts, sum(s.total_tokens) AS tokens,"
            + " sum(s.cost_nanos) AS cost FROM sessions s LEFT JOIN projects p ON p.id = s.project_id"
            + " LEFT JOIN storyteller t ON t.id = s.storyteller_id WHERE "
            + where
            + " GROUP BY 1 ORDER BY 1";
    return tx.list(sql, KpiTable::figures, values.toArray());
  }

  private static String key(Tx tx, Dimension dimension) {
    return switch (dimension) {
      case PROJECT -> "coalesce(p.name, '(none)')";
      case KIND -> "s.kind";
      case STORYTELLER ->
          "coalesce(t.full_name || ' (' || substr(CAST(t.id AS TEXT), 1, 8) || ')', '(none)')";
      case MONTH ->
          tx.dialect().isSqlite()
              ? "substr(s.last_activity_at, 1, 7)"
              : "to_char(s.last_activity_at AT TIME ZONE 'UTC', 'YYYY-MM')";
    };
  }

  private static String statuses() {
    StringBuilder sql = new StringBuilder();
    for (SessionStatus status : SessionStatus.values()) {
      sql.append(
          "sum(CASE WHEN s.status = '%1$s' THEN 1 ELSE 0 END) AS n_%1$s, "
              .formatted(status.word()));
    }
    return sql.toString();
  }

  private static Figures figures(Row row) throws SQLException {
    return new Figures(
        row.text("k"),
        row.number("sessions"),
        row.number("n_scheduled"),
        row.number("n_active"),
        row.number("n_paused"),
        row.number("n_completed"),
        row.number("n_failed"),
        row.number("n_cancelled"),
        row.number("n_archived"),
        row.number("succeeded"),
        row.number("active_seconds"),
        real(row, "rating"),
        real(row, "completion"),
        row.number("interactions"),
        row.number("artifacts"),
        row.number("tokens"),
        BigDecimal.valueOf(row.number("cost"), 9).stripTrailingZeros());
  }

  private static @Nullable Double real(Row row, String column) throws SQLException {
    BigDecimal value = row.decimalOrNull(column);
    return value == null ? null : value.doubleValue();
  }
}
