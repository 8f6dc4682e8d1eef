package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Tokens;
import dev.seshat.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client is told of the tools, which an agent pays for with its context.
class DescriptionsTest {
  private static final int MOST_TOOLS = 12;
  private static final int MOST_TOKENS = 5_000;

  static List<Toolset> sets() {
    return Toolset.all();
  }

  static List<Tool> tools() {
    return sets().stream().flatMap(set -> set.tools().stream()).toList();
  }

  /// The tokens that a tool costs, counted by o200k_base.
  static int cost(Tool tool) {
    return Tokens.count(
        Json.write(
            Map.of(
                "name", tool.name(),
                "title", tool.title(),
                "description", tool.description(),
                "inputSchema", tool.input().brief().toJson(),
                "outputSchema", tool.output().brief().toJson())));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void aSetCostsLessThanItMay(Toolset set) {
    int tokens = set.tools().stream().mapToInt(DescriptionsTest::cost).sum();
    System.err.printf(
        "MCP toolset %s: %d tools, %d tokens%n", set.name(), set.tools().size(), tokens);
    assertThat(set.tools()).hasSizeLessThanOrEqualTo(MOST_TOOLS);
    assertThat(tokens).isBetween(100, MOST_TOKENS);
  }

  @Test
  void theDefaultSetIsFirstAndNamesAreUnique() {
    assertThat(sets().getFirst().name()).isEqualTo(Toolset.DEFAULT);
    assertThat(sets()).extracting(Toolset::name).doesNotHaveDuplicates();
    assertThat(tools()).extracting(Tool::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("tools")
  void aToolSaysAllThatAClientNeeds(Tool tool) {
    assertThat(tool.name()).matches("[a-z][a-z_]{2,40}");
    assertThat(tool.title()).isNotBlank();
    assertThat(tool.description()).hasSizeGreaterThan(40).endsWith(".");
    assertThat(tool.input().toJson())
        .containsEntry("type", "object")
        .containsEntry("additionalProperties", false);
    assertThat(tool.output().toJson()).containsEntry("type", "object").containsKey("required");
  }

  @ParameterizedTest
  @MethodSource("tools")
  void aChangeTakesAnIdempotencyKeyAndAReadDoesNot(Tool tool) {
    assertThat(tool.input().names().contains("idempotency_key")).isEqualTo(tool.changes());
  }
}
