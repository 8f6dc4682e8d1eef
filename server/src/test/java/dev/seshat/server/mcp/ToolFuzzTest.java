package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.json.Json;
import dev.seshat.server.fuzz.Draw;
import dev.seshat.server.fuzz.Furniture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every tool, drawn from the schema of its arguments: what fits, what does not, and noise.
///
/// Nothing fails inside, what is refused has written nothing, every answer has the form that the tool states, and each tool
/// does its work for some arguments that fit. A tool that is added is drawn without being named here.
class ToolFuzzTest extends ToolTest {
  private static final int FITTING = 60;
  private static final int SPOILT = 40;
  private static final int PATIENCE = 600;

  private final long seed = Long.getLong("seshat.seed", 20260131L);
  private final Random random = new Random(seed);

  @Test
  void everyToolTakesWhatFitsAndRefusesWhatDoesNot() {
    Furniture furniture = new Furniture(seshat, folder, random);
    StringBuilder table = new StringBuilder("MCP fuzz, seed " + seed + ": calls, done, refused\n");
    Map<String, Integer> successes = new TreeMap<>();
    for (Tool tool : toolbox.tools()) {
      int calls = 0;
      int done = 0;
      while (calls < FITTING + SPOILT || (done == 0 && calls < PATIENCE)) {
        boolean spoil = calls >= FITTING && calls < FITTING + SPOILT;
        if (call(tool, new Draw(random, furniture.known()), spoil)) {
          done++;
          if (tool.changes()) {
            furniture.changed();
          }
        }
        calls++;
      }
      successes.put(tool.name(), done);
      table.append("  %-24s %4d %4d %4d%n".formatted(tool.name(), calls, done, calls - done));
    }
    System.out.print(table);
    assertThat(successes).as(table.toString()).isNotEmpty().doesNotContainValue(0);
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  private boolean call(Tool tool, Draw draw, boolean spoil) {
    Map<String, @Nullable Object> arguments = arguments(tool, draw, spoil);
    long before = seshat.audit().newest();
    Map<String, Object> rows = Furniture.rows(seshat);
    Toolbox.Outcome outcome = toolbox.call(tool.name(), AGENT, arguments);
    String what = "seed %d: %s %s".formatted(seed, tool.name(), cut(Json.write(arguments)));
    if (outcome.error() == null) {
      tool.output().checkExactly("answer", Json.parse("answer", Json.write(outcome.structured())));
    } else {
      assertThat(outcome.error()).as(what + " → " + outcome.text()).isNotEqualTo("internal");
      assertThat(outcome.text()).as(what).doesNotContain("Exception").hasSizeLessThan(1_000);
    }
    if (outcome.error() != null || !tool.changes()) {
      assertThat(seshat.audit().newest()).as(what + " wrote").isEqualTo(before);
      assertThat(Furniture.rows(seshat)).as(what + " wrote").isEqualTo(rows);
    }
    return outcome.error() == null;
  }

  private static Map<String, @Nullable Object> arguments(Tool tool, Draw draw, boolean spoil) {
    Object drawn =
        spoil ? draw.invalid(tool.input().toJson()) : draw.valid("", tool.input().toJson());
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    if (drawn instanceof Map<?, ?> map) {
      map.forEach((name, value) -> arguments.put(String.valueOf(name), value));
    } else {
      arguments.put("nope", drawn);
    }
    return arguments;
  }

  private static String cut(String text) {
    return text.length() > 400 ? text.substring(0, 400) : text;
  }
}
