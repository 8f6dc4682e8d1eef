package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.json.Json;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.json.schema.jackson3.DefaultJsonSchemaValidator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A toolbox on a fresh store, and how its tests call it.
abstract class ToolTest {
  static final String ACTOR = "mcp:test";
  static final Agent AGENT =
      Agent.local().withName(ACTOR).withSets(Set.of("ops", "prompting", "interview"));

  /// Another's opinion of whether an answer fits its schema.
  private static final JsonSchemaValidator INDEPENDENT = new DefaultJsonSchemaValidator();

  @TempDir Path folder;
  Seshat seshat;
  Toolbox toolbox;

  @BeforeEach
  void open() {
    seshat = Seshat.open(folder.resolve("test.db"));
    toolbox = new Toolbox(() -> seshat);
  }

  @AfterEach
  void close() {
    seshat.close();
  }

  /// Calls a tool that has to succeed, and holds its answer to the schema that it states.
  Map<String, @Nullable Object> done(
      String tool, Map<String, ? extends @Nullable Object> arguments) {
    Toolbox.Outcome outcome = toolbox.call(tool, AGENT, arguments);
    assertThat(outcome.error()).as(outcome.text()).isNull();
    assertThat(outcome.text()).isNotBlank();
    Tool described =
        toolbox.tools().stream().filter(each -> each.name().equals(tool)).findFirst().orElseThrow();
    Map<String, @Nullable Object> answer =
        Json.parseObject("answer", Json.write(outcome.structured()));
    described.output().checkExactly("answer", answer);
    JsonSchemaValidator.ValidationResponse valid =
        INDEPENDENT.validate(described.output().toJson(), answer);
    assertThat(valid.valid()).as("%s answered %s: %s", tool, answer, valid.errorMessage()).isTrue();
    return answer;
  }

  String refused(String tool, String code, Map<String, ? extends @Nullable Object> arguments) {
    Toolbox.Outcome outcome = toolbox.call(tool, AGENT, arguments);
    assertThat(outcome.error()).as("%s %s: %s", tool, arguments, outcome.text()).isEqualTo(code);
    assertThat(outcome.text())
        .startsWith(code + ": ")
        .doesNotContain("\n")
        .doesNotContain("Exception");
    return outcome.text();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> session(Map<String, @Nullable Object> answer) {
    return (Map<String, Object>) Objects.requireNonNull(answer.get("session"));
  }

  String start() {
    return String.valueOf(session(done("session_start", Map.of("intention", "Try it"))).get("id"));
  }

  static Map<String, @Nullable Object> with(
      Map<String, ? extends @Nullable Object> map, String name, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(map);
    copy.put(name, value);
    return copy;
  }
}
