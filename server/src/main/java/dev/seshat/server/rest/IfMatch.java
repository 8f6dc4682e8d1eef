package dev.seshat.server.rest;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// The version of a thing as an entity tag: `"7"`.
final class IfMatch {
  private IfMatch() {}

  static String tag(long version) {
    return "\"" + version + "\"";
  }

  /// The version that the asker read, null if the request does not depend on one.
  static @Nullable Long version(Context ctx) {
    String header = ctx.header("If-Match");
    if (header == null || header.strip().equals("*")) {
      return null;
    }
    String tag = header.strip();
    try {
      if (tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"")) {
        return Long.parseLong(tag.substring(1, tag.length() - 1));
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Invalid(
        "If-Match",
        "must be the ETag of an answer, such as \"7\", not '" + Texts.shorten(tag, 40) + "'");
  }
}
