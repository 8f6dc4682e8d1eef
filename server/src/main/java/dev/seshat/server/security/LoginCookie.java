package dev.seshat.server.security;

import dev.seshat.access.Login;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// The cookie that holds a login: out of reach of scripts, never sent along from another site.
///
/// @param secure whether browsers may send it over TLS only
public record LoginCookie(boolean secure) {
  /// Its name.
  public static final String NAME = "seshat_login";

  /// The login's secret in a request, null if there is none.
  @Nullable String read(Context ctx) {
    String value = ctx.cookie(NAME);
    return value == null || value.isEmpty() ? null : value;
  }

  void set(Context ctx, String secret) {
    write(ctx, NAME, secret, Login.LASTS.toSeconds());
  }

  void clear(Context ctx) {
    write(ctx, NAME, "", 0);
  }

  /// Sets a cookie of this kind.
  void write(Context ctx, String name, String value, long seconds) {
    ctx.res()
        .addHeader(
            "Set-Cookie",
            name
                + "="
                + value
                + "; Path=/; Max-Age="
                + seconds
                + "; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : ""));
  }
}
