package dev.seshat.store;

import java.nio.file.Path;

/// Opens stores.
public final class Stores {
  private Stores() {}

  /// A store in one SQLite file, made if it is not there.
  public static Store sqlite(Path file, Environment environment, Journal journal) {
    return SqliteStore.open(file, environment, journal);
  }

  /// A store in the schema `workspace` of a PostgreSQL database, made if it is not there.
  public static Store postgres(
      String jdbcUrl, String workspace, Environment environment, Journal journal) {
    return PostgresStore.open(jdbcUrl, workspace, environment, journal);
  }
}
