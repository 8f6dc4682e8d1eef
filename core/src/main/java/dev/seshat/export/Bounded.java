package dev.seshat.export;

import dev.seshat.SeshatException.Invalid;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that holds to the length it was announced with: one that goes on is a trap.
final class Bounded extends FilterInputStream {
  private final String name;
  private long left;

  Bounded(String name, InputStream in, long length) {
    super(in);
    this.name = name;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    left -= read;
    if (left < 0) {
      throw new Invalid(name, "is longer than the ZIP says");
    }
  }
}
