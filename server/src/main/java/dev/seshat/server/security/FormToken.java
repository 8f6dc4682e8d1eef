package dev.seshat.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The secret that this server's own forms carry and that no other site can read: drawn anew at each start.
public final class FormToken {
  /// The name of the form field that carries it.
  public static final String FIELD = "_token";

  private final String secret;

  public FormToken() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// What a form has to carry.
  public String value() {
    return secret;
  }

  /// Whether a form carried it.
  public boolean matches(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
  }
}
