package dev.seshat.transcript;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The SQL of the archived files' bytes.
final class ChunkTable {
  private ChunkTable() {}

  static void add(Tx tx, long file, List<byte[]> chunks) throws SQLException {
    long next =
        tx.number(
                "SELECT coalesce(max(position), 0) AS n FROM transcript_chunk WHERE file_id = ?",
                file)
            + 1;
    for (byte[] chunk : chunks) {
      tx.update(
          "INSERT INTO transcript_chunk (file_id, position, data) VALUES (?, ?, ?)",
          file,
          next++,
          chunk);
    }
  }

  static void clear(Tx tx, long file) throws SQLException {
    tx.update("DELETE FROM transcript_chunk WHERE file_id = ?", file);
  }

  static Optional<byte[]> find(Tx tx, long file, long position) throws SQLException {
    return tx.first(
        "SELECT data FROM transcript_chunk WHERE file_id = ? AND position = ?",
        row -> Objects.requireNonNull(row.bytesOrNull("data")),
        file,
        position);
  }

  /// The same for a stream, which knows no database.
  static Optional<byte[]> read(Tx tx, long file, long position) {
    try {
      return find(tx, file, position);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }
}
