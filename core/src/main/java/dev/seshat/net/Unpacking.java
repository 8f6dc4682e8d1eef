package dev.seshat.net;

import dev.seshat.net.HttpFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// The body of an answer, unpacked while it is counted: neither what comes over the wire nor what becomes of it grows
/// beyond the limit.
final class Unpacking {
  /// No text packs better than this; what does was made to fill memory.
  private static final int MAX_RATIO = 200;

  private static final int RATIO_COUNTS_FROM = 1 << 20;

  private Unpacking() {}

  /// Counts what passes.
  private static final class Counting extends FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      count += Math.max(0, read);
      return read;
    }
  }

  static byte[] read(String host, InputStream packed, String encoding, HttpLimits limits)
      throws IOException {
    Counting wire = new Counting(packed);
    InputStream plain = unpacked(host, wire, encoding);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] piece = new byte[16 << 10];
    for (int read = plain.read(piece); read >= 0; read = plain.read(piece)) {
      int room = limits.body() - body.size();
      if (read > room && limits.cutsBody()) {
        body.write(piece, 0, room);
        break;
      }
      body.write(piece, 0, Math.min(read, Math.max(0, room)));
      if (read > room) {
        throw HttpFailure.of(
            Kind.TOO_LARGE,
            "the answer of "
                + host
                + " is larger than "
                + size(limits.body())
                + ", which is what is read");
      }
      if (body.size() > RATIO_COUNTS_FROM && body.size() / MAX_RATIO > wire.count) {
        throw HttpFailure.of(
            Kind.TOO_LARGE,
            "the answer of " + host + " unpacks to more than " + MAX_RATIO + " times its size");
      }
    }
    return body.toByteArray();
  }

  private static InputStream unpacked(String host, InputStream wire, String encoding)
      throws IOException {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> wire;
      case "gzip", "x-gzip" -> {
        PushbackInputStream in = new PushbackInputStream(wire, 1);
        yield isEmpty(in) ? in : new GZIPInputStream(in);
      }
      case "deflate" -> deflated(new PushbackInputStream(wire, 1));
      default ->
          throw HttpFailure.of(
              Kind.NOT_TEXT,
              host
                  + " packs its answer as '"
                  + dev.seshat.Texts.shorten(encoding, 40)
                  + "', which it was not asked for");
    };
  }

  private static boolean isEmpty(PushbackInputStream in) throws IOException {
    int first = in.read();
    if (first >= 0) {
      in.unread(first);
    }
    return first < 0;
  }

  /// Servers mean two things by `deflate`; the first byte tells which.
  private static InputStream deflated(PushbackInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return in;
    }
    in.unread(first);
    boolean isZlib = (first & 0x0F) == 8 && (first >> 4) <= 7;
    return new InflaterInputStream(in, new Inflater(!isZlib));
  }

  private static String size(int bytes) {
    return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : Math.max(1, bytes >> 10) + " KiB";
  }
}
