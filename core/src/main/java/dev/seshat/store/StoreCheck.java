package dev.seshat.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Whether a database's file and keys are whole, as far as the database itself can say.
public final class StoreCheck {
  private StoreCheck() {}

  /// What is wrong, one line each; PostgreSQL keeps its own files and keys.
  public static List<String> problems(Store store) {
    if (!store.dialect().isSqlite()) {
      return List.of();
    }
    return store.read(tx -> {
      List<String> problems = new ArrayList<>();
      try (Statement statement = tx.connection().createStatement()) {
        refreshTextIndexes(statement);
        try (ResultSet rs = statement.executeQuery("PRAGMA integrity_check(20)")) {
          while (rs.next()) {
            if (!"ok".equals(rs.getString(1))) {
              problems.add(rs.getString(1));
            }
          }
        }
        try (ResultSet rs = statement.executeQuery("PRAGMA foreign_key_check")) {
          while (rs.next() && problems.size() < 100) {
            problems.add(
                "a row of "
                    + rs.getString(1)
                    + " names a row of "
                    + rs.getString(3)
                    + " that is not there");
          }
        }
      }
      return problems;
    });
  }

  /// FTS5 looks only when a table is opened for reading whether another connection has changed it since; a check of a
  /// table that this connection knows from before would take the merged parts for lost ones.
  private static void refreshTextIndexes(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rs =
        statement.executeQuery(
            "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'")) {
      while (rs.next()) {
        tables.add(rs.getString(1));
      }
    }
    for (String table : tables) {
      statement.executeQuery("SELECT rowid FROM \"" + table + "\" LIMIT 1").close();
    }
  }
}
