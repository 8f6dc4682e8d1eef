package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.json.Json;
import dev.seshat.server.Server;
import dev.seshat.server.api.OpenApi;
import dev.seshat.server.api.Operation;
import dev.seshat.server.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `docs/rest-reference.md` is what the operations declare; `-Dseshat.docs.write=true` writes it anew.
class RestReferenceTest {
  private static final Path PAGE = Path.of("../docs/rest-reference.md");

  @Test
  void thePageIsWhatTheOperationsDeclare() throws IOException {
    String text = page(Server.operations());
    if (Boolean.getBoolean("seshat.docs.write")) {
      Files.writeString(PAGE, text);
    }
    assertThat(Files.readString(PAGE))
        .as("run this test with -Dseshat.docs.write=true")
        .isEqualTo(text);
  }

  @Test
  void everyReferenceInTheDocumentLeadsSomewhere() {
    Map<String, Object> document = OpenApi.document(Server.operations(), "1");
    Map<?, ?> components = (Map<?, ?>) Objects.requireNonNull(document.get("components"));
    Set<String> known = new HashSet<>();
    components.forEach((kind, things) ->
        ((Map<?, ?>) things)
            .keySet()
            .forEach(name -> known.add("#/components/" + kind + "/" + name)));
    Set<String> named = new HashSet<>();
    java.util.regex.Pattern.compile("\"\\$ref\":\"([^\"]+)\"")
        .matcher(Json.write(document))
        .results()
        .forEach(found -> named.add(found.group(1)));
    assertThat(named).isNotEmpty().isSubsetOf(known);
    assertThat(Server.operations().stream().map(Operation::id)).doesNotHaveDuplicates();
  }

  private static String page(List<Operation> operations) {
    Map<String, List<Operation>> groups =
        operations.stream()
            .collect(Collectors.groupingBy(Operation::tag, TreeMap::new, Collectors.toList()));
    StringBuilder text =
        new StringBuilder(
            """
            # REST reference

            Made from the operations themselves; the server shows the same at `/api` and as OpenAPI 3.1 at
            `/api/v1/openapi.json`. What all of them share stands in [REST](rest.md). A parameter or field with `*` must be
            there.
            """);
    groups.forEach((name, group) -> {
      text.append("\n## ").append(name).append('\n');
      group.forEach(operation -> text.append(section(operation)));
    });
    return text.toString();
  }

  private static String section(Operation operation) {
    StringBuilder text = new StringBuilder();
    text.append(
        "\n### `%s %s`\n%s%s%s Role: %s.%s\n"
            .formatted(
                operation.method(),
                operation.address(),
                operation.summary(),
                operation.summary().endsWith(".") ? "" : ".",
                operation.description().isEmpty() ? "" : " " + operation.description(),
                operation.role().word(),
                operation.versioned() && !operation.onlyReads() ? " Honours `If-Match`." : ""));
    if (!operation.query().isEmpty()) {
      text.append("\n| parameter | type | |\n|---|---|---|\n");
      operation
          .query()
          .forEach((name, schema) ->
              text.append(row(name, schema, operation.required().contains(name))));
    }
    Schema body = operation.body();
    if (body != null) {
      text.append(body(body));
    }
    operation
        .answers()
        .forEach((status, answer) ->
            text.append("\n%d: %s%s".formatted(status, answer.description(), shape(answer))));
    return text.append('\n').toString();
  }

  private static String shape(Operation.Answer answer) {
    Schema schema = answer.schema();
    if (schema == null) {
      return answer.type().isEmpty() ? "" : " (`" + answer.type() + "`)";
    }
    List<String> names = single(schema).names();
    return names.isEmpty()
        ? ""
        : " ("
            + names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
            + ")";
  }

  private static String body(Schema body) {
    Schema single = single(body);
    List<?> required = single.keyword("required") instanceof List<?> names ? names : List.of();
    if (single.names().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n| field | type | |\n|---|---|---|\n");
    Map<?, ?> properties = (Map<?, ?>) Objects.requireNonNull(single.keyword("properties"));
    properties.forEach((name, field) -> {
      @SuppressWarnings("unchecked")
      Schema schema = Schema.of((Map<String, Object>) field);
      text.append(row(String.valueOf(name), schema, required.contains(name)));
    });
    return text.toString();
  }

  /// Of several forms, the last one is the single thing.
  @SuppressWarnings("unchecked")
  private static Schema single(Schema schema) {
    return schema.keyword("anyOf") instanceof List<?> forms
        ? Schema.of((Map<String, Object>) forms.getLast())
        : schema;
  }

  private static String row(String name, Schema schema, boolean required) {
    Object otherwise = schema.keyword("default");
    String description = String.valueOf(schema.toJson().getOrDefault("description", ""));
    return "| `%s`%s | %s | %s%s |\n"
        .formatted(
            name,
            required ? "\\*" : "",
            type(schema),
            description.replace("|", "\\|"),
            otherwise == null ? "" : " (default " + otherwise + ")");
  }

  private static String type(Schema schema) {
    if (schema.keyword("enum") instanceof List<?> words) {
      return words.stream()
          .filter(Objects::nonNull)
          .map(word -> "`" + word + "`")
          .collect(Collectors.joining(" "));
    }
    @Nullable Object type = schema.keyword("type");
    String name =
        type instanceof List<?> several
            ? several.stream().map(String::valueOf).collect(Collectors.joining(" or "))
            : type == null ? "any" : type.toString();
    Object max = schema.keyword("maximum");
    return max == null ? name : name + ", " + schema.keyword("minimum") + " to " + max;
  }
}
