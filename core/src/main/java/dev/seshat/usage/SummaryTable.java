package dev.seshat.usage;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The SQL of summaries: grouped by the database, so that only groups are read.
final class SummaryTable {
  private static final String SUMS =
      """
      COUNT(*) AS requests, SUM(u.input_tokens) AS input_tokens, SUM(u.cache_read_tokens) AS cache_read_tokens,
        SUM(u.cache_write_5m_tokens) AS cache_write_5m_tokens, SUM(u.cache_write_1h_tokens) AS cache_write_1h_tokens,
        SUM(u.output_tokens) AS output_tokens, SUM(u.reasoning_tokens) AS reasoning_tokens, SUM(u.total_tokens) AS total_tokens,
        SUM(u.cost_nanos) AS nanos, SUM(CASE WHEN u.cost_grade = 'unpriced' THEN 1 ELSE 0 END) AS unpriced,
        SUM(CASE WHEN u.cost_grade = 'lower_bound' THEN 1 ELSE 0 END) AS lower_bound,
        SUM(CASE WHEN u.cost_grade = 'reported' THEN 1 ELSE 0 END) AS reported
      """;

  private SummaryTable() {}

  /// Hands over the sums of each quarter of an hour that has any, in the order of time.
  static void eachQuarter(Tx tx, UsageQuery query, QuarterReader reader) throws SQLException {
    Filter filter = filter(tx, query);
    tx.each(
        "SELECT u.quarter, "
            + SUMS
            + " FROM token_usage u"
            + filter.where()
            + " GROUP BY u.quarter ORDER BY u.quarter",
        row -> reader.read(UsageTable.startOf(row.number("quarter")), sums(row)),
        filter.values());
  }

  /// One group for each value of the query's dimension.
  static List<Group> groups(Tx tx, UsageQuery query) throws SQLException {
    Filter filter = filter(tx, query);
    String column = column(query.by());
    // the plus keeps SQLite from walking the column's index, which looks up every row of the table
    // in random order
    String grouped = (tx.dialect().isSqlite() ? "+u." : "u.") + column;
    String groups =
        "SELECT u."
            + column
            + ", "
            + SUMS
            + " FROM token_usage u"
            + filter.where()
            + " GROUP BY "
            + grouped;
    return tx.list(named(query.by(), groups), SummaryTable::group, filter.values());
  }

  /// @param key what tells the group from all others; null for requests that have no such thing
  /// @param name what people call it
  /// @param within whose it is, where two may have one name
  record Group(@Nullable String key, @Nullable String name, @Nullable String within, Sums sums) {}

  @FunctionalInterface
  interface QuarterReader {
    void read(Instant start, Sums sums);
  }

  private static String column(UsageDimension by) {
    return switch (by) {
      case PROJECT -> "project_id";
      case HOST -> "host_id";
      case MODEL -> "model_id";
      case PERSON -> "user_id";
      case SESSION -> "session_id";
      case BRANCH -> "git_branch";
      case DAY, MONTH, BLOCK ->
          throw new IllegalArgumentException(by + " is made of quarters of an hour");
    };
  }

  private static String named(UsageDimension by, String groups) {
    return switch (by) {
      case PROJECT ->
          "SELECT p.name AS group_key, p.name AS group_name, NULL AS group_within, g.* FROM ("
              + groups
              + ") g JOIN projects p ON p.id = g.project_id";
      case HOST ->
          "SELECT h.name AS group_key, h.name AS group_name, NULL AS group_within, g.* FROM ("
              + groups
              + ") g JOIN hosts h ON h.id = g.host_id";
      case MODEL ->
          "SELECT m.name AS group_key, m.name AS group_name, m.host AS group_within, g.* FROM ("
              + groups
              + ") g JOIN v_models m ON m.id = g.model_id";
      case SESSION ->
          "SELECT g.session_id AS group_key, COALESCE(s.name, s.intention) AS group_name, s.short_id AS group_within, g.* FROM ("
              + groups
              + ") g LEFT JOIN v_sessions s ON s.id = g.session_id";
      case PERSON ->
          "SELECT g.user_id AS group_key, g.user_id AS group_name, NULL AS group_within, g.* FROM ("
              + groups
              + ") g";
      case BRANCH ->
          "SELECT g.git_branch AS group_key, g.git_branch AS group_name, NULL AS group_within, g.* FROM ("
              + groups
              + ") g";
      case DAY, MONTH, BLOCK ->
          throw new IllegalArgumentException(by + " is made of quarters of an hour");
    };
  }

  private static Group group(Row row) throws SQLException {
    return new Group(
        row.textOrNull("group_key"),
        row.textOrNull("group_name"),
        row.textOrNull("group_within"),
        sums(row));
  }

  private static Sums sums(Row row) throws SQLException {
    return new Sums(
        row.number("requests"),
        UsageTable.tokens(row),
        row.number("nanos"),
        row.number("reported"),
        row.number("lower_bound"),
        row.number("unpriced"));
  }

  private record Filter(String where, Object[] values) {}

  private static Filter filter(Tx tx, UsageQuery query) throws SQLException {
    List<String> clauses = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    String project = query.project();
    String host = query.host();
    String model = query.model();
    if (project != null) {
      clauses.add("u.project_id = ?");
      values.add(ProjectTable.get(tx, project.strip()).id());
    }
    if (host != null) {
      clauses.add("u.host_id = ?");
      values.add(ModelTable.findHost(tx, host).orElseThrow(() -> NotFound.of("host", host)));
    }
    if (model != null) {
      if (!ModelTable.isKnownModel(tx, model.strip())) {
        throw NotFound.of("model", model);
      }
      clauses.add("u.model_id IN (SELECT id FROM models WHERE name = ?)");
      values.add(model.strip());
    }
    equal(clauses, values, "u.user_id", query.user());
    equal(clauses, values, "u.git_branch", query.branch());
    if (query.session() != null) {
      clauses.add("u.session_id = ?");
      values.add(query.session());
    }
    if (query.from() != null) {
      clauses.add("u.timestamp >= ?");
      values.add(query.from());
    }
    if (query.to() != null) {
      clauses.add("u.timestamp < ?");
      values.add(query.to());
    }
    return new Filter(
        clauses.isEmpty() ? "" : " WHERE " + String.join(" AND ", clauses), values.toArray());
  }

  private static void equal(
      List<String> clauses, List<Object> values, String column, @Nullable String value) {
    if (value != null) {
      clauses.add(column + " = ?");
      values.add(Texts.checked(column.substring(2), value, 500));
    }
  }
}
