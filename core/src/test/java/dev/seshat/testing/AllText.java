package dev.seshat.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Every word that a database holds, whatever the table: read past the library, as somebody would who steals the file.
public final class AllText {
  private AllText() {}

  /// The places, as `table.column`, that hold `word`, in lower or upper case.
  public static List<String> holding(TestStore store, String word) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url(store));
        Statement statement = connection.createStatement()) {
      if (!store.isSqlite()) {
        connection.setSchema(store.workspace());
      }
      for (String table : tables(store, statement)) {
        try (ResultSet rs = statement.executeQuery("SELECT * FROM " + table)) {
          ResultSetMetaData columns = rs.getMetaData();
          while (rs.next()) {
            for (int i = 1; i <= columns.getColumnCount(); i++) {
              if (holds(rs, i, word)) {
                found.add(table + "." + columns.getColumnName(i));
              }
            }
          }
        }
      }
    }
    return found;
  }

  private static boolean holds(ResultSet rs, int column, String word) throws SQLException {
    Object value = rs.getObject(column);
    String text =
        value instanceof byte[] bytes
            ? new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
            : String.valueOf(value);
    return text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
  }

  private static String url(TestStore store) {
    return store.isSqlite() ? "jdbc:sqlite:" + store.where() : store.where();
  }

  private static List<String> tables(TestStore store, Statement statement) throws SQLException {
    String sql =
        store.isSqlite()
            ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'search_text'"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = '"
                + store.workspace()
                + "'";
    List<String> tables = new ArrayList<>();
    try (ResultSet rs = statement.executeQuery(sql)) {
      while (rs.next()) {
        tables.add(rs.getString(1));
      }
    }
    return tables;
  }
}
