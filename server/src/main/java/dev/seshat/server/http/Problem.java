package dev.seshat.server.http;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.server.schema.Schema;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An error as HTTP tells it: RFC 9457's problem details, with the stable code that every door shows.
///
/// @param code the kind of error in lower case, such as `not_found`
/// @param detail one line: what, why, what to do
/// @param path the field or parameter that is wrong; null where none is
public record Problem(int status, String code, String detail, @Nullable String path) {
  /// The media type of an answer that is a problem.
  public static final String MEDIA_TYPE = "application/problem+json";

  /// What every problem looks like, as JSON Schema.
  public static Map<String, Object> schema() {
    return Schema.object(
            Schema.field("type!", Schema.text("A URN that ends in the code", 200)),
            Schema.field("title!", Schema.text("The name of the status", 100)),
            Schema.field("status!", Schema.integer("", 400, 599)),
            Schema.field("detail!", Schema.text("One line: what, why, what to do", 2_000)),
            Schema.field("code!", Schema.text("The kind of error, which never changes", 100)),
            Schema.field("path", Schema.text("The field or parameter that is wrong", 1_000)))
        .toJson();
  }

  /// The problem that an error of the core is, at its usual status.
  public static Problem of(SeshatException error) {
    return of(error, error.code().httpStatus());
  }

  /// The same at a status that the request makes more exact.
  public static Problem of(SeshatException error, int status) {
    String path =
        error instanceof Invalid invalid && !invalid.path().isEmpty() ? invalid.path() : null;
    return new Problem(status, error.code().word(), error.getMessage(), path);
  }

  /// The problem of a request that HTTP itself refuses.
  public static Problem of(HttpStatus status, String detail) {
    return new Problem(status.getCode(), word(status), detail, null);
  }

  /// What is said when the fault is ours: nothing of its inside.
  public static Problem internal() {
    return of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "something went wrong in the server; its standard error says what");
  }

  /// The name of the status.
  public String title() {
    return HttpStatus.forStatus(status).getMessage();
  }

  /// The JSON text of the problem.
  public String toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("type", "urn:seshat:problem:" + code);
    json.put("title", title());
    json.put("status", status);
    json.put("detail", detail);
    json.put("code", code);
    if (path != null) {
      json.put("path", path);
    }
    return Json.write(json);
  }

  private static String word(HttpStatus status) {
    return status.name().toLowerCase(java.util.Locale.ROOT);
  }
}
