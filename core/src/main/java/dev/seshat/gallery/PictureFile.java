package dev.seshat.gallery;

import dev.seshat.SeshatException.Invalid;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/// A picture's file, read number by number, a block at a time; it ends with an error that says so.
final class PictureFile implements AutoCloseable {
  private static final int BLOCK = 1 << 16;

  private final RandomAccessFile file;
  private final long length;
  private final byte[] block = new byte[BLOCK];
  private long blockAt;
  private int blockLength;
  private long at;

  PictureFile(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    length = file.length();
  }

  long length() {
    return length;
  }

  long position() {
    return at;
  }

  void seek(long to) {
    if (to < 0 || to > length) {
      throw cut();
    }
    at = to;
  }

  void skip(long count) {
    seek(at + count);
  }

  static Invalid cut() {
    return new Invalid(Pictures.PATH, "is cut off: it ends before its picture does");
  }

  /// A byte.
  int u8() throws IOException {
    if (at < blockAt || at >= blockAt + blockLength) {
      fill();
    }
    return block[(int) (at++ - blockAt)] & 0xFF;
  }

  private void fill() throws IOException {
    if (at >= length) {
      throw cut();
    }
    file.seek(at);
    blockAt = at;
    blockLength = file.read(block, 0, BLOCK);
    if (blockLength <= 0) {
      throw new EOFException("the file became shorter");
    }
  }

  int u16() throws IOException {
    return u8() << 8 | u8();
  }

  int u16le() throws IOException {
    return u8() | u8() << 8;
  }

  int u24le() throws IOException {
    return u16le() | u8() << 16;
  }

  long u32() throws IOException {
    return (long) u16() << 16 | u16();
  }

  long u32le() throws IOException {
    return u16le() | (long) u16le() << 16;
  }

  /// So many bytes; only for few.
  byte[] bytes(int count) throws IOException {
    if (count > length - at) {
      throw cut();
    }
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) u8();
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
