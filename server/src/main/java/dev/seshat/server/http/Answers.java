package dev.seshat.server.http;

import dev.seshat.json.Json;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Answers of routes, in the forms that all share.
public final class Answers {
  private Answers() {}

  /// Answers with JSON.
  public static void json(Context ctx, @Nullable Object value) {
    jsonText(ctx, Json.write(value));
  }

  /// Answers with a text that is JSON already.
  public static void jsonText(Context ctx, String json) {
    ctx.contentType("application/json").result(json);
  }

  /// Answers with a problem.
  public static void problem(Context ctx, Problem problem) {
    // as bytes: of this media type the server does not know that it is UTF-8
    ctx.status(problem.status())
        .contentType(Problem.MEDIA_TYPE)
        .result(problem.toJson().getBytes(StandardCharsets.UTF_8));
  }
}
