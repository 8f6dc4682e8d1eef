package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Row;
import dev.seshat.store.Scope;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What sessions come to, counted over many of them.
public final class Kpis {
  private final Scope scope;

  public Kpis(Scope scope) {
    this.scope = scope;
  }

  /// What the sessions are counted by.
  public enum Dimension {
    PROJECT("coalesce(p.name, '(none)')"),
    KIND("s.kind"),
    /// The month of the last activity, in UTC: `2026-01`.
    MONTH("");

    private final String expression;

    Dimension(String expression) {
      this.expression = expression;
    }

    /// The dimension that a word names.
    ///
    /// @throws Invalid for any other word
    public static Dimension of(String word) {
      for (Dimension dimension : values()) {
        if (dimension.name().toLowerCase(Locale.ROOT).equals(word)) {
          return dimension;
        }
      }
      throw new Invalid("by", "must be one of project, kind, month");
    }
  }

  /// The figures of one group of sessions.
  ///
  /// @param averageRating of the sessions that have a rating, 1 to 5
  /// @param averageCompletion of the sessions that state it, in percent
  /// @param costUsd of the priced requests
  public record Figures(
      String key,
      long sessions,
      long scheduled,
      long active,
      long paused,
      long completed,
      long failed,
      long cancelled,
      long archived,
      long succeeded,
      long activeSeconds,
      @Nullable Double averageRating,
      @Nullable Double averageCompletion,
      long interactions,
      long artifacts,
      long totalTokens,
      BigDecimal costUsd) {
    /// The fields by their names, as every door shows them as JSON.
    public Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("key", key);
      json.put("sessions", sessions);
      json.put("scheduled", scheduled);
      json.put("active", active);
      json.put("paused", paused);
      json.put("completed", completed);
      json.put("failed", failed);
      json.put("cancelled", cancelled);
      json.put("archived", archived);
      json.put("succeeded", succeeded);
      json.put("active_seconds", activeSeconds);
      json.put("average_rating", averageRating);
      json.put("average_completion", averageCompletion);
      json.put("interactions", interactions);
      json.put("artifacts", artifacts);
      json.put("total_tokens", totalTokens);
      json.put("cost_usd", costUsd);
      return json;
    }
  }

  /// The figures of all sessions, or of those whose last activity lies between two times, by the dimension's key.
  public List<Figures> by(Dimension dimension, @Nullable Instant from, @Nullable Instant to) {
    StringBuilder where = new StringBuilder("1 = 1");
    List<Object> values = new ArrayList<>();
    if (from != null) {
      where.append(" AND s.last_activity_at >= ?");
      values.add(from);
    }
    if (to != null) {
      where.append(" AND s.last_activity_at < ?");
      values.add(to);
    }
    return scope.store().read(tx -> {
      String month = tx.dialect().isSqlite() ? "substr(s.last_activity_at, 1, 7)" : "to_char(s.last_activity_at AT TIME ZONE 'UTC', 'YYYY-MM')";
      String key = dimension == Dimension.MONTH ? month : dimension.expression;
      String sql =
          "SELECT " + key + " AS k, count(*) AS sessions, " + statuses()
              + "sum(CASE WHEN s.outcome = 'success' THEN 1 ELSE 0 END) AS succeeded, sum(s.active_seconds) AS active_seconds,"
              + " avg(s.success_rating) AS rating, avg(s.completion_percentage) AS completion,"
              + " sum(s.interaction_count) AS interactions, sum(s.artifact_count) AS artifacts, sum(s.total_tokens) AS tokens,"
              + " sum(s.cost_nanos) AS cost FROM sessions s LEFT JOIN projects p ON p.id = s.project_id WHERE " + where
              + " GROUP BY 1 ORDER BY 1";
      return tx.list(sql, Kpis::figures, values.toArray());
    });
  }

  private static String statuses() {
    StringBuilder sql = new StringBuilder();
    for (SessionStatus status : SessionStatus.values()) {
      sql.append("sum(CASE WHEN s.status = '%1$s' THEN 1 ELSE 0 END) AS n_%1$s, ".formatted(status.word()));
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
