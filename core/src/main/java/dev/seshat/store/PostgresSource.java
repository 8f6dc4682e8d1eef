package dev.seshat.store;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/// Another program's PostgreSQL database, read in one transaction that can write nothing: all of it as it was at one moment,
/// while its program goes on.
public final class PostgresSource implements RowSource {
  /// What an address may say beside the host and the database. The driver's other properties name classes and files.
  private static final Set<String> PROPERTIES =
      Set.of(
          "user",
          "password",
          "ssl",
          "sslmode",
          "currentSchema",
          "connectTimeout",
          "socketTimeout",
          "loginTimeout",
          "ApplicationName",
          "prepareThreshold",
          "targetServerType",
          "channelBinding",
          "gssEncMode");

  private static final String JDBC = "jdbc:";
  private static final int ROWS_AT_ONCE = 200;

  /// Beyond so many bytes a cell is cut.
  private static final int LONGEST_CELL = 4 << 20;

  private final String name;
  private final Connection connection;
  private final Map<String, String> types = new HashMap<>();

  private PostgresSource(String name, Connection connection) {
    this.name = name;
    this.connection = connection;
  }

  /// Connects to a database.
  ///
  /// @param url `jdbc:postgresql://host:port/database?user=…`, or `postgresql://user:password@host:port/database` as
  ///     hosting services show it; what stands in it is never repeated but for host and database
  /// @throws Invalid if it is no such address, names a property that is not allowed, or cannot be reached
  public static PostgresSource open(String url) {
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("ApplicationName", "seshat import");
    String name = read(url, properties);
    Connection connection = null;
    try {
      connection = new Driver().connect("jdbc:postgresql://" + name, properties);
      if (connection == null) {
        throw new Invalid("url", "is no address of a PostgreSQL database");
      }
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        statement.execute("SET LOCAL TimeZone = 'UTC'");
        statement.execute("SET LOCAL DateStyle = 'ISO'");
        statement.execute("SET LOCAL lock_timeout = '30s'");
      }
      return new PostgresSource(name, connection);
    } catch (SQLException e) {
      closeQuietly(connection);
      throw new Invalid("url", "cannot be read from: " + reason(e));
    }
  }

  /// Takes an address apart.
  ///
  /// @return host and database, without who asks
  private static String read(String url, Properties properties) {
    try {
      URI uri =
          new URI(
              url.strip().startsWith(JDBC) ? url.strip().substring(JDBC.length()) : url.strip());
      String scheme = String.valueOf(uri.getScheme());
      boolean known = scheme.equals("postgresql") || scheme.equals("postgres");
      String authority = uri.getRawAuthority();
      if (!known || authority == null || uri.getRawFragment() != null) {
        throw notOne();
      }
      int at = authority.lastIndexOf('@');
      if (at >= 0) {
        readUser(authority.substring(0, at), properties);
      }
      readProperties(uri.getRawQuery(), properties);
      String path = uri.getRawPath();
      return authority.substring(at + 1) + (path == null || path.isEmpty() ? "/" : path);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw notOne();
    }
  }

  private static Invalid notOne() {
    return new Invalid(
        "url",
        "must be jdbc:postgresql://host:port/database?user=… or postgresql://user@host/database");
  }

  private static void readUser(String user, Properties properties) {
    int colon = user.indexOf(':');
    properties.setProperty("user", decoded(colon < 0 ? user : user.substring(0, colon)));
    if (colon >= 0) {
      properties.setProperty("password", decoded(user.substring(colon + 1)));
    }
  }

  private static void readProperties(@Nullable String query, Properties properties) {
    for (String each : query == null ? new String[0] : query.split("&", -1)) {
      int equals = each.indexOf('=');
      String property = decoded(equals < 0 ? each : each.substring(0, equals));
      if (!PROPERTIES.contains(property)) {
        throw new Invalid(
            "url", "may not set '%s'".formatted(Texts.shorten(Texts.storable(property), 60)));
      }
      properties.setProperty(property, equals < 0 ? "" : decoded(each.substring(equals + 1)));
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// Host and database, for people.
  public String name() {
    return name;
  }

  @Override
  public SortedMap<String, List<String>> tables() {
    SortedMap<String, List<String>> tables = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rs =
            statement.executeQuery(
                """
                SELECT c.relname AS t, a.attname AS c, format_type(a.atttypid, NULL) AS type
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND pg_table_is_visible(c.oid) AND a.attnum > 0 AND NOT a.attisdropped
                  AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
                ORDER BY c.relname, a.attnum
                """)) {
      while (rs.next()) {
        String table = rs.getString("t");
        String column = rs.getString("c");
        tables.computeIfAbsent(table, t -> new ArrayList<>()).add(column);
        types.put(table + "\0" + column, rs.getString("type"));
      }
      return tables;
    } catch (SQLException e) {
      throw new Invalid("url", "cannot be read from: " + reason(e));
    }
  }

  @Override
  public long count(String table) {
    Object count = one("SELECT count(*) FROM " + quoted(table));
    return count instanceof Number number ? number.longValue() : 0;
  }

  @Override
  public long repeated(String table, String column) {
    String cell = "nullif(trim(" + quoted(column) + "::text), '')";
    Object more =
        one("SELECT count(" + cell + ") - count(DISTINCT " + cell + ") FROM " + quoted(table));
    return more instanceof Number number ? number.longValue() : 0;
  }

  @Override
  public @Nullable Object greatest(String table, String column) {
    return one("SELECT max(" + quoted(column) + ")::text FROM " + quoted(table));
  }

  /// What one cell says; nothing where it cannot be read, and the transaction goes on.
  private @Nullable Object one(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SAVEPOINT look");
      try (ResultSet rs = statement.executeQuery(sql)) {
        return rs.next() ? rs.getObject(1) : null;
      } catch (SQLException e) {
        statement.execute("ROLLBACK TO SAVEPOINT look");
        return null;
      }
    } catch (SQLException e) {
      return null;
    }
  }

  @Override
  public @Nullable String each(
      String table, List<String> columns, List<String> order, CellReader reader) {
    List<String> shown = columns.stream().map(column -> shown(table, column)).toList();
    String by =
        order.isEmpty()
            ? ""
            : " ORDER BY " + String.join(", ", order.stream().map(PostgresSource::quoted).toList());
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet rs =
          statement.executeQuery(
              "SELECT " + String.join(", ", shown) + " FROM " + quoted(table) + by)) {
        while (rs.next()) {
          Map<String, @Nullable Object> cells = new LinkedHashMap<>();
          for (int i = 0; i < columns.size(); i++) {
            Object cell = rs.getObject(i + 1);
            cells.put(columns.get(i), cell instanceof Integer number ? number.longValue() : cell);
          }
          reader.read(cells);
        }
      }
      return null;
    } catch (SQLException e) {
      return reason(e);
    }
  }

  /// Whole numbers and truths as they are, all else as its text.
  private String shown(String table, String column) {
    String cell = quoted(column);
    return switch (String.valueOf(types.get(table + "\0" + column))) {
      case "boolean", "smallint", "integer", "bigint", "double precision" -> cell;
      default ->
          "CASE WHEN octet_length(%s::text) > %d THEN left(%s::text, %d) ELSE %s::text END"
              .formatted(cell, LONGEST_CELL, cell, LONGEST_CELL / 4, cell);
    };
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String reason(SQLException e) {
    return Texts.shorten(Texts.storable(String.valueOf(e.getMessage())), 200);
  }

  private static void closeQuietly(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // nothing was written, and nothing can be lost
    }
  }

  @Override
  public void close() {
    closeQuietly(connection);
  }
}
