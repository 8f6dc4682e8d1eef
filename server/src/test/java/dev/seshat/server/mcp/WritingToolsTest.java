package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.agent.AgentRun;
import dev.seshat.json.Json;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the tools that change something do, and what they refuse.
class WritingToolsTest extends ToolTest {
  @Test
  void anAgentThatLogsIntoAnothersActiveSessionHasARunThere() {
    String session =
        seshat.as("mcp:other").sessions().startUnfocused(NewSession.of("dig")).shortId();
    Map<String, Object> said =
        Map.of("session", session, "notes", List.of(Map.of("note_content", "A shard")));
    done("session_log", said);
    done("session_log", said);
    assertThat(seshat.agentRuns().of(session, 10))
        .extracting(AgentRun::agent)
        .containsExactly(ACTOR, "mcp:other");
    seshat.sessions().pause(session);
    done("session_log", said);
    assertThat(seshat.agentRuns().of(session, 10)).hasSize(2);
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

    assertThat(second).isEqualTo(first);
    assertThat(toolbox.call("session_start", AGENT, call).repeated()).isTrue();
    Agent another = Agent.local().withName("mcp:other");
    assertThat(toolbox.call("session_start", another, call).repeated()).isFalse();
    assertThat(refused("session_start", "invalid", with(call, "kind", "chat")))
        .contains("stands for another request");
    assertThat(seshat.sessions().list(SessionFilter.all()).items()).hasSize(2);
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
  void aCodingTaskGoesOnInTheSameSession() {
    Map<String, Object> task =
        Map.of("intention", "Fix it", "working_directory", "/src/boats", "reuse", true);
    Map<String, Object> first = session(done("session_start", task));
    Map<String, Object> second = session(done("session_start", task));
    assertThat(second.get("id")).isEqualTo(first.get("id"));
    assertThat(refused("session_start", "invalid", Map.of("intention", "Where?", "reuse", true)))
        .contains("working_directory");
  }

  @Test
  void anIterationIsAnsweredWithWhatFollows() {
    String id = start();
    Map<String, Object> scores = new HashMap<>();
    List.of("subject", "lighting", "color", "mood", "composition", "material")
        .forEach(name -> scores.put(name, 0.6));
    Map<String, Object> assessment =
        Map.of("scores", scores, "not_applicable", Map.of("spatial", "flat"));
    Map<String, Object> first =
        Map.of(
            "session",
            id,
            "prompt",
            "a heron, mist",
            "reference",
            Map.of("reference_image_paths", List.of("heron.png")),
            "result_assessment",
            assessment,
            "what_failed",
            List.of("mist"),
            "idempotency_key",
            "i-1");
    Map<String, @Nullable Object> made = done("iteration_log", first);
    assertThat(done("iteration_log", first)).isEqualTo(made);
    assertThat(made)
        .containsEntry("iteration_number", 1)
        .containsEntry("method", "reference image")
        .doesNotContainKey("delta");
    assertThat(String.valueOf(made.get("score"))).isEqualTo("0.6571");
    assertThat(String.valueOf(made.get("suggestion"))).contains("action=prompt_edit", "below 0.7");

    done("iteration_log", Map.of("session", id, "prompt", "a heron, fog"));
    Map<String, @Nullable Object> scored =
        done(
            "iteration_log",
            Map.of(
                "session", id, "iteration", 2, "result_assessment", assessment, "success", true));
    assertThat(String.valueOf(scored.get("delta")))
        .contains("keywords_added=[fog]", "keywords_removed=[mist]", "score_delta=0.0");
    assertThat(seshat.iterations().get(id, 2).success()).isTrue();

    assertThat(refused("iteration_log", "invalid", Map.of("session", id))).contains("prompt");
    assertThat(
            refused(
                "iteration_log",
                "invalid",
                Map.of(
                    "session",
                    id,
                    "prompt",
                    "x",
                    "reference",
                    Map.of("approach_rationale", "kept from"),
                    "result_assessment",
                    Map.of("scores", Map.of("subject", 1)))))
        .contains("result_assessment.scores.lighting: is missing");
    assertThat(seshat.iterations().reference(id).approachRationale()).isNull();
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
    assertThat(again).isEqualTo(first);
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
    assertThat(seshat.sessions().get(id).status()).isEqualTo(SessionStatus.COMPLETED);
  }

  @Test
  void aStepUnderAKeyIsTakenOnce() {
    String id = start();
    Map<String, Object> pause = Map.of("session", id, "action", "pause", "idempotency_key", "k");
    Map<String, @Nullable Object> first = done("session_update", pause);
    done("session_update", Map.of("session", id, "action", "resume"));
    assertThat(done("session_update", pause)).isEqualTo(first);
    assertThat(seshat.sessions().get(id).status()).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void aChangeUnderAKeyThatFailsLeavesNothingAndMayBeTriedAgain() {
    String id = start();
    Map<String, Object> log =
        Map.of(
            "session",
            id,
            "idempotency_key",
            "k",
            "interactions",
            List.of(Map.of("text", "said")),
            "usage",
            List.of(Map.of("host", "h", "model", "m", "input_tokens", 1, "output_tokens", 1)));
    done("session_update", Map.of("session", id, "action", "complete"));
    long before = seshat.audit().newest();
    refused("session_log", "illegal_transition", log);
    assertThat(seshat.audit().newest()).isEqualTo(before);
    done("session_update", Map.of("session", id, "action", "resume"));
    done("session_log", log);
    assertThat(seshat.sessions().get(id).interactionCount()).isEqualTo(1);
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
}
