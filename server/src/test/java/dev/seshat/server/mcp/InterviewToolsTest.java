package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What an agent that interviews somebody does with its tools.
class InterviewToolsTest extends ToolTest {
  private String planned() {
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    Map<String, @Nullable Object> made =
        done(
            "interview_plan",
            Map.of(
                "storyteller", "Rose",
                "process", "life-story",
                "node", "childhood",
                "scheduled_at", "2030-01-01T09:00:00Z"));
    List<?> sessions = (List<?>) Objects.requireNonNull(made.get("sessions"));
    return String.valueOf(((Map<?, ?>) sessions.getFirst()).get("id"));
  }

  @Test
  void anInterviewIsConductedQuestionByQuestion() {
    String id = planned();
    Map<String, Object> resume = Map.of("session", id, "action", "resume");
    assertThat(refused("session_update", "conflict", resume)).contains("has not agreed");
    seshat.storytellers().consent("Rose", true, null);
    done("session_update", resume);
    Map<String, @Nullable Object> asked = done("interview_next", Map.of("session", id));
    assertThat(asked)
        .containsEntry("node", "childhood")
        .containsEntry("prompt_category", "scene")
        .containsKeys("question", "constraints");
    assertThat(done("interview_next", Map.of("session", id))).isEqualTo(asked);
    Map<String, Object> answer =
        Map.of(
            "session",
            id,
            "text",
            "A green door.",
            "sentiment",
            "positive",
            "key_themes",
            List.of("home"),
            "mentions_people",
            List.of("my mother"),
            "idempotency_key",
            "a-1");
    Map<String, @Nullable Object> next = done("interview_answer", answer);
    assertThat(next.get("question")).isNotEqualTo(asked.get("question"));
    assertThat(done("interview_answer", answer)).isEqualTo(next);
    assertThat(seshat.interactions().get(id, 1).keyThemes()).containsExactly("home");
    Map<String, @Nullable Object> step = next;
    while (step.containsKey("question")) {
      step = done("interview_answer", Map.of("session", id, "skip", true));
    }
    assertThat(step).containsEntry("node_done", true).containsEntry("next_node", "youth");
    assertThat(done("interview_next", Map.of("session", id, "advance", true)))
        .containsEntry("node", "youth");
    assertThat(refused("interview_next", "conflict", Map.of("session", id, "advance", true)))
        .contains("required prompts are left");
    assertThat(refused("interview_answer", "invalid", Map.of("session", id))).contains("skip");
    done("session_update", Map.of("session", id, "action", "complete"));
    assertThat(String.valueOf(seshat.sessions().get(id).summary())).contains("Themes: home");
  }

  @Test
  void movingASessionIsWarnedOfWhereItsStorytellerIsBusy() {
    String id = planned();
    seshat
        .planning()
        .initializeSessionFromProcessNode(
            "Rose", "life-story", "youth", Map.of("scheduled_at", "2030-02-01T09:00:00Z"));
    Map<String, @Nullable Object> moved =
        done("session_update", Map.of("session", id, "scheduled_at", "2030-02-01T09:10:00Z"));
    assertThat(String.valueOf(moved.get("warnings"))).contains("the storyteller has session");
    assertThat(
            done("session_update", Map.of("session", id, "scheduled_at", "2030-03-01T09:00:00Z")))
        .doesNotContainKey("warnings");
  }

  @Test
  void whatComesNextIsListedAndScheduled() {
    String id = planned();
    seshat.lifeEvents().add("Rose", NewLifeEvent.of("war", "The war"));
    Map<String, @Nullable Object> listed = done("interview_plan", Map.of("storyteller", "Rose"));
    List<?> suggestions = (List<?>) Objects.requireNonNull(listed.get("suggestions"));
    String key = String.valueOf(((Map<?, ?>) suggestions.getFirst()).get("key"));
    assertThat(key).startsWith("event:");
    Map<String, @Nullable Object> made =
        done(
            "interview_plan",
            Map.of(
                "storyteller", "Rose",
                "suggestion", key,
                "scheduled_at", "2030-01-01T09:15:00Z"));
    assertThat(String.valueOf(made.get("warnings"))).contains(id.substring(0, 8));
    assertThat(
            refused(
                "interview_plan", "not_found", Map.of("storyteller", "Rose", "suggestion", key)))
        .contains("not suggested");
  }

  @Test
  void thePromptTellsHowToConductIt() {
    String id = planned();
    String withSession = InterviewPrompt.text(seshat, id, null);
    assertThat(withSession)
        .contains("one question at a time", "NOT agreed", "tier 2 of 3", "trauma")
        .contains("Capture three to five particular moments");
    seshat.lifeEvents().add("Rose", NewLifeEvent.of("war", "The war"));
    assertThat(InterviewPrompt.text(seshat, null, "Rose"))
        .contains("The war: introduction", "suggestion event:");
    assertThat(InterviewPrompt.names(seshat, "ro", 5)).containsExactly("Rose");
  }
}
