package dev.seshat.schema;

import dev.seshat.store.SchemaReader;
import java.util.List;

/// The schema of a store as it is, looked at from outside: opening a store brings it up to date, this does not.
///
/// @param version the newest step that the store has had; 0 for a store that is not there yet
/// @param applied the steps it has had
/// @param outstanding the steps that opening it would run
public record Schema(int version, List<Step> applied, List<Step> outstanding) {
  /// One step: a numbered SQL script.
  ///
  /// @param sql as this store's database is given it
  public record Step(int number, String name, String sql) {}

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
    return steps.stream().map(step -> new Step(step.number(), step.name(), step.sql())).toList();
  }
}
