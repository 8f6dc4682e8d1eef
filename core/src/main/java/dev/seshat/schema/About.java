package dev.seshat.schema;

import dev.seshat.store.Scope;

/// An open store, described: what it is, where, and how large.
///
/// @param kind the database and its version
/// @param where the file, or the database's name on its server
/// @param workspace the schema of a PostgreSQL database; a SQLite file is one workspace
/// @param schemaVersion the newest step that it has had
/// @param bytes what it takes on disk, without the log of what is being written
public record About(String kind, String where, String workspace, int schemaVersion, long bytes) {
  /// Describes the store behind `scope`.
  public static About of(Scope scope) {
    return scope.store().read(AboutTable::read);
  }
}
