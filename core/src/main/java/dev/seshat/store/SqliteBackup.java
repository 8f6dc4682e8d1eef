package dev.seshat.store;

import dev.seshat.SeshatException.StoreUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;

/// SQLite's own way to copy a database while others write to it, and to look whether a copy is whole.
public final class SqliteBackup {
  private SqliteBackup() {}

  /// Copies the database of `store` into a file that is not there yet.
  ///
  /// @throws StoreUnavailable if the store is not one file, or the copy cannot be written
  public static void copy(Store store, Path target) {
    requireFile(store);
    JoinedStore.committed(store)
        .read(tx -> {
          try (Statement statement = tx.connection().createStatement()) {
            // one snapshot, compact, and without a log file beside it
            statement.execute("COMMIT");
            try {
              statement.execute(
                  "VACUUM INTO '" + target.toAbsolutePath().toString().replace("'", "''") + "'");
            } finally {
              statement.execute("BEGIN");
            }
          }
          return true;
        });
  }

  /// @throws StoreUnavailable if the store is not one file
  public static void requireFile(Store store) {
    if (!store.dialect().isSqlite()) {
      throw new StoreUnavailable(
          "a PostgreSQL store has no file to copy: use 'seshat export --out FILE', or pg_dump --schema");
    }
  }

  /// Looks through a whole database file.
  ///
  /// @throws StoreUnavailable if it is no Seshat store, is damaged, or was made by a newer version
  public static void verify(Path file) {
    try (Connection connection = SqliteStore.connect(file, true);
        Statement statement = connection.createStatement()) {
      if (Migrations.status(connection, Dialect.SQLITE).version() == 0) {
        throw new StoreUnavailable(file + " is not a Seshat store");
      }
      try (ResultSet rs = statement.executeQuery("PRAGMA integrity_check(1)")) {
        String answer = rs.next() ? rs.getString(1) : "no answer";
        if (!"ok".equals(answer)) {
          throw new StoreUnavailable(file + " is damaged: " + answer);
        }
      }
      requireNothing(
          file, statement, "PRAGMA foreign_key_check", "a row names one that is not there");
      requireNothing(
          file,
          statement,
          "SELECT 1 FROM audit_head h WHERE h.seq <> (SELECT count(*) FROM audit_log) OR (h.seq > 0 AND NOT EXISTS"
              + " (SELECT 1 FROM audit_log l WHERE l.seq = h.seq AND l.hash = h.hash))",
          "its audit log does not end where it says");
    } catch (SQLException e) {
      throw SqliteStore.unavailable(file, "verified", e);
    }
  }

  private static void requireNothing(Path file, Statement statement, String sql, String problem)
      throws SQLException {
    try (ResultSet rs = statement.executeQuery(sql)) {
      if (rs.next()) {
        throw new StoreUnavailable(file + " is damaged: " + problem);
      }
    }
  }

  /// What a file holds of the schema; for `db status`, which changes nothing.
  public static Migrations.Status status(Path file, Clock clock) {
    try (Connection connection = SqliteStore.connect(file, true)) {
      return Migrations.status(connection, Dialect.SQLITE);
    } catch (SQLException e) {
      throw SqliteStore.unavailable(file, "read", e);
    }
  }
}
