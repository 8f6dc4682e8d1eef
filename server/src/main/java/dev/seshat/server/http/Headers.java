package dev.seshat.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// The headers on every answer that tell a browser what it may do with it.
public final class Headers {
  /// Nothing but this server's own files; no inline script or style; never in a frame.
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Map<String, String> ALL = new LinkedHashMap<>();

  static {
    ALL.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    ALL.put("X-Content-Type-Options", "nosniff");
    ALL.put("X-Frame-Options", "DENY");
    ALL.put("Referrer-Policy", "same-origin");
    ALL.put("Cross-Origin-Opener-Policy", "same-origin");
    ALL.put("Cross-Origin-Resource-Policy", "same-origin");
    ALL.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    ALL.put("Cache-Control", "no-store");
  }

  private Headers() {}

  /// The headers by name; a route may replace `Cache-Control` for files that never change.
  public static Map<String, String> all() {
    return Map.copyOf(ALL);
  }
}
