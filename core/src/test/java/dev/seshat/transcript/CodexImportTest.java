package dev.seshat.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.json.Json;
import dev.seshat.session.Interaction;
import dev.seshat.session.InteractionType;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.TokenCounts;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/// What single things in a rollout of Codex become.
class CodexImportTest {
  private static final String ONE = "01996135-afde-7911-97f0-d863511eca56";
  private static final String TWO = "01996136-afde-7911-97f0-d863511eca56";

  @TempDir Path root;

  /// A rollout that a test writes line by line.
  private static final class Rollout {
    private final List<String> lines = new ArrayList<>();
    private final String id;
    private int second;

    Rollout(String id, Map<String, ?> more) {
      this.id = id;
      meta(id, more);
    }

    Rollout meta(String session, Map<String, ?> more) {
      Map<String, Object> meta = new LinkedHashMap<>();
      meta.put("id", session);
      meta.put("cwd", "/home/mara/boats");
      meta.put("cli_version", "0.39.0");
      meta.put("git", Map.of("branch", "main", "repository_url", "https://example.org/boats"));
      meta.putAll(more);
      return line("session_meta", meta);
    }

    Rollout line(String type, Map<String, ?> payload) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("timestamp", "2025-09-01T08:00:%02d.000Z".formatted(second++ % 60));
      line.put("type", type);
      line.put("payload", payload);
      return raw(Json.write(line));
    }

    Rollout raw(String line) {
      lines.add(line);
      return this;
    }

    Rollout model(String model) {
      return line("turn_context", Map.of("cwd", "/home/mara/boats", "model", model));
    }

    Rollout item(String type, Map<String, ?> more) {
      Map<String, Object> item = new LinkedHashMap<>(more);
      item.put("type", type);
      return line("response_item", item);
    }

    Rollout said(String role, String text) {
      return item(
          "message",
          Map.of("role", role, "content", List.of(Map.of("type", "input_text", "text", text))));
    }

    Rollout event(String type, Map<String, ?> more) {
      Map<String, Object> event = new LinkedHashMap<>(more);
      event.put("type", type);
      return line("event_msg", event);
    }

    Rollout total(long input, long cached, long output, long reasoning) {
      return event(
          "token_count",
          Map.of("info", Map.of("total_token_usage", counts(input, cached, output, reasoning))));
    }

    static Map<String, Long> counts(long input, long cached, long output, long reasoning) {
      return Map.of(
          "input_tokens",
          input,
          "cached_input_tokens",
          cached,
          "output_tokens",
          output,
          "reasoning_output_tokens",
          reasoning);
    }

