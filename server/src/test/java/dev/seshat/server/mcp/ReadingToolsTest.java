package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Tokens;
import dev.seshat.budget.NewBudget;
import dev.seshat.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the tools that only read find, within what bounds.
class ReadingToolsTest extends ToolTest {
  @Test
  void sessionsAreListedInPages() {
    for (int i = 0; i < 5; i++) {
      start();
    }
    Map<String, @Nullable Object> first = done("session_list", Map.of("limit", 3));
    assertThat((List<?>) first.get("sessions")).hasSize(3);
    String cursor = String.valueOf(first.get("next"));
    Map<String, @Nullable Object> second = done("session_list", Map.of("cursor", cursor));
    assertThat((List<?>) second.get("sessions")).hasSize(2);
    assertThat(second).doesNotContainKey("next");
    assertThat((List<?>) done("session_list", Map.of("status", "paused")).get("sessions"))
        .isEmpty();
    assertThat((List<?>) done("session_list", Map.of("status", "active")).get("sessions"))
        .hasSize(5);
  }

  @Test
  void usageIsSummed() {
    String id = start();
    List<Map<String, Object>> requests = new ArrayList<>();
    for (int day = 1; day <= 3; day++) {
      requests.add(
          Map.of(
              "host",
              "Anthropic",
              "model",
              "claude-sonnet-4-5-20250929",
              "input_tokens",
              1_000 * day,
              "output_tokens",
              100,
              "created_at",
              "2026-01-0" + day + "T12:00:00Z"));
    }
    done("session_log", Map.of("session", id, "usage", requests));
    Map<String, @Nullable Object> days = done("usage", Map.of("limit", 2));
    assertThat(days).containsEntry("truncated", true).containsEntry("by", "day");
    assertThat(Json.write(days.get("rows"))).contains("2026-01-03").doesNotContain("2026-01-01");
    assertThat(Json.write(days.get("totals"))).contains("\"requests\":3");
    Map<String, @Nullable Object> models =
        done("usage", Map.of("by", "model", "session", id, "to", "2026-01-02"));
    assertThat(Json.write(models.get("rows"))).contains("claude-sonnet").contains("\"requests\":2");
    assertThat(days).doesNotContainKey("budgets");
    seshat.budgets().set(NewBudget.monthly(BigDecimal.TEN));
    assertThat(done("usage", Map.of()).get("budgets")).asString().contains("all usage");
    refused("usage", "invalid", Map.of("zone", "Mars/Olympus"));
    refused("usage", "not_found", Map.of("session", "ffffffff"));
  }

  @Test
  void changesAreFollowedBackwards() {
    String id = start();
    done("session_update", Map.of("session", id, "name", "Named"));
    Map<String, @Nullable Object> newest = done("audit", Map.of("session", id, "limit", 1));
    assertThat(Json.write(newest.get("entries"))).contains(ACTOR).contains("session.");
    Map<String, Object> next = new HashMap<>(Map.of("session", id));
    next.put("cursor", Objects.requireNonNull(newest.get("next")));
    assertThat(Json.write(done("audit", next).get("entries"))).contains("\"seq\":1");
    assertThat((List<?>) done("audit", Map.of("actor", "nobody")).get("entries")).isEmpty();
  }

  @Test
  void recallAndBriefStayWithinTheirBudget() {
    String id = start();
    List<Map<String, Object>> said = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      said.add(
          Map.of(
              "text",
              "The lantern number "
                  + i
                  + " hangs in the long hall and burns with a steady flame. ".repeat(5)));
    }
    done("session_log", Map.of("session", id, "interactions", said));

    Toolbox.Outcome recalled =
        toolbox.call("recall", AGENT, Map.of("query", "lantern flame", "tokens", 8_000));
    assertThat(Tokens.count(recalled.text())).isBetween(1_000, 8_000);
    assertThat(Tokens.count(Json.write(recalled.structured())) + Tokens.count(recalled.text()))
        .isLessThan(25_000);
    assertThat((List<?>) done("recall", Map.of("query", "lantern", "limit", 3)).get("turns"))
        .hasSize(3);
    Toolbox.Outcome brief =
        toolbox.call("session_brief", AGENT, Map.of("session", id, "tokens", 500));
    assertThat(Tokens.count(brief.text())).isBetween(50, 500);
    assertThat(toolbox.call("recall", AGENT, Map.of("query", "zeppelin")).text())
        .contains("Nothing found");
  }

  @Test
  void aQuerysAnswerIsBounded() {
    String id = start();
    done(
        "session_log",
        Map.of(
            "session",
            id,
            "interactions",
            List.of(Map.of("text", "x".repeat(100_000)), Map.of("text", "y"))));
    Map<String, @Nullable Object> one =
        done("query", Map.of("sql", "SELECT agent_text FROM v_interactions"));
    assertThat(Json.write(one).length()).isLessThan(10_000);
    Map<String, @Nullable Object> many =
        done(
            "query",
            Map.of(
                "sql",
                "SELECT a.agent_text FROM v_interactions a, v_audit b, v_audit c, v_audit d, v_audit e, v_audit f",
                "limit",
                500));
    assertThat(many).containsEntry("truncated", true);
    assertThat(Json.write(many).length()).isLessThan(40_000);
  }
}
