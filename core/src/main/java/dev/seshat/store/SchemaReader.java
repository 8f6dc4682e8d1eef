package dev.seshat.store;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// Reads which schema steps a database has had, and changes nothing.
public final class SchemaReader {
  private SchemaReader() {}

  /// @param where the path of a SQLite file, or a `jdbc:postgresql:` URL
  /// @param workspace the schema of a PostgreSQL database
  /// @throws StoreUnavailable if it cannot be read, or was made by a newer version
  public static Migrations.Status read(String where, String workspace) {
    if (where.startsWith("jdbc:postgresql:")) {
      return postgres(where, workspace);
    }
    if (where.startsWith("jdbc:")) {
      throw new Invalid("store", "must be a file or a jdbc:postgresql: URL");
    }
    try {
      return sqlite(Path.of(where));
    } catch (InvalidPathException e) {
      throw new Invalid("store", "is no path of a file: " + e.getReason());
    }
  }

  private static Migrations.Status sqlite(Path file) {
    if (Files.notExists(file)) {
      return new Migrations.Status(0, List.of(), Migrations.steps(Dialect.SQLITE));
    }
    try (Connection connection = SqliteStore.connect(file, true)) {
      return Migrations.status(connection, Dialect.SQLITE);
    } catch (SQLException e) {
      throw SqliteStore.unavailable(file, "read", e);
    }
  }

  private static Migrations.Status postgres(String url, String workspace) {
    PostgresStore.requireWorkspace(workspace);
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setReadOnly(true);
      connection.setSchema(workspace);
      return Migrations.status(connection, Dialect.POSTGRES);
    } catch (SQLException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new StoreUnavailable("the PostgreSQL store cannot be read: " + why, e);
    }
  }
}
