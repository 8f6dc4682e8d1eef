package dev.seshat.store;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads which schema steps a database has had, and changes nothing.
public final class SchemaReader {
  private SchemaReader() {}

  /// How a store keeps its data; what only a SQLite file has is null elsewhere.
  public record Storage(
      String database,
      long bytes,
      @Nullable Long walBytes,
      @Nullable String journalMode,
      @Nullable Long pageSize,
      @Nullable Long pages,
      @Nullable Long freePages,
      List<String> problems) {}

  /// @param where the path of a SQLite file, or a `jdbc:postgresql:` URL
  /// @param workspace the schema of a PostgreSQL database
  /// @throws StoreUnavailable if it cannot be read, or was made by a newer version
  public static Migrations.Status read(String where, String workspace) {
    if (isPostgres(where)) {
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

  /// The SQL that brings a store up to date; nothing for one that is.
  public static String script(String where, String workspace) {
    List<Migrations.Step> outstanding = read(where, workspace).outstanding();
    if (outstanding.isEmpty()) {
      return "";
    }
    return isPostgres(where)
        ? "CREATE SCHEMA IF NOT EXISTS %1$s;\nSET search_path TO %1$s;\n".formatted(workspace)
            + Migrations.script(outstanding, Dialect.POSTGRES)
        : Migrations.script(outstanding, Dialect.SQLITE);
  }

  /// How a store keeps its data; nothing for one that is not there yet.
  public static Optional<Storage> storage(String where, String workspace) {
    if (isPostgres(where)) {
      return Optional.of(postgresStorage(where, workspace));
    }
    Path file = Path.of(where);
    return Files.exists(file) ? Optional.of(sqliteStorage(file)) : Optional.empty();
  }

  private static Storage sqliteStorage(Path file) {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    try (Connection connection = SqliteStore.connect(file, true);
        Statement statement = connection.createStatement()) {
      List<String> problems = new ArrayList<>();
      try (ResultSet rs = statement.executeQuery("PRAGMA quick_check(20)")) {
        while (rs.next()) {
          if (!"ok".equals(rs.getString(1))) {
            problems.add(rs.getString(1));
          }
        }
      }
      return new Storage(
          "sqlite " + first(statement, "SELECT sqlite_version()"),
          Files.size(file),
          Files.exists(log) ? Files.size(log) : 0,
          first(statement, "PRAGMA journal_mode"),
          Long.valueOf(first(statement, "PRAGMA page_size")),
          Long.valueOf(first(statement, "PRAGMA page_count")),
          Long.valueOf(first(statement, "PRAGMA freelist_count")),
          problems);
    } catch (SQLException e) {
      throw SqliteStore.unavailable(file, "read", e);
    } catch (IOException e) {
      throw new StoreUnavailable("the store " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Storage postgresStorage(String url, String workspace) {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement size =
            connection.prepareStatement(
                "SELECT COALESCE(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind IN ('r', 'm')")) {
      connection.setReadOnly(true);
      size.setString(1, workspace);
      try (ResultSet rs = size.executeQuery()) {
        long bytes = rs.next() ? rs.getLong(1) : 0;
        String version = connection.getMetaData().getDatabaseProductVersion();
        return new Storage("postgresql " + version, bytes, null, null, null, null, null, List.of());
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static String first(Statement statement, String sql) throws SQLException {
    try (ResultSet rs = statement.executeQuery(sql)) {
      return rs.next() ? rs.getString(1) : "";
    }
  }

  private static boolean isPostgres(String where) {
    return where.startsWith("jdbc:postgresql:");
  }

  private static StoreUnavailable unavailable(SQLException e) {
    String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new StoreUnavailable("the PostgreSQL store cannot be read: " + why, e);
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
      throw unavailable(e);
    }
  }
}
