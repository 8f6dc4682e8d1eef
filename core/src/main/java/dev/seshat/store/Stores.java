package dev.seshat.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Opens stores.
public final class Stores {
  private Stores() {}

  /// A store in one SQLite file, made if it is not there.
  public static Store sqlite(Path file, Environment environment, Journal journal) {
    return SqliteStore.open(file, environment, journal);
  }

  /// A store in the schema `workspace` of a PostgreSQL database, made if it is not there.
  ///
  /// @param folder of its files
  public static Store postgres(
      String jdbcUrl, String workspace, Environment environment, Journal journal, Folder folder) {
    return PostgresStore.open(jdbcUrl, workspace, environment, journal, folder);
  }

  /// The store whose transactions are their own, for what is done once a transaction has ended.
  public static Store outermost(Store store) {
    return JoinedStore.committed(store);
  }

  /// Runs `work` with a store whose transactions are parts of `tx`: what it writes is on disk when `tx` is, or not at
  /// all. A part that throws takes back what it did itself.
  ///
  /// @param store the one that `tx` belongs to
  public static <T extends @Nullable Object> T within(Store store, Tx tx, Function<Store, T> work)
      throws SQLException {
    return JoinedStore.run(store, tx, work);
  }
}
