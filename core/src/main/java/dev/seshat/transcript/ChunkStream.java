package dev.seshat.transcript;

import dev.seshat.store.Store;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongFunction;

/// The pieces of an archived file as one stream.
final class ChunkStream extends InputStream {
  private final LongFunction<Optional<byte[]>> pieces;
  private byte[] piece = {};
  private int at;
  private long position = 1;

  /// @param pieces gives the piece at a position, from 1 on
  ChunkStream(LongFunction<Optional<byte[]>> pieces) {
    this.pieces = pieces;
  }

  /// The pieces of a file, each fetched in a short read of its own, so that a slow reader holds no snapshot of the
  /// database.
  static ChunkStream of(Store store, long file) {
    return new ChunkStream(position -> store.read(tx -> ChunkTable.find(tx, file, position)));
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
      Optional<byte[]> next = pieces.apply(position);
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
