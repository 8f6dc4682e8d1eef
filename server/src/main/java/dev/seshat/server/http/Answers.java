package dev.seshat.server.http;

import dev.seshat.Page;
import dev.seshat.json.Json;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
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

  /// Answers with one page of a list: its items under `name`, and the cursor of the next page, null at the end.
  public static <T> void page(
      Context ctx, String name, Page<T> page, Function<T, ? extends @Nullable Object> show) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put(name, page.items().stream().map(show).toList());
    json.put("next", page.next());
    json(ctx, json);
  }

  /// Answers with a problem.
  public static void problem(Context ctx, Problem problem) {
    ctx.status(problem.status()).contentType(Problem.MEDIA_TYPE).result(problem.toJson());
  }
}
