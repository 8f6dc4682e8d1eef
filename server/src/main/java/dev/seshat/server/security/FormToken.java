package dev.seshat.server.security;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What this server's own forms carry and no other site can read.
///
/// It is made of what only the browser and the server know: the login's secret, before that a cookie that the login page
/// sets, so that any process of a server that runs as several accepts it; without a login, a secret drawn anew at each
/// start.
public final class FormToken {
  /// The name of the form field that carries it.
  public static final String FIELD = "_token";

  private static final String BEFORE_LOGIN = "seshat_form";
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final LoginCookie cookie;
  private final boolean needsLogin;
  private final String ofThisRun = draw();

  public FormToken(LoginCookie cookie, boolean needsLogin) {
    this.cookie = cookie;
    this.needsLogin = needsLogin;
  }

  private String draw() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// What the forms of an answer have to carry.
  public String value(Context ctx) {
    if (!needsLogin) {
      return ofThisRun;
    }
    String secret = secret(ctx);
    if (secret == null) {
      secret = draw();
      cookie.write(ctx, BEFORE_LOGIN, secret, 3_600);
    }
    return derived(secret);
  }

  /// Whether a form carried it.
  public boolean matches(Context ctx, @Nullable String given) {
    String secret = secret(ctx);
    String wanted = needsLogin ? (secret == null ? null : derived(secret)) : ofThisRun;
    return given != null
        && wanted != null
        && MessageDigest.isEqual(
            wanted.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
  }

  /// The secret of the visitor's login; of whoever is not logged in, the one of the login page.
  private @Nullable String secret(Context ctx) {
    Visitor visitor = Visitor.known(ctx);
    if (visitor != null && visitor.isLogin()) {
      return cookie.read(ctx);
    }
    String before = ctx.cookie(BEFORE_LOGIN);
    return before == null || before.isEmpty() ? null : before;
  }

  private static String derived(String secret) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("form " + secret).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
