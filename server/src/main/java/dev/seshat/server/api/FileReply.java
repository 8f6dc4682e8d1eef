package dev.seshat.server.api;

import dev.seshat.server.http.Problem;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The answer with a file that never changes: whole, a part of it, or that it is as the asker knows it. Nothing in it can
/// run: the type is said and kept to, and a page of it would be an empty sandbox.
public final class FileReply {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
  private static final String SANDBOX = "default-src 'none'; style-src 'none'; sandbox";

  private FileReply() {}

  /// Opens the bytes.
  @FunctionalInterface
  private interface Source {
    InputStream open() throws IOException;
  }

  /// @param tag tells these bytes from all others
  public static Reply of(Request request, Path file, long length, String type, String tag) {
    return of(request, () -> Files.newInputStream(file), length, type, tag);
  }

  public static Reply of(Request request, byte[] bytes, String type, String tag) {
    return of(request, () -> new ByteArrayInputStream(bytes), bytes.length, type, tag);
  }

  private static Reply of(Request request, Source source, long length, String type, String tag) {
    String etag = "\"" + tag + "\"";
    if (isKnown(request.header().apply("If-None-Match"), etag)) {
      return common(new Reply(304, java.util.Map.of(), "", "", null), etag);
    }
    long[] range = range(request, etag, length);
    if (range == null) {
      return common(stream(source, 0, length, type), etag)
          .withHeader("Content-Length", String.valueOf(length));
    }
    if (range[0] > range[1]) {
      Problem problem =
          Problem.of(HttpStatus.RANGE_NOT_SATISFIABLE, "there are " + length + " bytes");
      return new Reply(416, java.util.Map.of(), Problem.MEDIA_TYPE, problem.toJson(), null)
          .withHeader("Content-Range", "bytes */" + length);
    }
    long count = range[1] - range[0] + 1;
    return common(stream(source, range[0], count, type), etag)
        .withStatus(206)
        .withHeader("Content-Range", "bytes " + range[0] + "-" + range[1] + "/" + length)
        .withHeader("Content-Length", String.valueOf(count));
  }

  private static Reply stream(Source source, long from, long count, String type) {
    return Reply.stream(
        type,
        out -> {
          try (InputStream in = source.open()) {
            in.skipNBytes(from);
            byte[] buffer = new byte[1 << 16];
            long left = count;
            while (left > 0) {
              int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
              if (read < 0) {
                throw new IOException("the file became shorter");
              }
              out.write(buffer, 0, read);
              left -= read;
            }
          }
        });
  }

  private static Reply common(Reply reply, String etag) {
    return reply
        .withHeader("ETag", etag)
        .withHeader("Accept-Ranges", "bytes")
        .withHeader("Cache-Control", "private, max-age=31536000, immutable")
        .withHeader("Content-Security-Policy", SANDBOX)
        .withHeader("Content-Disposition", "inline");
  }

  private static boolean isKnown(@Nullable String header, String etag) {
    return header != null
        && Arrays.stream(header.split(",", -1))
            .map(String::strip)
            .anyMatch(each -> each.equals("*") || each.equals(etag) || each.equals("W/" + etag));
  }

  /// The first and the last byte that are wanted; null for all; a first that is after the last for none.
  private static long @Nullable [] range(Request request, String etag, long length) {
    String header = request.header().apply("Range");
    String condition = request.header().apply("If-Range");
    if (header == null || (condition != null && !condition.strip().equals(etag))) {
      return null;
    }
    Matcher matcher = RANGE.matcher(header.strip());
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      // what is no range, or several, is answered with all of it
      return null;
    }
    if (matcher.group(1).isEmpty()) {
      long last = Long.parseLong(matcher.group(2));
      return last == 0 ? new long[] {1, 0} : new long[] {Math.max(0, length - last), length - 1};
    }
    long from = Long.parseLong(matcher.group(1));
    long to =
        matcher.group(2).isEmpty()
            ? length - 1
            : Math.min(length - 1, Long.parseLong(matcher.group(2)));
    if (!matcher.group(2).isEmpty() && Long.parseLong(matcher.group(2)) < from) {
      return null;
    }
    return from >= length ? new long[] {1, 0} : new long[] {from, to};
  }
}
