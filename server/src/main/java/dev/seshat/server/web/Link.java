package dev.seshat.server.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An address within the dashboard, with its parameters.
public record Link(String path, Map<String, String> params) {
  /// An address without parameters.
  public static Link to(String path) {
    return new Link(path, Map.of());
  }

  /// The same with a parameter set; null or blank takes it out.
  public Link with(String name, @Nullable Object value) {
    Map<String, String> more = new LinkedHashMap<>(params);
    if (value == null || value.toString().isBlank()) {
      more.remove(name);
    } else {
      more.put(name, value.toString());
    }
    return new Link(path, more);
  }

  /// The address as it stands in a page.
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(path);
    params.forEach((name, value) ->
        out.append(out.indexOf("?") < 0 ? '?' : '&')
            .append(name)
            .append('=')
            .append(encoded(value)));
    return out.toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
