package dev.seshat.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.json.Json;
import dev.seshat.session.Interaction;
import dev.seshat.session.InteractionType;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionFilter;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Conversations as programs tell them, call by call.
class TelemetryTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @EveryStore
  void threeCallsWithAToolAreOneConversation(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    Taken taken = seshat.telemetry().take(conversation());
    assertThat(taken.rejected()).isZero();
    assertThat(taken.ignored()).isEqualTo(1);
    Session session = only(seshat);
    assertThat(session.get(SessionField.TOOL_NAME)).isEqualTo("weather-bot");
    assertThat(session.get(SessionField.EXTERNAL_SESSION_ID)).isEqualTo("conversation:conv-1");
    assertThat(session.get(SessionField.PROJECT)).isEqualTo("weather-bot");
    assertThat(session.intention()).isEqualTo("Rain in Paris?");
    assertThat(said(seshat, session))
        .containsExactly(
            "system: Be brief.",
            "user: Rain in Paris?",
            "assistant: get_weather {\"location\":\"Paris\"}",
            "tool: rainy, 57°F",
            "assistant: Yes, rain.",
            "user: yes",
            "assistant: Anything else?",
            "user: yes",
            "assistant: Say it.");
    // 300 + 500 + 700 in, of which 100 + 400 were read from a cache and 50 written to it
    assertThat(session.totalTokens()).isEqualTo(300 + 500 + 700 + 30);
    assertThat(
            seshat
                .query()
                .run(
                    "SELECT host, model, SUM(input_tokens), SUM(cache_read_tokens), SUM(cache_write_5m_tokens), SUM(output_tokens)"
                        + " FROM v_usage GROUP BY host, model",
                    10,
                    Duration.ofSeconds(5))
                .rows()
                .toString())
        .isEqualTo("[[OpenAI, gpt-4o-2024, 950, 500, 50, 30]]");
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void theOrderAndThePartsMakeNoDifference(TestStore store) throws Exception {
    List<Span> spans = conversation();
    List<String> expected;
    try (TestStore straight = TestStore.sqlite()) {
      Seshat seshat = straight.seshat(new TestClock());
      seshat.telemetry().take(spans);
      expected = said(seshat, only(seshat));
    }
    Seshat seshat = store.seshat(new TestClock());
    List<Span> shuffled = new ArrayList<>(spans);
    Collections.shuffle(shuffled, new Random(5));
    for (Span span : shuffled) {
      seshat.telemetry().take(List.of(span));
    }
    long changes = seshat.audit().newest();
    Session session = only(seshat);
    assertThat(said(seshat, session)).containsExactlyInAnyOrderElementsOf(expected);
    Taken again = seshat.telemetry().take(spans);
    assertThat(again.interactions()).isZero();
    assertThat(again.requests()).isZero();
    assertThat(seshat.audit().newest()).isEqualTo(changes);
    assertThat(only(seshat).totalTokens()).isEqualTo(session.totalTokens());
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void olderConventionsAreRead(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    Map<String, Object> indexed =
        Map.of(
            "gen_ai.system", "anthropic",
            "llm.request.type", "chat",
            "gen_ai.request.model", "claude-sonnet-4-5",
            "gen_ai.prompt.0.role", "user",
            "gen_ai.prompt.0.content", "Old question",
            "gen_ai.completion.0.role", "assistant",
            "gen_ai.completion.0.content", "Old answer",
            "gen_ai.usage.prompt_tokens", 10L,
            "gen_ai.usage.completion_tokens", 3L);
    Span events =
        new Span(
            TRACE,
            "00000000000000b2",
            "chat",
            NOON.plusSeconds(60),
            NOON.plusSeconds(61),
            Map.of("gen_ai.operation.name", "chat", "gen_ai.system", "openai"),
            Map.of(),
            List.of(
                new Span.Event("gen_ai.user.message", Map.of("content", "Asked by event")),
                new Span.Event(
                    "gen_ai.choice",
                    Map.of("message", "{\"role\":\"assistant\",\"content\":\"Told by event\"}"))),
            null);
    seshat.telemetry().take(List.of(span("00000000000000b1", 0, indexed, null), events));
    assertThat(seshat.sessions().list(SessionFilter.all()).items()).hasSize(2);
    List<String> all =
        seshat.sessions().list(SessionFilter.all()).items().stream()
            .flatMap(session -> said(seshat, session).stream())
            .toList();
    assertThat(all)
        .containsExactlyInAnyOrder(
            "user: Old question",
            "assistant: Old answer",
            "user: Asked by event",
            "assistant: Told by event");
  }

  @EveryStore
  void errorsAreToldAndSecretsAreNot(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    Map<String, Object> attributes =
        call("conv-9", List.of(text("user", "my key is sk-ant-" + "abcdefgh".repeat(4))), null);
    attributes.put("error.type", "rate_limit");
    seshat.telemetry().take(List.of(span("00000000000000c1", 0, attributes, "too many")));
    Session session = only(seshat);
    List<Interaction> turns = seshat.interactions().last(session.id().toString(), 10);
    assertThat(turns.getFirst().text()).contains("[masked:").doesNotContain("abcdefgh");
    assertThat(turns.getLast().type()).isEqualTo(InteractionType.EVENT);
    assertThat(turns.getLast().text()).isEqualTo("rate_limit: too many");
    assertThat(session.intention()).doesNotContain("abcdefgh");
  }

  @EveryStore
  void whatCannotBeUsedIsRejectedAndTheRestIsTaken(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    Map<String, Object> good = call("conv-2", List.of(text("user", "good")), null);
    Map<String, Object> odd = call("conv-2", List.of(text("user", "odd")), null);
    odd.put("gen_ai.usage.input_tokens", -5L);
    Map<String, Object> broken = new LinkedHashMap<>(call("conv-2", List.of(), null));
    broken.put("gen_ai.input.messages", "[{\"role\":1,\"parts\":{\"a\":[[[]]]}},7,null,\"x\"]");
    Span early =
        new Span(
            TRACE,
            "00000000000000d9",
            "chat",
            Instant.EPOCH,
            Instant.EPOCH,
            good,
            Map.of(),
            List.of(),
            null);
    Taken taken =
        seshat
            .telemetry()
            .take(
                List.of(
                    span("00000000000000d1", 0, good, null),
                    span("00000000000000d2", 1, odd, null),
                    span("00000000000000d3", 2, broken, null),
                    early));
    assertThat(taken.rejected()).isEqualTo(2);
    assertThat(taken.reason()).isNotNull();
    assertThat(said(seshat, only(seshat))).contains("user: good");
  }

  private static List<Span> conversation() {
    Map<String, Object> system = text("system", "Be brief.");
    Map<String, Object> question = text("user", "Rain in Paris?");
    Map<String, Object> toolCall =
        message(
            "assistant",
            Map.of(
                "type", "tool_call",
                "id", "call_1",
                "name", "get_weather",
                "arguments", Map.of("location", "Paris")));
    Map<String, Object> result =
        message(
            "tool", Map.of("type", "tool_call_response", "id", "call_1", "result", "rainy, 57°F"));
    Map<String, Object> rain = text("assistant", "Yes, rain.");
    Map<String, Object> yes = text("user", "yes");
    Map<String, Object> more = text("assistant", "Anything else?");
    Map<String, Object> first = call("conv-1", List.of(system, question), toolCall);
    tokens(first, 300, 0, 50);
    Map<String, Object> second = call("conv-1", List.of(system, question, toolCall, result), rain);
    tokens(second, 500, 100, 0);
    Map<String, Object> third =
        call(
            "conv-1",
            List.of(system, question, toolCall, result, rain, yes, more, yes),
            text("assistant", "Say it."));
    tokens(third, 700, 400, 0);
    Map<String, Object> tool = new LinkedHashMap<>();
    tool.put("gen_ai.operation.name", "execute_tool");
    tool.put("gen_ai.conversation.id", "conv-1");
    tool.put("gen_ai.tool.name", "get_weather");
    tool.put("gen_ai.tool.call.id", "call_1");
    tool.put("gen_ai.tool.call.arguments", "{\"location\":\"Paris\"}");
    tool.put("gen_ai.tool.call.result", "rainy, 57°F");
    return List.of(
        span("00000000000000a1", 0, first, null),
        span("00000000000000a2", 5, tool, null),
        span("00000000000000a3", 10, second, null),
        span("00000000000000a4", 20, third, null),
        span("00000000000000a5", 21, Map.of("http.method", "GET"), null));
  }

  private static Map<String, Object> call(
      String conversation, List<Map<String, Object>> in, @Nullable Map<String, Object> out) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("gen_ai.operation.name", "chat");
    attributes.put("gen_ai.provider.name", "openai");
    attributes.put("gen_ai.request.model", "gpt-4o");
    attributes.put("gen_ai.response.model", "gpt-4o-2024");
    attributes.put("gen_ai.conversation.id", conversation);
    attributes.put("gen_ai.input.messages", Json.write(in));
    if (out != null) {
      attributes.put("gen_ai.output.messages", Json.write(List.of(out)));
    }
    return attributes;
  }

  private static void tokens(Map<String, Object> attributes, long in, long read, long written) {
    attributes.put("gen_ai.usage.input_tokens", in);
    attributes.put("gen_ai.usage.output_tokens", 10L);
    attributes.put("gen_ai.usage.cache_read.input_tokens", read);
    attributes.put("gen_ai.usage.cache_creation.input_tokens", written);
  }

  private static Map<String, Object> text(String role, String text) {
    return message(role, Map.of("type", "text", "content", text));
  }

  private static Map<String, Object> message(String role, Map<String, Object> part) {
    return Map.of("role", role, "parts", List.of(part));
  }

  private static Span span(
      String id, int second, Map<String, Object> attributes, @Nullable String error) {
    return new Span(
        TRACE,
        id,
        "chat",
        NOON.plusSeconds(second),
        NOON.plusSeconds(second + 1L),
        attributes,
        Map.of("service.name", "weather-bot"),
        List.of(),
        error);
  }

  private static Session only(Seshat seshat) {
    return seshat.sessions().list(SessionFilter.all()).items().getFirst();
  }

  private static List<String> said(Seshat seshat, Session session) {
    return seshat.interactions().last(session.id().toString(), 100).stream()
        .map(turn -> turn.author() + ": " + turn.text())
        .toList();
  }
}
