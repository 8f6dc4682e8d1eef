package dev.seshat.schema;

import dev.seshat.store.SchemaReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The schema of a store as it is, looked at from outside: opening a store brings it up to date, this does not.
///
/// @param version the newest step that the store has had; 0 for a store that is not there yet
/// @param applied the steps it has had
/// @param outstanding the steps that opening it would run
public record Schema(int version, List<Step> applied, List<Step> outstanding) {
  /// One step: a numbered SQL script.
  ///
  /// @param sql as this store's database is given it
  /// @param checksum SHA-256 of that SQL; a store whose step has another was made by another program
  public record Step(int number, String name, String sql, String checksum) {}

  /// How the store keeps its data.
  ///
  /// @param database `sqlite` or `postgresql`, with its version
  /// @param bytes the size of the file, or of the schema's tables and indexes
  /// @param walBytes the size of the write-ahead log beside the file; null in PostgreSQL, as all that follow
  /// @param problems what a quick look through the file found wrong
  public record Storage(
      String database,
      long bytes,
      @Nullable Long walBytes,
      @Nullable String journalMode,
      @Nullable Long pageSize,
      @Nullable Long pages,
      @Nullable Long freePages,
      List<String> problems) {}

  /// Looks at how a store keeps its data; nothing for one that is not there yet.
  ///
  /// @param where the path of a SQLite file, or a `jdbc:postgresql:` URL
  /// @param workspace the schema of a PostgreSQL database
  /// @throws dev.seshat.SeshatException.StoreUnavailable if it cannot be read
  public static Optional<Storage> storage(String where, String workspace) {
    return SchemaReader.storage(where, workspace)
        .map(found ->
            new Storage(
                found.database(),
                found.bytes(),
                found.walBytes(),
                found.journalMode(),
                found.pageSize(),
                found.pages(),
                found.freePages(),
                found.problems()));
  }

  /// The SQL that brings a store up to date, as one transaction, the bookkeeping included: for whoever runs it by hand.
  /// Nothing for one that is.
  public static String script(String where, String workspace) {
    return SchemaReader.script(where, workspace);
  }

  /// Looks at a store.
  ///
  /// @param where the path of a SQLite file, or a `jdbc:postgresql:` URL
  /// @param workspace the schema of a PostgreSQL database
  /// @throws dev.seshat.SeshatException.StoreUnavailable if it cannot be read, or was made by a newer version
  public static Schema of(String where, String workspace) {
    var status = SchemaReader.read(where, workspace);
    return new Schema(status.version(), steps(status.applied()), steps(status.outstanding()));
  }

  private static List<Step> steps(List<dev.seshat.store.Migrations.Step> steps) {
    return steps.stream()
        .map(step -> new Step(step.number(), step.name(), step.sql(), step.checksum()))
        .toList();
  }
}
