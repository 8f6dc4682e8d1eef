package dev.seshat.schema;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.CitusSchema;

/// The placing of a workspace's schema on one node of a Citus cluster (schema-based sharding).
///
/// @param where a `jdbc:postgresql:` URL
/// @param workspace the schema
public record Distribution(String where, String workspace) {
  /// The placing of one workspace.
  ///
  /// @throws Invalid if the store is a SQLite file, or the workspace's name is none
  public static Distribution of(String where, String workspace) {
    if (!where.startsWith("jdbc:postgresql:")) {
      throw new Invalid(
          "store",
          "a SQLite file is one workspace on one machine; only a PostgreSQL database with Citus distributes them");
    }
    CitusSchema.requireName(workspace);
    return new Distribution(where, workspace);
  }

  /// The SQL that [#run] runs once it has looked around.
  public String sql() {
    return CitusSchema.sql(workspace) + ";";
  }

  /// Makes the schema a distributed one.
  ///
  /// @return whether there was anything to do
  /// @throws dev.seshat.SeshatException.NotFound if there is no such workspace
  /// @throws dev.seshat.SeshatException.StoreUnavailable if the database has no Citus, too old a one, or refuses
  public boolean run() {
    return CitusSchema.distribute(where, workspace);
  }
}
