package dev.seshat.server.web;

import dev.seshat.json.Json;
import dev.seshat.server.api.OpenApi;
import dev.seshat.server.api.Operation;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Params;
import dev.seshat.server.schema.Schema;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The REST interface told to people, and as an OpenAPI document to programs.
public final class ApiPage implements Pages {
  private static final String ICON = "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14";

  private final List<Operation> operations;
  private final Renderer renderer;
  private final String version;
  private @Nullable String document;

  /// @param version of the program
  public ApiPage(List<Operation> operations, Renderer renderer, String version) {
    this.operations = operations;
    this.version = version;
    this.renderer = renderer;
  }

  /// What the page shows: the operations by their groups.
  public record View(Map<String, List<Entry>> groups) {}

  /// One operation.
  ///
  /// @param body the names of the body's fields with their types, those that must be there with `*`
  public record Entry(Operation operation, List<Value> parameters, List<Value> body) {
    /// Where a link to it leads.
    public String anchor() {
      return operation.id();
    }

    /// The problems that it may answer with, as words.
    public String problems() {
      return OpenApi.problems(operation).stream()
          .map(String::valueOf)
          .collect(Collectors.joining(", "));
    }
  }

  /// A parameter or a field.
  public record Value(String name, String in, String type, boolean required, String description) {}

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.RECORD, "API", "/api", 'i', ICON)
        .page("/api", this::show)
        .part("/api/v1/openapi.json", this::document);
  }

  private synchronized void document(Context ctx) {
    Params.of(ctx);
    if (document == null) {
      document = Json.write(OpenApi.document(operations, version));
    }
    Answers.jsonText(ctx, document);
  }

  private void show(Context ctx) {
    Params.of(ctx);
    Map<String, List<Entry>> groups = new LinkedHashMap<>();
    for (Operation operation : operations) {
      groups
          .computeIfAbsent(operation.tag(), tag -> new ArrayList<>())
          .add(new Entry(operation, parameters(operation), body(operation)));
    }
    renderer.page(ctx, "api", "REST interface", "api", new View(groups));
  }

  private static List<Value> parameters(Operation operation) {
    List<Value> values = new ArrayList<>();
    operation.path().forEach((name, schema) -> values.add(value(name, "path", schema, true)));
    operation
        .query()
        .forEach((name, schema) ->
            values.add(value(name, "query", schema, operation.required().contains(name))));
    operation.headers().forEach((name, schema) -> values.add(value(name, "header", schema, false)));
    return values;
  }

  private static List<Value> body(Operation operation) {
    Schema body = operation.body();
    if (body == null) {
      return List.of();
    }
    // of several forms, the last one is the single thing
    Map<?, ?> json =
        body.keyword("anyOf") instanceof List<?> forms
            ? (Map<?, ?>) forms.getLast()
            : body.toJson();
    List<?> required = json.get("required") instanceof List<?> names ? names : List.of();
    List<Value> values = new ArrayList<>();
    if (json.get("properties") instanceof Map<?, ?> fields) {
      fields.forEach((name, field) -> {
        @SuppressWarnings("unchecked")
        Schema schema = Schema.of((Map<String, Object>) field);
        values.add(value(String.valueOf(name), "body", schema, required.contains(name)));
      });
    }
    return values;
  }

  private static Value value(String name, String in, Schema schema, boolean required) {
    String description = String.valueOf(schema.toJson().getOrDefault("description", ""));
    Object otherwise = schema.keyword("default");
    return new Value(
        name,
        in,
        type(schema),
        required,
        otherwise == null ? description : (description + " (default " + otherwise + ")").strip());
  }

  private static String type(Schema schema) {
    if (schema.keyword("enum") instanceof List<?> words) {
      return words.stream()
          .map(word -> word == null ? "null" : String.valueOf(word))
          .collect(Collectors.joining(" | "));
    }
    Object type = schema.keyword("type");
    String name =
        type instanceof List<?> several
            ? several.stream().map(String::valueOf).collect(Collectors.joining(" | "))
            : type == null ? "any" : type.toString();
    String format = schema.keyword("format") instanceof String text ? ", " + text : "";
    String range =
        schema.keyword("maximum") == null
            ? ""
            : ", " + schema.keyword("minimum") + " to " + schema.keyword("maximum");
    return name + format + range;
  }
}
