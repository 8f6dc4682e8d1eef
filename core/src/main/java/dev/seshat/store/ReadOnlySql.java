package dev.seshat.store;

import dev.seshat.SeshatException.Forbidden;
import dev.seshat.SeshatException.Invalid;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/// A statement from outside, run where it can read this workspace and nothing else.
public final class ReadOnlySql {
  private static final int MAX_CELL = 20_000;

  /// Functions of PostgreSQL that reach beyond the tables, whoever may call them.
  private static final Pattern OUTSIDE =
      Pattern.compile(
          "\\b(pg_(?!typeof\\b|size_pretty\\b|column_size\\b)\\w+|lo_\\w+|dblink\\w*|query_to_xml\\w*|table_to_xml\\w*|schema_to_xml\\w*"
              + "|database_to_xml\\w*|cursor_to_xml\\w*|set_config|current_setting|nextval|setval|inet_\\w+_addr)\\s*\\(",
          Pattern.CASE_INSENSITIVE);

  /// Tables whose rows are nobody's to read: the hashes of secrets, and answers that were meant for one caller.
  private static final Set<String> CLOSED = Set.of("access_token", "idempotency_key", "webhooks");

  private static final Set<String> OPENS = Set.of("OpenRead", "ReopenIdx", "OpenWrite");
  private static final Pattern RELATION = Pattern.compile("\"Relation Name\": \"([^\"]*)\"");
  private static final Pattern SCHEMA = Pattern.compile("\"Schema\": \"([^\"]*)\"");

  private ReadOnlySql() {}

  /// The rows of an answer, at most as many as were asked for.
  public record Rows(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {}

  /// Runs one statement.
  ///
  /// @throws Invalid if the text holds more than one
  /// @throws Forbidden if it reads what is not the workspace's
  public static Rows run(Store store, String sql, int maxRows, Duration timeout) {
    return JoinedStore.committed(store)
        .read(tx -> {
          Connection connection = tx.connection();
          if (tx.dialect().isSqlite()) {
            connection
                .unwrap(SQLiteConnection.class)
                .getDatabase()
                .limit(SQLiteLimits.SQLITE_LIMIT_ATTACHED.getId(), 0);
            requireOpenTables(tx, sql);
          } else {
            confine(connection, sql, timeout);
          }
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (statement.getParameterMetaData().getParameterCount() > 0) {
              throw new Invalid("sql", "must not have parameters ('?')");
            }
            statement.setQueryTimeout(Math.max(1, Math.toIntExact(timeout.toSeconds())));
            statement.setMaxRows(maxRows + 1);
            try (ResultSet rs = statement.executeQuery()) {
              return rows(rs, maxRows);
            }
          }
        });
  }

  /// On SQLite the program that a statement becomes says which tables it opens, by the pages where they begin.
  private static void requireOpenTables(Tx tx, String sql) throws SQLException {
    Map<Long, String> closed = new HashMap<>();
    tx.each(
        "SELECT tbl_name, rootpage FROM sqlite_schema",
        row -> {
          if (CLOSED.contains(row.text("tbl_name"))) {
            closed.put(row.number("rootpage"), row.text("tbl_name"));
          }
        });
    try (Statement statement = tx.connection().createStatement();
        ResultSet program = statement.executeQuery("EXPLAIN " + sql)) {
      while (program.next()) {
        if (OPENS.contains(program.getString("opcode"))) {
          requireOpen(closed.get(program.getLong("p2")));
        }
      }
    }
  }

  private static void requireOpen(@Nullable String closed) {
    if (closed != null) {
      throw new Forbidden("the query reads the table " + closed + ", which nobody may");
    }
  }

  /// On PostgreSQL a name can reach other schemas, and a function the server's files: neither is let through.
  private static void confine(Connection connection, String sql, Duration timeout)
      throws SQLException {
    if (OUTSIDE.matcher(sql).find()) {
      throw new Forbidden("the query calls a function that reaches beyond the workspace");
    }
    if (sql.contains(";")) {
      throw new Invalid("sql", "must be one statement, without ';'");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = " + timeout.toMillis());
      String own = connection.getSchema();
      try (ResultSet plan =
          statement.executeQuery("EXPLAIN (VERBOSE, FORMAT JSON, COSTS OFF) " + sql)) {
        while (plan.next()) {
          RELATION
              .matcher(plan.getString(1))
              .results()
              .map(found -> found.group(1))
              .filter(CLOSED::contains)
              .forEach(ReadOnlySql::requireOpen);
          Matcher schema = SCHEMA.matcher(plan.getString(1));
          while (schema.find()) {
            if (!schema.group(1).equals(own)) {
              throw new Forbidden(
                  "the query reads the schema "
                      + schema.group(1)
                      + ", which is not this workspace");
            }
          }
        }
      }
    }
  }

  private static Rows rows(ResultSet rs, int maxRows) throws SQLException {
    ResultSetMetaData meta = rs.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String label = meta.getColumnLabel(i);
      columns.add(columns.contains(label) ? label + "_" + i : label);
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (rs.next()) {
      if (rows.size() == maxRows) {
        return new Rows(columns, rows, true);
      }
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(cell(rs, meta.getColumnType(i), i));
      }
      rows.add(row);
    }
    return new Rows(columns, rows, false);
  }

  private static @Nullable Object cell(ResultSet rs, int type, int index) throws SQLException {
    if (type == Types.TIMESTAMP_WITH_TIMEZONE || type == Types.TIMESTAMP) {
      Object value = rs.getObject(index);
      return value instanceof java.sql.Timestamp
          ? Times.text(rs.getObject(index, OffsetDateTime.class).toInstant())
          : value;
    }
    return switch (rs.getObject(index)) {
      case null -> null;
      case Integer number -> number;
      case Long number -> number;
      case Double number -> number;
      case Float number -> number.doubleValue();
      case BigDecimal number -> number;
      case Boolean flag -> flag;
      case byte[] bytes -> String.format(Locale.ROOT, "(%d bytes)", bytes.length);
      case Object other -> shortened(other.toString());
    };
  }

  private static String shortened(String text) {
    return text.length() <= MAX_CELL
        ? text
        : text.substring(0, MAX_CELL) + "… (" + text.length() + " characters)";
  }
}
