package dev.seshat.server.http;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of a request, read once and within bounds.
public final class Body {
  /// How many bytes a body may have.
  public static final int MAX_BYTES = 8 << 20;

  private Body() {}

  /// The JSON object that the body is, whose text was read already.
  ///
  /// @throws Refusal 415 if it says it is something else, 413 if it is too large, 400 if it is not JSON
  /// @throws Invalid if a text in it holds what no text may hold
  public static Map<String, @Nullable Object> object(Context ctx, String text) {
    requireType(ctx, "application/json");
    return parse(text);
  }

  /// Refuses a body that does not say it is of this media type.
  public static void requireType(Context ctx, String wanted) {
    String type = ctx.contentType();
    String essence = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!essence.equals(wanted)) {
      throw new Refusal(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "the body must be " + wanted + "; say so in Content-Type");
    }
  }

  /// The body as text.
  public static String text(Context ctx) {
    byte[] bytes = bytes(ctx);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "the body is not UTF-8");
    }
  }

  private static byte[] bytes(Context ctx) {
    try {
      InputStream in = ctx.req().getInputStream();
      byte[] bytes =
          ctx.req().getContentLengthLong() > MAX_BYTES ? null : in.readNBytes(MAX_BYTES + 1);
      if (bytes == null || bytes.length > MAX_BYTES) {
        drop(in);
        throw tooLarge();
      }
      return bytes;
    } catch (IOException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "the body could not be read to its end");
    }
  }

  /// Takes what still comes, within bounds: who is sending hears no answer before the end, and sees a broken connection
  /// where the server hangs up.
  private static void drop(InputStream in) throws IOException {
    byte[] some = new byte[64 << 10];
    for (int left = 2 * MAX_BYTES; left > 0; ) {
      int count = in.read(some);
      if (count < 0) {
        return;
      }
      left -= count;
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(
        HttpStatus.CONTENT_TOO_LARGE,
        "the body is larger than " + (MAX_BYTES >> 20) + " MiB; send it in parts");
  }

  private static Map<String, @Nullable Object> parse(String text) {
    try {
      return Json.parseObject("", text);
    } catch (Invalid e) {
      if (e.path().isEmpty()) {
        throw new Refusal(HttpStatus.BAD_REQUEST, "the body " + e.getMessage());
      }
      throw e;
    }
  }
}
