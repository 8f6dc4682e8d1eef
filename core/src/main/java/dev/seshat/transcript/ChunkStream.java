package dev.seshat.transcript;

import dev.seshat.store.Store;
import java.io.InputStream;
import java.util.Optional;

/// The pieces of an archived file as one stream, each fetched in a short read of its own, so that a slow reader holds no
/// snapshot of the database.
final class ChunkStream extends InputStream {
  private final Store store;
  private final long file;
  private byte[] piece = {};
  private int at;
  private long position = 1;

  ChunkStream(Store store, long file) {
    this.store = store;
    this.file = file;
  }

  @Override
  public int read() {
    return fill() ? piece[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] bytes, int from, int length) {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int read = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, bytes, from, read);
    at += read;
    return read;
  }

  private boolean fill() {
    while (at == piece.length) {
      Optional<byte[]> next = store.read(tx -> TranscriptTable.chunk(tx, file, position));
      if (next.isEmpty()) {
        return false;
      }
      piece = next.get();
      at = 0;
      position++;
    }
    return true;
  }
}
