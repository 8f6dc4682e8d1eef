package dev.seshat.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What shows a receiver that a delivery comes from whoever knows the secret, and is not an old one sent again.
public final class Signature {
  private static final String VERSION = "v1=";

  private Signature() {}

  /// The signature of a body: HMAC-SHA256 over the time, a dot and the body, in lower-case hexadecimal after `v1=`.
  ///
  /// @param timestamp in seconds since 1970
  public static String of(String secret, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
      return VERSION + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether a delivery is genuine and of now; for receivers in Java. It takes the same time however much of the signature
  /// fits.
  ///
  /// @param timestamp what the header `Seshat-Timestamp` says
  /// @param signature what the header `Seshat-Signature` says
  /// @param window how far the time may lie from now
  public static boolean isGenuine(
      String secret,
      String timestamp,
      String signature,
      byte[] body,
      Instant now,
      Duration window) {
    if (!timestamp.matches("[0-9]{1,12}")) {
      return false;
    }
    long seconds = Long.parseLong(timestamp);
    byte[] right = of(secret, seconds, body).getBytes(StandardCharsets.US_ASCII);
    boolean fits = MessageDigest.isEqual(right, signature.getBytes(StandardCharsets.UTF_8));
    return fits && Math.abs(now.getEpochSecond() - seconds) <= window.toSeconds();
  }
}
