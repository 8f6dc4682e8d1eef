package dev.seshat.net;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One call: what is asked of whom.
///
/// @param method `GET` or `POST`
/// @param headers beside those that every call has; what a redirect to another host carries on is named in [SafeHttp]
/// @param body of a `POST`
public record HttpCall(
    String method, WebUrl url, Map<String, String> headers, byte @Nullable [] body) {
  /// A question, whose redirects are followed.
  public static HttpCall get(WebUrl url) {
    return new HttpCall("GET", url, Map.of(), null);
  }

  /// A message, whose redirects are not followed.
  public static HttpCall post(WebUrl url, String contentType, byte[] body) {
    return new HttpCall("POST", url, Map.of("Content-Type", contentType), body);
  }

  /// The same with one header more.
  public HttpCall withHeader(String name, String value) {
    if (!name.matches("[A-Za-z0-9-]{1,64}") || !value.matches("[\\x20-\\x7e\\t]{0,8000}")) {
      throw new IllegalArgumentException("no header: " + name);
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpCall(method, url, Map.copyOf(more), body);
  }

  HttpCall to(WebUrl other) {
    return new HttpCall(method, other, headers, body);
  }

  HttpCall withHeaders(Map<String, String> others) {
    return new HttpCall(method, url, others, body);
  }
}
