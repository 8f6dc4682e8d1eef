package dev.seshat.legacy;

import dev.seshat.store.Json;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of rows that were taken over.
final class LegacyTable {
  private LegacyTable() {}

  /// A row as it was taken over last.
  record Known(Instant asOf, String digest, String told, Instant importedAt) {}

  static Optional<Known> find(Tx tx, String document, String table, String key)
      throws SQLException {
    return tx.first(
        "SELECT as_of, digest, told, imported_at FROM legacy_row WHERE document = ? AND source_table = ? AND origin_key = ?",
        row ->
            new Known(
                row.time("as_of"), row.text("digest"), row.text("told"), row.time("imported_at")),
        document,
        table,
        key);
  }

  /// The session that a row was taken into.
  static Optional<UUID> session(Tx tx, String document, String table, String key)
      throws SQLException {
    return tx.first(
        "SELECT session_id FROM legacy_row WHERE document = ? AND source_table = ? AND origin_key = ?"
            + " AND session_id IS NOT NULL",
        row -> row.id("session_id"),
        document,
        table,
        key);
  }

  static void put(
      Tx tx, String document, String table, String key, @Nullable UUID session, Known row)
      throws SQLException {
    tx.update(
        """
        INSERT INTO legacy_row (document, source_table, origin_key, session_id, as_of, digest, told, imported_at)
        VALUES (?, ?, ?, CAST(? AS {uuid}), ?, ?, ?, ?)
        ON CONFLICT (document, source_table, origin_key)
        DO UPDATE SET as_of = excluded.as_of, digest = excluded.digest, told = excluded.told, imported_at = excluded.imported_at
        """
            .replace("{uuid}", tx.dialect().isSqlite() ? "TEXT" : "uuid"),
        document,
        table,
        key,
        session,
        row.asOf(),
        row.digest(),
        new Json(row.told()),
        row.importedAt());
  }

  static void touch(Tx tx, String document, String table, String key, Instant asOf)
      throws SQLException {
    tx.update(
        "UPDATE legacy_row SET as_of = ? WHERE document = ? AND source_table = ? AND origin_key = ? AND as_of < ?",
        asOf,
        document,
        table,
        key,
        asOf);
  }
}
