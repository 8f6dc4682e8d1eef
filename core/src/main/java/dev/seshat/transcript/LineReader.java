package dev.seshat.transcript;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The lines of a stream of bytes, one at a time, with their places; memory is bounded by the longest line allowed.
///
/// Every byte that is read is handed to a sink as well, before the line that it belongs to is given out.
final class LineReader {
  /// The longest line in bytes; what is longer is passed over and said to be so.
  static final int LONGEST = 64 << 20;

  private final InputStream in;
  private final Sink sink;
  private final int longest;
  private final byte[] buffer = new byte[64 << 10];
  private int at;
  private int limit;
  private byte[] line = new byte[16 << 10];
  private int length;
  private boolean tooLong;
  private boolean terminated;
  private long offset;
  private long number;

  /// Takes the bytes as they are read.
  @FunctionalInterface
  interface Sink {
    void take(byte[] bytes, int from, int length) throws IOException;
  }

  /// @param offset the place in the stream at which `in` stands
  /// @param number how many lines stand before it
  LineReader(InputStream in, long offset, long number, Sink sink) {
    this(in, offset, number, sink, LONGEST);
  }

  LineReader(InputStream in, long offset, long number, Sink sink, int longest) {
    this.in = in;
    this.offset = offset;
    this.number = number;
    this.sink = sink;
    this.longest = longest;
  }

  /// Goes to the next line; false at the end of the stream.
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    terminated = false;
    boolean any = false;
    while (!terminated) {
      if (at == limit) {
        at = 0;
        limit = Math.max(0, in.read(buffer));
        if (limit == 0) {
          break;
        }
      }
      any = true;
      take();
    }
    if (any) {
      number++;
    }
    return any;
  }

  private void take() throws IOException {
    int end = at;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    terminated = end < limit;
    int taken = end - at;
    if (tooLong || length + (long) taken > longest) {
      tooLong = true;
    } else {
      if (length + taken > line.length) {
        line = Arrays.copyOf(line, Math.min(longest, Math.max(line.length * 2, length + taken)));
      }
      System.arraycopy(buffer, at, line, length, taken);
      length += taken;
    }
    int consumed = terminated ? taken + 1 : taken;
    sink.take(buffer, at, consumed);
    at += consumed;
    offset += consumed;
  }

  /// The line's bytes, the first [#length] of this array; valid until the next call of [#next].
  byte[] bytes() {
    return line;
  }

  /// Its length in bytes without the line's end.
  int length() {
    return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] > ' ' || line[i] < 0) {
        return false;
      }
    }
    return !tooLong;
  }

  boolean isTooLong() {
    return tooLong;
  }

  /// Whether the line ended with a line feed, and not with the stream.
  boolean isTerminated() {
    return terminated;
  }

  /// The place just behind this line.
  long offset() {
    return offset;
  }

  /// The line's number, from 1.
  long number() {
    return number;
  }
}
