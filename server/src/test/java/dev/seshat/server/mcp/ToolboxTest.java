package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Tokens;
import dev.seshat.access.Role;
import dev.seshat.json.Json;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the tools do, and what they refuse.
class ToolboxTest {
  private static final String ACTOR = "mcp:test";
  private static final Agent AGENT = Agent.local().withName(ACTOR).withSets(Set.of("ops"));

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
  private Map<String, @Nullable Object> done(
      String tool, Map<String, ? extends @Nullable Object> arguments) {
    Toolbox.Outcome outcome = toolbox.call(tool, AGENT, arguments);
    assertThat(outcome.error()).as(outcome.text()).isNull();
    assertThat(outcome.text()).isNotBlank();
    Tool described =
        toolbox.tools().stream().filter(each -> each.name().equals(tool)).findFirst().orElseThrow();
    Map<String, @Nullable Object> answer =
        Json.parseObject("answer", Json.write(outcome.structured()));
    described.output().check("answer", answer);
    return answer;
  }

  private String refused(
      String tool, String code, Map<String, ? extends @Nullable Object> arguments) {
    Toolbox.Outcome outcome = toolbox.call(tool, AGENT, arguments);
    assertThat(outcome.error()).as("%s %s: %s", tool, arguments, outcome.text()).isEqualTo(code);
    assertThat(outcome.text())
        .startsWith(code + ": ")
        .doesNotContain("\n")
        .doesNotContain("Exception");
    return outcome.text();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> session(Map<String, @Nullable Object> answer) {
    return (Map<String, Object>) Objects.requireNonNull(answer.get("session"));
  }

  private String start() {
    return String.valueOf(session(done("session_start", Map.of("intention", "Try it"))).get("id"));
  }

  @Test
  void toolsOfOtherSetsAreThereForWhoAsksForThem() {
    Agent plain = Agent.local().withName(ACTOR);
    Toolbox.Outcome outcome = toolbox.call("usage", plain, Map.of());
    assertThat(outcome.error()).isEqualTo("invalid");
    assertThat(outcome.text()).contains("toolset 'ops'").contains("session_start");
    assertThatThrownBy(() -> Toolset.named("ops,nope"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("'nope'; there are default, ops");
    assertThat(Toolset.named(" ops , default ")).containsExactly("ops", "default");
    assertThat(Toolset.named("")).isEmpty();
  }

  @Test
  void aReaderChangesNothing() {
    String id = start();
    Agent reader = new Agent(ACTOR, Role.READER, Set.of());
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
  void startingTwiceWithOneKeyMakesOneSession() {
    Map<String, Object> call =
        Map.of(
            "intention",
            "Only once",
            "idempotency_key",
            "k-1",
            "kind",
            "coding",
            "tags",
            List.of("a"));
    Map<String, @Nullable Object> first = done("session_start", call);
    Map<String, @Nullable Object> second = done("session_start", call);

    assertThat(first).containsEntry("created", true);
    assertThat(second).containsEntry("created", false);
    assertThat(session(second).get("id")).isEqualTo(session(first).get("id"));
    assertThat(seshat.sessions().list(SessionFilter.all()).items()).hasSize(1);
  }

  @Test
  void startTakesTheFocusOnlyWhenAsked() {
    start();
    assertThat(seshat.as(ACTOR).focus().current()).isEmpty();
    String focused =
        String.valueOf(
            session(done("session_start", Map.of("intention", "Look here", "focus", true)))
                .get("id"));
    assertThat(seshat.as(ACTOR).sessions().get("current").id()).hasToString(focused);
  }

  @Test
  void aSessionContinuesAnother() {
    String first = start();
    String second =
        String.valueOf(
            session(
                    done(
                        "session_start",
                        Map.of("intention", "Go on", "previous_session", first.substring(0, 8))))
                .get("id"));
    assertThat(seshat.sessions().chain(second).stream().map(each -> each.id().toString()))
        .containsExactly(first, second);
  }

  @Test
  void everythingIsLoggedInOneCallAndNothingTwice() {
    String id = start();
    Map<String, Object> log = new HashMap<>();
    log.put("session", id);
    log.put("idempotency_key", "batch-1");
    log.put(
        "interactions",
        List.of(
            Map.of("author", "user", "text", "Make it blue"), Map.of("text", "It is blue now")));
    log.put(
        "notes",
        List.of(
            Map.of("note_type", "decision", "note_content", "Blue it is", "is_important", true)));
    log.put(
        "artifacts",
        List.of(
            Map.of(
                "artifact_type",
                "code",
                "artifact_name",
                "theme.css",
                "content",
                "a{color:blue}")));
    log.put(
        "usage",
        List.of(
            Map.of(
                "host",
                "Anthropic",
                "model",
                "claude-sonnet-4-5-20250929",
                "input_tokens",
                1_000,
                "output_tokens",
                100)));

    Map<String, @Nullable Object> first = done("session_log", log);
    Map<String, @Nullable Object> again = done("session_log", log);

    assertThat(first.get("interaction_sequences")).isEqualTo(List.of(1, 2));
    assertThat(first).containsEntry("requests_added", 1);
    assertThat(again.get("interaction_sequences")).isEqualTo(List.of(1, 2));
    assertThat(again.get("note_ids")).isEqualTo(first.get("note_ids"));
    assertThat(again.get("artifact_ids")).isEqualTo(first.get("artifact_ids"));
    assertThat(again).containsEntry("requests_added", 0);
    Session session = seshat.sessions().get(id);
    assertThat(session.interactionCount()).isEqualTo(2);
    assertThat(session.noteCount()).isEqualTo(1);
    assertThat(session.artifactCount()).isEqualTo(1);
    assertThat(session.totalTokens()).isEqualTo(1_100);
    assertThat(seshat.interactions().last(id, 2).getFirst().personText()).isEqualTo("Make it blue");
    assertThat(seshat.interactions().last(id, 1).getFirst().author()).isEqualTo(ACTOR);
  }

  @Test
  void aBadItemIsNamedAndNothingIsLogged() {
    String id = start();
    String said =
        refused(
            "session_log",
            "invalid",
            Map.of(
                "session", id,
                "interactions", List.of(Map.of("text", "fine")),
                "notes", List.of(Map.of("note_content", "fine"), Map.of("note_content", "  "))));
    assertThat(said).contains("notes[1].note_content");
    assertThat(seshat.sessions().get(id).interactionCount()).isZero();
  }

  @Test
  void anEndedSessionTakesNotesOnly() {
    String id = start();
    done(
        "session_update",
        Map.of("session", id, "action", "complete", "outcome", "success", "summary", "Done."));
    refused(
        "session_log",
        "illegal_transition",
        Map.of(
            "session",
            id,
            "notes",
            List.of(Map.of("note_content", "late")),
            "artifacts",
            List.of(Map.of("artifact_type", "code", "content", "x"))));
    assertThat(seshat.sessions().get(id).noteCount()).isZero();
    done("session_log", Map.of("session", id, "notes", List.of(Map.of("note_content", "late"))));
    assertThat(seshat.sessions().get(id).noteCount()).isEqualTo(1);
  }

  @Test
  void aSessionLivesThroughItsStates() {
    String id = start();
    assertThat(session(done("session_update", Map.of("session", id, "action", "pause"))))
        .containsEntry("status", "paused");
    assertThat(session(done("session_update", Map.of("session", id, "action", "resume"))))
        .containsEntry("status", "active");
    assertThat(session(done("session_update", Map.of("session", id, "action", "focus"))))
        .containsEntry("status", "active");
    assertThat(seshat.as(ACTOR).sessions().get("current").id()).hasToString(id);
    assertThat(
            session(
                done(
                    "session_update",
                    Map.of("session", "current", "action", "fail", "success_rating", 2))))
        .containsEntry("status", "failed")
        .containsEntry("outcome", "failure")
        .containsEntry("success_rating", 2);
    assertThat(session(done("session_update", Map.of("session", id, "action", "archive"))))
        .containsEntry("status", "archived");
  }

  @Test
  void aRefusedStepLeavesTheFieldsThatCameWithIt() {
    String id = start();
    done("session_update", Map.of("session", id, "action", "complete"));
    String said =
        refused(
            "session_update",
            "illegal_transition",
            Map.of("session", id, "action", "pause", "name", "Changed"));
    assertThat(said).contains("completed").contains("paused");
    assertThat(seshat.sessions().get(id).name()).isNull();
    refused("session_update", "illegal_transition", Map.of("session", id, "action", "complete"));
    done("session_update", Map.of("session", id, "action", "complete", "idempotency_key", "again"));
    assertThat(seshat.sessions().get(id).status()).isEqualTo(SessionStatus.COMPLETED);
  }

  @Test
  void fieldsChangeAndClear() {
    String id = start();
    Map<String, @Nullable Object> change = new HashMap<>();
    change.put("session", id);
    change.put("name", "Named");
    change.put("context", Map.of("step", 3));
    done("session_update", change);
    assertThat(seshat.sessions().get(id).name()).isEqualTo("Named");
    assertThat(seshat.sessions().get(id).context()).isEqualTo(Map.of("step", 3));
    change.put("name", null);
    change.remove("context");
    done("session_update", change);
    assertThat(seshat.sessions().get(id).name()).isNull();
    refused(
        "session_update", "conflict", Map.of("session", id, "name", "Late", "expected_version", 1));
  }

  @Test
  void indicatorsAreJudged() {
    String id =
        String.valueOf(
            session(
                    done(
                        "session_start",
                        Map.of("intention", "Judge me", "success_indicators", List.of("it works"))))
                .get("id"));
    Map<String, Object> judgment =
        Map.of(
            "indicator",
            "it works",
            "indicator_kind",
            "success",
            "met",
            true,
            "evidence",
            "the tests");
    assertThat(
            Json.write(
                done("session_update", Map.of("session", id, "judge", List.of(judgment)))
                    .get("progress")))
        .contains("\"met\"")
        .contains("agent:test");
    Map<String, Object> unknown =
        Map.of("indicator", "no such", "indicator_kind", "success", "met", true);
    assertThat(
            toolbox
                .call("session_update", AGENT, Map.of("session", id, "judge", List.of(unknown)))
                .error())
        .isNotNull();
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

  @Test
  void badArgumentsOfEveryToolAreRefusedAndNothingIsWritten() {
    String id = start();
    long before = seshat.audit().newest();
    for (Tool tool : toolbox.tools()) {
      Map<String, Object> good = new LinkedHashMap<>();
      for (String name : tool.input().names()) {
        if (required(tool).contains(name)) {
          good.put(name, name.equals("session") ? id : "x");
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

  private void refused(
      String tool, String code, Map<String, ? extends @Nullable Object> arguments, String orElse) {
    Toolbox.Outcome outcome = toolbox.call(tool, AGENT, arguments);
    assertThat(outcome.error()).as("%s %s: %s", tool, arguments, outcome.text()).isIn(code, orElse);
  }

  private static Map<String, @Nullable Object> with(
      Map<String, ? extends @Nullable Object> map, String name, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(map);
    copy.put(name, value);
    return copy;
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
                  List.of(7),
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
