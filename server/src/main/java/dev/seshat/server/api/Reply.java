package dev.seshat.server.api;

import dev.seshat.Page;
import dev.seshat.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The answer to a request.
///
/// @param type the media type; empty where there is no body
/// @param text the body
/// @param stream writes the body in place of a text that would be too long to hold
public record Reply(
    int status, Map<String, String> headers, String type, String text, @Nullable Stream stream) {

  /// Writes a body.
  @FunctionalInterface
  public interface Stream {
    void write(OutputStream out) throws IOException;
  }

  public static Reply json(@Nullable Object value) {
    return jsonText(Json.write(value));
  }

  /// A text that is JSON already.
  public static Reply jsonText(String json) {
    return text("application/json", json);
  }

  public static Reply text(String type, String text) {
    return new Reply(200, Map.of(), type, text, null);
  }

  public static Reply stream(String type, Stream stream) {
    return new Reply(200, Map.of(), type, "", stream);
  }

  /// No body.
  public static Reply nothing() {
    return new Reply(204, Map.of(), "", "", null);
  }

  /// One page of a list: its items under `name`, and the cursor of the next page, null at the end.
  public static <T> Reply page(
      String name, Page<T> page, Function<T, ? extends @Nullable Object> show) {
    return list(name, page.items(), page.next(), show);
  }

  /// The same of a list that is there.
  public static <T> Reply list(
      String name,
      List<T> items,
      @Nullable String next,
      Function<T, ? extends @Nullable Object> show) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put(name, items.stream().map(show).toList());
    json.put("next", next);
    return json(json);
  }

  /// The same as the answer to a request that made something at `location`.
  public Reply created(String location) {
    return withStatus(201).withHeader("Location", location);
  }

  public Reply withStatus(int other) {
    return new Reply(other, headers, type, text, stream);
  }

  /// The same with the version of what it shows, which a change may name.
  public Reply withVersion(long version) {
    return withHeader("ETag", "\"" + version + "\"");
  }

  /// The same as a file to be saved.
  public Reply asFile(String name) {
    return withHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  public Reply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, type, text, stream);
  }

  /// The answer as a text that is kept under an idempotency key.
  String kept() {
    return Json.write(Map.of("status", status, "headers", headers, "type", type, "text", text));
  }

  /// The answer that was kept.
  static Reply of(String kept) {
    Map<String, @Nullable Object> json = Json.parseObject("", kept);
    Map<String, String> headers = new LinkedHashMap<>();
    if (json.get("headers") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
    }
    int status = json.get("status") instanceof Number number ? number.intValue() : 200;
    return new Reply(
        status, headers, String.valueOf(json.get("type")), String.valueOf(json.get("text")), null);
  }
}
