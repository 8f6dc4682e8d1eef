package dev.seshat.server.api;

import dev.seshat.access.Role;
import dev.seshat.server.http.Problem;
import dev.seshat.server.schema.Schema;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The OpenAPI 3.1 document of the operations that are served.
public final class OpenApi {
  private static final String SCHEMAS = "#/components/schemas/";

  private final Map<String, Object> schemas = new TreeMap<>();
  private final List<Operation> operations;

  private OpenApi(List<Operation> operations) {
    this.operations = operations;
  }

  /// The document.
  public static Map<String, Object> document(List<Operation> operations, String version) {
    return new OpenApi(operations).document(version);
  }

  /// The statuses of problems that an operation may answer with.
  public static SortedSet<Integer> problems(Operation operation) {
    SortedSet<Integer> statuses = new TreeSet<>(List.of(400, 401, 403, 421, 422, 429, 500, 503));
    if (!operation.path().isEmpty()
        || operation.query().containsKey("session")
        || operation.query().containsKey("storyteller")
        || operation.query().containsKey("file")
        || operation.body() != null
        || operation.id().equals("getFocus")) {
      statuses.add(404);
    }
    if (!operation.onlyReads()) {
      statuses.add(409);
    }
    if (operation.versioned() && !operation.onlyReads()) {
      statuses.add(412);
    }
    if (operation.body() != null || operation.file() != null) {
      statuses.addAll(List.of(413, 415));
    }
    if (operation.answers().containsKey(206)) {
      statuses.add(416);
    }
    return statuses;
  }

  private Map<String, Object> document(String version) {
    Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    for (Operation operation : operations) {
      paths
          .computeIfAbsent(operation.address(), address -> new LinkedHashMap<>())
          .put(operation.method().toLowerCase(java.util.Locale.ROOT), shown(operation));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        Map.of(
            "title",
            "Seshat",
            "version",
            version,
            "license",
            Map.of("name", "Apache License 2.0", "identifier", "Apache-2.0"),
            "description",
            "The record of AI agents' sessions. Errors are problem details (RFC 9457) with a stable `code`. Lists are paged:"
                + " `next` of a page is the `cursor` of the one after it."));
    document.put("servers", List.of(Map.of("url", "/")));
    document.put(
        "security", List.of(Map.of(), Map.of("token", List.of()), Map.of("login", List.of())));
    document.put("paths", paths);
    document.put("components", components());
    return document;
  }

  private Map<String, Object> components() {
    schemas.put("Problem", Problem.schema());
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", schemas);
    Map<String, Object> responses = new TreeMap<>();
    for (int status :
        List.of(400, 401, 403, 404, 409, 412, 413, 415, 416, 421, 422, 429, 500, 503)) {
      responses.put("Problem" + status, problem(status));
    }
    components.put("responses", responses);
    components.put(
        "securitySchemes",
        Map.of(
            "token",
            Map.of("type", "http", "scheme", "bearer"),
            "login",
            Map.of("type", "apiKey", "in", "cookie", "name", "seshat_login")));
    return components;
  }

  private static Map<String, Object> problem(int status) {
    return Map.of(
        "description",
        HttpStatus.forStatus(status).getMessage(),
        "content",
        Map.of(Problem.MEDIA_TYPE, Map.of("schema", Map.of("$ref", SCHEMAS + "Problem"))));
  }

  private Map<String, Object> shown(Operation operation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("operationId", operation.id());
    json.put("tags", List.of(operation.tag()));
    json.put("summary", operation.summary());
    json.put("description", description(operation));
    List<Object> parameters = parameters(operation);
    if (!parameters.isEmpty()) {
      json.put("parameters", parameters);
    }
    Schema body = operation.body();
    if (body != null) {
      json.put(
          "requestBody",
          Map.of(
              "required", operation.bodyRequired(), "content", content("application/json", body)));
    }
    String file = operation.file();
    if (file != null) {
      json.put("requestBody", Map.of("required", true, "content", Map.of(file, Map.of())));
    }
    Map<String, Object> responses = new LinkedHashMap<>();
    operation
        .answers()
        .forEach((status, answer) -> responses.put("" + status, shown(operation, answer)));
    if (operation.versioned() && operation.onlyReads()) {
      responses.put("304", Map.of("description", "It is as the asker knows it"));
    }
    problems(operation)
        .forEach(status ->
            responses.put("" + status, Map.of("$ref", "#/components/responses/Problem" + status)));
    json.put("responses", responses);
    return json;
  }

  private static String description(Operation operation) {
    String needs =
        operation.role() == Role.READER ? "" : "Takes the role " + operation.role().word() + ".";
    return (operation.description() + " " + needs).strip();
  }

  private List<Object> parameters(Operation operation) {
    List<Object> all = new ArrayList<>();
    operation.path().forEach((name, schema) -> all.add(parameter(name, "path", true, schema)));
    operation
        .query()
        .forEach((name, schema) ->
            all.add(parameter(name, "query", operation.required().contains(name), schema)));
    operation
        .headers()
        .forEach((name, schema) -> all.add(parameter(name, "header", false, schema)));
    if (!operation.onlyReads() && operation.file() == null) {
      Schema key = Schema.text("Whoever repeats a request with its key gets the first answer", 200);
      all.add(parameter("Idempotency-Key", "header", false, key));
    }
    if (operation.versioned()) {
      Schema tag = Schema.text("The `ETag` of what the asker knows", 40);
      all.add(
          parameter(operation.onlyReads() ? "If-None-Match" : "If-Match", "header", false, tag));
    }
    return all;
  }

  private Map<String, Object> parameter(String name, String in, boolean required, Schema schema) {
    Map<String, Object> bare = new LinkedHashMap<>(schema.toJson());
    Object description = bare.remove("description");
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("in", in);
    json.put("required", required);
    if (description != null) {
      json.put("description", description);
    }
    json.put("schema", referring(bare));
    return json;
  }

  private Map<String, Object> shown(Operation operation, Operation.Answer answer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("description", answer.description());
    if (operation.versioned()) {
      json.put(
          "headers",
          Map.of(
              "ETag",
              Map.of(
                  "description",
                  "The version, for `If-Match`",
                  "schema",
                  Map.of("type", "string"))));
    }
    if (!answer.type().isEmpty()) {
      json.put("content", content(answer.type().split(";", 2)[0], answer.schema()));
    }
    return json;
  }

  private Map<String, Object> content(String type, @Nullable Schema schema) {
    return Map.of(
        type,
        schema == null
            ? Map.of("schema", Map.of("type", "string"))
            : Map.of("schema", java.util.Objects.requireNonNull(referring(schema.toJson()))));
  }

  /// A part of a schema, with what has a name moved to the components.
  private @Nullable Object referring(@Nullable Object part) {
    return switch (part) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), referring(value)));
        if (map.get("title") instanceof String title && map.containsKey("properties")) {
          copy.remove("title");
          schemas.put(title, copy);
          yield Map.of("$ref", SCHEMAS + title);
        }
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(referring(item)));
        yield copy;
      }
      case null, default -> part;
    };
  }
}
