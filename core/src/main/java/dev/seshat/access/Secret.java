package dev.seshat.access;

import dev.seshat.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The secrets of tokens and logins: a prefix by which scanners know them, and 32 random bytes.
final class Secret {
  private static final String PREFIX = "seshat_";
  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

  private Secret() {}

  /// A new one.
  static String draw(Tx tx) {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(tx.newBytes(32));
  }

  /// Whether a text could be one.
  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /// What is kept of it. It cannot be guessed, so that a plain hash gives nothing away.
  static String hash(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
