package dev.seshat.store;

import java.sql.ResultSet;
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
}