    void write(Path root) throws IOException {
      Files.writeString(
          root.resolve("rollout-2025-09-01T08-00-00-" + id + ".jsonl"),
          String.join("\n", lines) + "\n");
    }
  }

  private static Rollout rollout() {
    return new Rollout(ONE, Map.of());
  }

  private ImportReport run(Seshat seshat) {
    return seshat
        .transcripts()
        .importFrom(TranscriptClient.CODEX, root, ImportOptions.standard(), ImportProgress.none());
  }

  private static Session session(Seshat seshat, String key) {
    return seshat.sessions().list(SessionFilter.all()).items().stream()
        .filter(session -> key.equals(session.externalSessionId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Interaction> turns(Seshat seshat, String key) {
    return seshat.interactions().page(session(seshat, key).id().toString(), null, 1_000).items();
  }

  private static TokenCounts used(Seshat seshat) {
    return seshat.usage().summary(UsageQuery.by(UsageDimension.DAY)).totals().tokens();
  }

  @EveryStore
  void makesInteractionsOfWhatWasSaidAndDone(TestStore store) throws IOException {
    rollout()
        .said("user", "<environment_context>\n<cwd>/a</cwd>\n</environment_context>")
        .said("user", "Fix the login")
        .event("user_message", Map.of("message", "Fix the login"))
        .model("gpt-5")
        .event("agent_reasoning", Map.of("text", "Where is it?"))
        .item("reasoning", Map.of("summary", List.of(Map.of("text", "Where is it?"))))
        .said("assistant", "Let me look.")
        .said("assistant", "Let me look.")
        .item(
            "function_call",
            Map.of(
                "name",
                "shell",
                "call_id",
                "c1",
                "arguments",
                "{\"command\":[\"bash\",\"-lc\",\"git commit -m x\"]}"))
        .item(
            "function_call_output",
            Map.of(
                "call_id",
                "c1",
                "output",
                "{\"output\":\"[main 1a2b3c4] x\\n\",\"metadata\":{\"exit_code\":0}}"))
        .write(root);
    Seshat seshat = store.seshat();
    run(seshat);
    assertThat(turns(seshat, ONE))
        .extracting(Interaction::type, Interaction::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                InteractionType.EVENT,
                "<environment_context>\n<cwd>/a</cwd>\n</environment_context>"),
            org.assertj.core.groups.Tuple.tuple(InteractionType.PROMPT, "Fix the login"),
            org.assertj.core.groups.Tuple.tuple(InteractionType.REFLECTION, "Where is it?"),
            org.assertj.core.groups.Tuple.tuple(InteractionType.RESPONSE, "Let me look."),
            org.assertj.core.groups.Tuple.tuple(InteractionType.RESPONSE, "Let me look."),
            org.assertj.core.groups.Tuple.tuple(
                InteractionType.TOOL_CALL, "shell: bash -lc git commit -m x"),
            org.assertj.core.groups.Tuple.tuple(InteractionType.TOOL_RESULT, "[main 1a2b3c4] x\n"));
    Session session = session(seshat, ONE);
    assertThat(session.intention()).isEqualTo("Fix the login");
    assertThat(session.toJson())
        .containsEntry("tool_name", "codex")
        .containsEntry("kind", "coding")
        .containsEntry("working_directory", "/home/mara/boats")
        .containsEntry("git_branch", "main")
        .containsEntry("llm_model", "gpt-5");
    assertThat(String.valueOf(session.toJson().get("metadata")))
        .contains("1a2b3c4")
        .contains("https://example.org/boats")
        .contains("shell=1");
  }

  @EveryStore
  void namesTheFilesThatPatchesChanged(TestStore store) throws IOException {
    String patch = "*** Begin Patch\n*** Update File: %s\n*** End Patch";
    rollout()
        .item(
            "custom_tool_call",
            Map.of("name", "apply_patch", "call_id", "c1", "input", patch.formatted("done.txt")))
        .item(
            "custom_tool_call_output",
            Map.of("call_id", "c1", "output", "Success. Updated the following files:\nM done.txt"))
        .item(
            "custom_tool_call",
            Map.of("name", "apply_patch", "call_id", "c2", "input", patch.formatted("no.txt")))
        .item("custom_tool_call_output", Map.of("call_id", "c2", "output", "no such context"))
        .event(
            "patch_apply_end",
            Map.of("success", true, "changes", Map.of("/home/mara/boats/more.txt", Map.of())))
        .event("patch_apply_end", Map.of("success", false, "changes", Map.of("/not.txt", Map.of())))
        .write(root);
    Seshat seshat = store.seshat();
    run(seshat);
    assertThat(String.valueOf(session(seshat, ONE).toJson().get("metadata")))
        .contains("files_modified=[/home/mara/boats/done.txt, /home/mara/boats/more.txt]");
  }

  @EveryStore
  void countsHowMuchTotalsGrow(TestStore store) throws IOException {
    rollout()
        .model("gpt-5")
        .total(100, 40, 10, 4)
        .total(100, 40, 10, 4)
        .event("token_count", Map.of("rate_limits", Map.of()))
        .total(250, 140, 30, 10)
        // begun anew
        .total(60, 20, 5, 1)
        .total(60, 20, 5, 1)
        .write(root);
    Seshat seshat = store.seshat();
    assertThat(run(seshat).requests()).isEqualTo(3);
    TokenCounts used = used(seshat);
    assertThat(used.inputTokens()).isEqualTo(250 - 140 + 60 - 20);
    assertThat(used.cacheReadTokens()).isEqualTo(160);
    assertThat(used.outputTokens()).isEqualTo(35);
    assertThat(used.reasoningTokens()).isEqualTo(11);
    assertThat(used.totalTokens()).isEqualTo(250 + 60 + 35);
  }

  @EveryStore
  void countsLastUseWhereThereIsNoTotal(TestStore store) throws IOException {
    rollout()
        .model("gpt-5")
        .event(
            "token_count", Map.of("info", Map.of("last_token_usage", Rollout.counts(10, 4, 3, 1))))
        .total(30, 4, 5, 1)
        .write(root);
    Seshat seshat = store.seshat();
    run(seshat);
    assertThat(used(seshat).totalTokens()).isEqualTo(35);
  }

  @EveryStore
  void pricesModelsByTheirContext(TestStore store) throws IOException {
    rollout()
        .model("gpt-5")
        .total(1_000_000, 0, 0, 0)
        .model("house-model")
        .total(1_000_100, 0, 0, 0)
        .write(root);
    Seshat seshat = store.seshat();
    run(seshat);
    List<UsageRow> rows = seshat.usage().summary(UsageQuery.by(UsageDimension.MODEL)).rows();
    assertThat(rows)
        .extracting(UsageRow::label, UsageRow::unpricedRequests)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("gpt-5 (OpenAI)", 0L),
            org.assertj.core.groups.Tuple.tuple("house-model (OpenAI)", 1L));
  }

  @EveryStore
  void aForkCountsWhatItCopiedOnce(TestStore store) throws IOException {
    Rollout parent = rollout().said("user", "Fix the login").model("gpt-5").total(100, 0, 10, 0);
    Rollout fork = new Rollout(TWO, Map.of("forked_from_id", ONE));
    fork.second = 30;
    fork.meta(ONE, Map.of())
        .said("user", "Fix the login")
        .model("gpt-5")
        .total(100, 0, 10, 0)
        .said("user", "Now otherwise")
        .total(150, 0, 20, 0)
        .write(root);
    Seshat seshat = store.seshat();
    run(seshat);
    parent.said("user", "Go on").total(170, 0, 30, 0).write(root);
    run(seshat);
    assertThat(turns(seshat, ONE))
        .extracting(Interaction::text)
        .containsExactly("Fix the login", "Go on");
    assertThat(turns(seshat, ONE).getFirst().createdAt())
        .as("when it was said, and not when it was copied")
        .isEqualTo(java.time.Instant.parse("2025-09-01T08:00:01Z"));
    assertThat(turns(seshat, TWO).getLast().text()).isEqualTo("Now otherwise");
    assertThat(session(seshat, TWO).toJson())
        .containsEntry("forked_from_id", session(seshat, ONE).id().toString());
    assertThat(used(seshat).totalTokens()).isEqualTo(110 + 60 + 90);
  }

  @EveryStore
  void aSubagentIsAChild(TestStore store) throws IOException {
    rollout().said("user", "Fix the login").write(root);
    new Rollout(
            TWO,
            Map.of(
                "source",
                Map.of("subagent", Map.of("thread_spawn", Map.of("parent_thread_id", ONE))),
                "agent_nickname",
                "Scout"))
        .said("user", "Look for it")
        .write(root);
    Seshat seshat = store.seshat();
    run(seshat);
    Session child = session(seshat, TWO);
    assertThat(child.toJson())
        .containsEntry("parent_session_id", session(seshat, ONE).id().toString())
        .containsEntry("name", "agent Scout");
  }

  @EveryStore
  void keepsWhatItDoesNotKnow(TestStore store) throws IOException {
    rollout()
        .line("weather", Map.of("wind", 7))
        .event("sunrise", Map.of("hour", 6))
        .raw("{\"timestamp\":\"2025")
        .raw("[1]")
        .item("message", Map.of("role", "assistant", "content", "Hm.", "mood", "calm"))
        .write(root);
    Seshat seshat = store.seshat();
    ImportReport report = run(seshat);
    assertThat(report.unknownTypes())
        .containsEntry("weather", 1L)
        .containsEntry("event_msg/sunrise", 1L);
    assertThat(report.malformed()).extracting(MalformedLine::line).containsExactly(4L, 5L);
    assertThat(turns(seshat, ONE))
        .extracting(turn -> String.valueOf(turn.payload()))
        .anyMatch(payload -> payload.contains("wind"))
        .anyMatch(payload -> payload.contains("hour"))
        .anyMatch(payload -> payload.contains("calm"));
  }

  @EveryStore
  void readsTheFirstVersionsToo(TestStore store) throws IOException {
    Files.writeString(
        root.resolve("rollout-old.jsonl"),
        """
        {"id":"%s","timestamp":"2025-05-01T08:00:00.000Z","instructions":null}
        {"type":"message","role":"user","content":[{"type":"input_text","text":"Fix the login"}]}
        {"record_type":"state"}
        """
            .formatted(ONE));
    Seshat seshat = store.seshat();
    run(seshat);
    assertThat(turns(seshat, ONE).getFirst().text()).isEqualTo("Fix the login");
  }
}
