package dev.seshat.server.web;

import dev.seshat.Texts;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What a form did, told once on the page that follows it; it travels in a cookie that lives for seconds.
final class Flash {
  private static final String COOKIE = "seshat_said";
  private static final int SECONDS = 20;
  private static final int MAX = 200;

  private Flash() {}

  /// Leaves a word for the next page.
  static void leave(Context ctx, String says) {
    byte[] bytes = Texts.shorten(says, MAX).getBytes(StandardCharsets.UTF_8);
    set(ctx, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), SECONDS);
  }

  /// Takes the word that was left, if there is one; a part that an open page fetches leaves it to the page.
  static @Nullable String take(Context ctx) {
    String cookie = ctx.cookie(COOKIE);
    if (cookie == null || ctx.header("HX-Request") != null) {
      return null;
    }
    set(ctx, "", 0);
    try {
      String text = new String(Base64.getUrlDecoder().decode(cookie), StandardCharsets.UTF_8);
      return text.isBlank() ? null : Texts.shorten(text, MAX);
    } catch (IllegalArgumentException e) {
      // Somebody else's cookie of the same name.
      return null;
    }
  }

  private static void set(Context ctx, String value, int seconds) {
    ctx.cookie(new Cookie(COOKIE, value, "/", seconds, false, true, null, SameSite.STRICT));
  }
}
