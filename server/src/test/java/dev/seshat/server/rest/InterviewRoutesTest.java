package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.Client.Answer;
import dev.seshat.server.ClientCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Interviews over HTTP: processes, templates, plans, questions and answers, what comes next.
class InterviewRoutesTest extends ClientCase {
  @BeforeEach
  void prepare() {
    client.post("/api/v1/storytellers", "{\"full_name\":\"Rose\"}");
    client.post("/api/v1/storytellers/Rose/consent", "{\"given\":true}");
  }

  private Answer done(Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer;
  }

  private static List<?> list(Answer answer, String name) {
    return (List<?>) Objects.requireNonNull(answer.json().get(name));
  }

  private static Object first(Answer answer, String name, String field) {
    return Objects.requireNonNull(((Map<?, ?>) list(answer, name).getFirst()).get(field));
  }

  private Answer yaml(String query, String text) {
    return client.sendFile(
        "/api/v1/processes" + query, "application/yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aProcessIsTakenInAndWhatIsWrongIsNamedWithItsLine() {
    String text =
        """
        process: short
        nodes:
          - key: one
            name: One
            type: data_collection
            prompts:
              - {category: scene, text: Where?, required: true}
            next:
              - to: two
          - key: two
            name: Two
            type: synthesis
        """;
    Answer looked = done(yaml("?dry_run=true", text), 200);
    assertThat(list(looked, "nodes")).hasSize(2);
    assertThat(list(client.get("/api/v1/processes"), "processes")).isEmpty();
    Answer made = done(yaml("", text), 201);
    assertThat(made.json()).containsEntry("version_number", 1).containsEntry("is_active", true);
    Answer wrong = done(yaml("", text.replace("- to: two", "- to: three")), 422);
    assertThat(wrong.header("Content-Type")).contains("problem+json");
    assertThat(wrong.body()).contains("nodes[0].next[0].to", "names no node: 'three'", "line 9");
    done(yaml("", text.replace("Two", "Last")), 201);
    assertThat(client.get("/api/v1/processes/short").json()).containsEntry("version_number", 2);
    done(client.post("/api/v1/processes/short@1/activate", "{}"), 200);
    assertThat(client.get("/api/v1/processes/short").json()).containsEntry("version_number", 1);
    assertThat(client.get("/api/v1/processes/short/file").body()).isEqualTo(text);
    done(client.post("/api/v1/processes/life-story/activate", "{}"), 200);
    assertThat(list(client.get("/api/v1/processes/life-story/graph"), "nodes"))
        .hasSizeGreaterThan(7);
  }

  @Test
  void whoeverMakesOrMovesASessionIsToldThatItsStorytellerIsBusyThen() {
    Object rose = client.get("/api/v1/storytellers/Rose").json().get("id");
    String asked = "{\"intention\":\"Talk\",\"storyteller_id\":\"" + rose + "\",\"scheduled_at\":";
    Answer first = done(client.post("/api/v1/sessions", asked + "\"2030-01-01T10:00:00Z\"}"), 201);
    assertThat(first.json()).doesNotContainKey("warnings");
    Answer second = done(client.post("/api/v1/sessions", asked + "\"2030-01-01T10:30:00Z\"}"), 201);
    assertThat(list(second, "warnings"))
        .isEqualTo(
            List.of(
                "%s: the storyteller has session %s, 'Talk', at that time"
                    .formatted(second.json().get("short_id"), first.json().get("short_id"))));
    String path = "/api/v1/sessions/" + second.json().get("id");
    Answer later =
        done(
            client.send(
                "PATCH",
                path,
                "{\"scheduled_at\":\"2030-01-01T11:00:00Z\"}",
                "Content-Type",
                "application/json"),
            200);
    assertThat(later.json()).doesNotContainKey("warnings");
    Answer back =
        done(
            client.send(
                "PATCH",
                path,
                "{\"scheduled_at\":\"2030-01-01T10:59:00Z\"}",
                "Content-Type",
                "application/json"),
            200);
    assertThat(list(back, "warnings")).isEqualTo(list(second, "warnings"));
  }

  @Test
  void anInterviewIsPlannedConductedAndFollowed() {
    String event =
        client
            .post(
                "/api/v1/storytellers/Rose/life-events",
                "{\"event_type\":\"school\",\"event_name\":\"School\",\"significance\":\"major\"}")
            .text("id");
    Answer planned =
        done(
            client.post(
                "/api/v1/interviews/plan",
                "{\"storyteller\":\"Rose\",\"process\":\"life-story\",\"node\":\"childhood\","
                    + "\"scheduled_at\":\"2030-01-01T09:00:00Z\"}"),
            201);
    String session = "/api/v1/sessions/" + first(planned, "sessions", "id");
    assertThat(list(planned, "warnings")).isEmpty();
    Answer again =
        client.post(
            "/api/v1/interviews/plan",
            "{\"event\":\""
                + event
                + "\",\"coverage_level\":\"introduction\",\"scheduled_at\":\"2030-01-01T09:30:00Z\"}");
    assertThat(list(done(again, 201), "warnings").getFirst().toString()).contains("at that time");

    done(client.post(session + "/interview/next", "{}"), 409);
    done(client.post(session + "/start", "{}"), 200);
    Answer asked = done(client.post(session + "/interview/next", "{}"), 200);
    assertThat(asked.json()).containsEntry("interaction_sequence", 1);
    assertThat(client.get(session + "/interview").body()).isEqualTo(asked.body());
    done(
        client.send(
            "PUT",
            session + "/interview/draft",
            "{\"interaction_sequence\":1,\"draft\":\"A gre\"}",
            "Content-Type",
            "application/json"),
        204);
    assertThat(client.get(session + "/interview").text("draft")).isEqualTo("A gre");
    String answer =
        "{\"text\":\"A green door.\",\"sentiment\":\"positive\",\"key_themes\":[\"home\"]}";
    Answer next = done(client.post(session + "/interview/answer", answer), 200);
    assertThat(next.json()).containsEntry("interaction_sequence", 2);
    assertThat(done(client.post(session + "/interview/skip", "{}"), 200).json())
        .containsEntry("interaction_sequence", 3);
    done(client.post(session + "/interview/advance", "{}"), 409);
    done(client.post(session + "/interview/advance", "{\"force\":true}"), 200);
    assertThat(client.get(session + "/interview").text("node")).isEqualTo("youth");
    Answer position = client.get("/api/v1/storytellers/Rose/position?process=life-story");
    assertThat(position.json())
        .containsEntry("current", "youth")
        .containsEntry("done", List.of("childhood"));
    Answer progress = client.get(session + "/progress");
    assertThat(String.valueOf(progress.json().get("interview"))).contains("prompts_answered=1");

    Answer suggestions = done(client.get(session + "/suggestions"), 200);
    Object key = first(suggestions, "suggestions", "key");
    Answer made = done(client.post(session + "/suggestions", "{\"key\":\"" + key + "\"}"), 201);
    assertThat(first(made, "sessions", "status")).isEqualTo("scheduled");
    done(client.post(session + "/suggestions", "{\"key\":\"event:gone\"}"), 404);
    done(client.get("/api/v1/storytellers/Rose/suggestions"), 200);
  }

  @Test
  void sessionsAreAboutEvents() {
    String event =
        client
            .post(
                "/api/v1/storytellers/Rose/life-events",
                "{\"event_type\":\"war\",\"event_name\":\"The war\"}")
            .text("id");
    Answer planned =
        client.post("/api/v1/interviews/plan", "{\"event\":\"" + event + "\",\"days_apart\":3}");
    assertThat(list(done(planned, 201), "sessions")).hasSize(3);
    String events = "/api/v1/sessions/" + first(planned, "sessions", "id") + "/life-events";
    assertThat(first(client.get(events), "life_events", "coverage_level"))
        .isEqualTo("introduction");
    Answer linked =
        client.send(
            "PUT",
            events + "/" + event,
            "{\"is_primary_focus\":true,\"coverage_level\":\"exploration\"}",
            "Content-Type",
            "application/json");
    assertThat(done(linked, 200).text("coverage_level")).isEqualTo("exploration");
    done(client.send("DELETE", events + "/" + event, null), 204);
    assertThat(list(client.get(events), "life_events")).isEmpty();
  }

  @Test
  void templatesAreKeptAndUsed() {
    Answer made =
        done(
            client.post(
                "/api/v1/templates",
                "{\"template_name\":\"Gentle\",\"suggested_for_event_types\":[\"loss\"],"
                    + "\"default_intention\":\"Listen to {storyteller}\"}"),
            201);
    String at = Objects.requireNonNull(made.header("Location"));
    assertThat(list(client.get("/api/v1/templates?event_type=loss"), "templates")).hasSize(1);
    assertThat(list(client.get("/api/v1/templates?event_type=move"), "templates")).isEmpty();
    Answer changed =
        client.send(
            "PATCH",
            at,
            "{\"default_duration_minutes\":20}",
            "Content-Type",
            "application/json",
            "If-Match",
            made.header("ETag"));
    assertThat(done(changed, 200).json()).containsEntry("default_duration_minutes", 20);
    done(client.send("DELETE", at, null, "If-Match", "\"1\""), 412);
    Answer planned =
        client.post(
            "/api/v1/interviews/plan", "{\"storyteller\":\"Rose\",\"template\":\"Gentle\"}");
    assertThat(first(done(planned, 201), "sessions", "intention")).isEqualTo("Listen to Rose");
    done(client.send("DELETE", at, null), 204);
    done(client.get(at), 404);
    done(client.post("/api/v1/interviews/plan", "{\"storyteller\":\"Rose\"}"), 422);
  }
}
