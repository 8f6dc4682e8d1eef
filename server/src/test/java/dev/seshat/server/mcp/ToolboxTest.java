package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What holds for every tool.
class ToolboxTest extends ToolTest {
  @Test
  void toolsOfOtherSetsAreThereForWhoAsksForThem() {
    Agent plain = Agent.local().withName(ACTOR);
    Toolbox.Outcome outcome = toolbox.call("usage", plain, Map.of());
    assertThat(outcome.error()).isEqualTo("invalid");
    assertThat(outcome.text()).contains("toolset 'ops'").contains("session_start");
    assertThatThrownBy(() -> Toolset.named("ops,nope"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("'nope'; there are default, prompting, interview, ops");
    assertThat(Toolset.named(" ops , default ")).containsExactly("ops", "default");
    assertThat(Toolset.named("")).isEmpty();
  }

  @Test
  void aReaderChangesNothing() {
    String id = start();
    Agent reader = new Agent(ACTOR, null, Role.READER, Set.of("ops", "prompting", "interview"));
    assertThat(toolbox.call("session_brief", reader, Map.of("session", id)).error()).isNull();
    long before = seshat.audit().newest();
    for (Tool tool : toolbox.tools()) {
      if (tool.changes()) {
        assertThat(toolbox.call(tool.name(), reader, Map.of()).error()).isEqualTo("forbidden");
      }
    }
    assertThat(seshat.audit().newest()).isEqualTo(before);
  }

  @Test
  void badArgumentsOfEveryToolAreRefusedAndNothingIsWritten() {
    String id = start();
    long before = seshat.audit().newest();
    for (Tool tool : toolbox.tools()) {
      Map<String, Object> good = new LinkedHashMap<>();
      for (String name : tool.input().names()) {
        if (required(tool).contains(name)) {
          good.put(name, name.equals("session") ? id : word(tool, name));
        }
      }
      refused(tool.name(), "invalid", with(good, "no_such_argument", 1));
      for (String name : required(tool)) {
        Map<String, Object> less = new LinkedHashMap<>(good);
        less.remove(name);
        assertThat(refused(tool.name(), "invalid", less)).contains(name + ": is missing");
        refused(tool.name(), "invalid", with(good, name, null));
        refused(tool.name(), "invalid", with(good, name, ""), "not_found");
      }
      for (String name : tool.input().names()) {
        for (Object wrong : wrong(tool, name)) {
          assertThat(refused(tool.name(), "invalid", with(good, name, wrong))).contains(name);
        }
      }
      if (good.containsKey("session")) {
        refused(
            tool.name(),
            "not_found",
            with(with(good, "session", "00000000-0000-0000-0000-000000000000"), "name", "x"),
            "invalid");
      }
    }
    assertThat(seshat.audit().newest()).isEqualTo(before);
  }

  /// What an argument may have: a text, the first that it names, if it names any; an empty list.
  private static Object word(Tool tool, String name) {
    Map<?, ?> properties =
        (Map<?, ?>) Objects.requireNonNull(tool.input().toJson().get("properties"));
    Map<?, ?> schema = (Map<?, ?>) Objects.requireNonNull(properties.get(name));
    if ("array".equals(schema.get("type"))) {
      return List.of();
    }
    return schema.get("enum") instanceof List<?> words ? words.getFirst() : "x";
  }

  private void refused(
      String tool, String code, Map<String, ? extends @Nullable Object> arguments, String orElse) {
    Toolbox.Outcome outcome = toolbox.call(tool, AGENT, arguments);
    assertThat(outcome.error()).as("%s %s: %s", tool, arguments, outcome.text()).isIn(code, orElse);
  }

  @SuppressWarnings("unchecked")
  private static List<String> required(Tool tool) {
    return (List<String>) tool.input().toJson().getOrDefault("required", List.of());
  }

  /// Values that an argument must not have, by what its schema says of it.
  private static List<Object> wrong(Tool tool, String name) {
    Map<?, ?> properties =
        (Map<?, ?>) Objects.requireNonNull(tool.input().toJson().get("properties"));
    Map<?, ?> schema = (Map<?, ?>) Objects.requireNonNull(properties.get(name));
    List<Object> wrong = new ArrayList<>();
    switch (String.valueOf(schema.get("type"))) {
      case "string" -> {
        wrong.addAll(List.of(7, List.of(), Map.of(), true, "a\0b", "\ud800"));
        if (schema.get("maxLength") instanceof Integer max && max <= 100_000) {
          wrong.add("x".repeat(max + 1));
        }
      }
      case "integer" -> {
        wrong.addAll(List.of("7", 1.5, List.of(), number(schema, "minimum") - 1));
        if (schema.get("maximum") instanceof Number max) {
          wrong.add(max.longValue() + 1);
        }
      }
      case "boolean" -> wrong.addAll(List.of("true", 1));
      case "array" ->
          wrong.addAll(
              List.of(
                  "x",
                  Map.of(),
                  List.of(true),
                  java.util.Collections.nCopies((int) number(schema, "maxItems") + 1, "x")));
      case "object" -> wrong.addAll(List.of("x", List.of(), 7));
      default -> throw new IllegalStateException(name);
    }
    return wrong;
  }

  private static long number(Map<?, ?> schema, String name) {
    return ((Number) Objects.requireNonNull(schema.get(name))).longValue();
  }
}
