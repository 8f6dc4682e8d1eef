package dev.seshat.server.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Lines of UTF-8 from a stream, each of a bounded length.
final class LineReader {
  private final InputStream in;
  private final int maxBytes;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  LineReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /// A line without its end.
  ///
  /// @param problem what is wrong with a line that cannot be read, which then comes without its text; null if nothing is
  record Line(String text, @Nullable String problem) {}

  /// The next line, null at the end of the stream. A line that is too long is read to its end and thrown away.
  @Nullable Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean some = false;
    while (at < end || fill()) {
      some = true;
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      if (line.size() + at - from > maxBytes) {
        tooLong = true;
        line.reset();
      }
      if (!tooLong) {
        line.write(buffer, from, at - from);
      }
      if (at < end) {
        at++;
        break;
      }
    }
    if (!some) {
      return null;
    }
    return tooLong
        ? new Line("", "the message is longer than " + maxBytes + " bytes; send less at once")
        : decoded(line.toByteArray());
  }

  private static Line decoded(byte[] bytes) {
    try {
      return new Line(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), null);
    } catch (CharacterCodingException e) {
      return new Line("", "the message is not UTF-8");
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
