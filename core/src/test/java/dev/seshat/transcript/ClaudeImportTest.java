package dev.seshat.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.session.Interaction;
import dev.seshat.session.InteractionType;
import dev.seshat.session.Session;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What single things in a transcript become.
class ClaudeImportTest {
  @TempDir Path root;

  private ImportReport run(Seshat seshat) {
    return seshat
        .transcripts()
        .importClaudeCode(root, ImportOptions.standard(), ImportProgress.none());
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

  private static UsageRow used(Seshat seshat) {
    return seshat.usage().summary(UsageQuery.by(UsageDimension.DAY)).totals();
  }

  @EveryStore
  void makesInteractionsOfWhatWasSaidAndDone(TestStore store) throws IOException {
    Lines.main()
        .prompt("u1", "Fix the login")
        .says("u2", "m1", 5, Map.of("type", "thinking", "thinking", "Where is it?"))
        .says("u3", "m1", 9, Map.of("type", "text", "text", "Let me look."))
        .says(
            "u4",
            "m1",
            9,
            Map.of(
                "type",
                "tool_use",
                "id",
                "t1",
                "name",
                "Edit",
                "input",
                Map.of("file_path", "/a/login.java")))
        .prompt(
            "u5", List.of(Map.of("type", "tool_result", "tool_use_id", "t1", "content", "done")))
        .write(root);
    Seshat seshat = store.seshat();
    ImportReport report = run(seshat);
    assertThat(report.sessions()).isEqualTo(1);
    assertThat(report.interactions()).isEqualTo(5);
    assertThat(report.requests()).isEqualTo(1);
    assertThat(turns(seshat, Lines.SESSION))
        .extracting(
            Interaction::interactionSequence,
            Interaction::type,
            Interaction::author,
            Interaction::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                1L, InteractionType.PROMPT, "user", "Fix the login"),
            org.assertj.core.groups.Tuple.tuple(
                2L, InteractionType.REFLECTION, "assistant", "Where is it?"),
            org.assertj.core.groups.Tuple.tuple(
                3L, InteractionType.RESPONSE, "assistant", "Let me look."),
            org.assertj.core.groups.Tuple.tuple(
                4L, InteractionType.TOOL_CALL, "assistant", "Edit: /a/login.java"),
            org.assertj.core.groups.Tuple.tuple(5L, InteractionType.TOOL_RESULT, "Edit", "done"));
    assertThat(used(seshat).tokens().outputTokens())
        .as("the fullest of a response's records counts, once")
        .isEqualTo(9);
  }

  @EveryStore
  void describesTheSession(TestStore store) throws IOException {
    Lines.main()
        .prompt("u1", "Fix the login")
        .says(
            "u2",
            "m1",
            5,
            Map.of(
                "type",
                "tool_use",
                "id",
                "t1",
                "name",
                "Bash",
                "input",
                Map.of("command", "git commit -m x")))
        .prompt(
            "u3",
            List.of(
                Map.of(
                    "type",
                    "tool_result",
                    "tool_use_id",
                    "t1",
                    "content",
                    "[main 1a2b3c4] x\n 1 file changed")))
        .prompt("u4", "and push")
        .record("ai-title", "u5", Map.of("aiTitle", "Login fixed"))
        .raw(
            "{\"type\":\"progress\",\"sessionId\":\""
                + Lines.SESSION
                + "\",\"data\":{\"type\":\"hook_progress\"}}")
        .write(root);
    Seshat seshat = store.seshat();
    run(seshat);
    Session session = session(seshat, Lines.SESSION);
    assertThat(session.kind()).isEqualTo("coding");
    assertThat(session.toolName()).isEqualTo("claude-code");
    assertThat(session.intention()).isEqualTo("Fix the login");
    assertThat(session.name()).isEqualTo("Login fixed");
    assertThat(session.project()).isEqualTo("boats");
    assertThat(session.gitBranch()).isEqualTo("main");
    assertThat(session.workingDirectory()).isEqualTo("/home/mara/boats");
    assertThat(session.get(SessionField.USERNAME)).isEqualTo("mara");
    assertThat(session.get(SessionField.TASK_COUNT)).isEqualTo(2);
    assertThat(session.status()).isEqualTo(SessionStatus.COMPLETED);
    assertThat(session.startedAt()).isEqualTo("2025-03-01T08:00:00Z");
    assertThat(session.lastActivityAt()).isEqualTo("2025-03-01T08:00:04Z");
    assertThat(session.metadata())
        .containsEntry("git_commits", List.of("1a2b3c4"))
        .containsEntry("tools_used", Map.of("Bash", 1));
    assertThat(session.metadata())
        .containsEntry("records_not_shown", Map.of("progress/hook_progress", 1));
  }

  @EveryStore
  void keepsWhatAPersonHasChangedSince(TestStore store) throws IOException {
    Lines lines = Lines.main().prompt("u1", "Fix the login");
    lines.write(root);
    Seshat seshat = store.seshat();
    run(seshat);
    String id = session(seshat, Lines.SESSION).id().toString();
    seshat.sessions().update(id, SessionChange.none().set(SessionField.NAME, "Mine"), null);
    seshat.sessions().activate(id);
    lines
        .record("ai-title", "u2", Map.of("aiTitle", "The client's"))
        .prompt("u3", "more")
        .write(root);
    run(seshat);
    assertThat(session(seshat, Lines.SESSION).name()).isEqualTo("Mine");
    assertThat(session(seshat, Lines.SESSION).status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(session(seshat, Lines.SESSION).get(SessionField.TASK_COUNT)).isEqualTo(2);
  }

  @EveryStore
  void hangsSubagentsBelowTheirSessionEvenIfItsFileIsEmpty(TestStore store) throws IOException {
    new Lines(Lines.SESSION)
        .record(
            "user",
            "a1",
            Map.of(
                "isSidechain",
                true,
                "agentId",
                "abc",
                "message",
                Map.of("role", "user", "content", "Explore")))
        .write(root, "-home-mara-boats/" + Lines.SESSION + "/subagents/agent-abc.jsonl");
    Files.createFile(root.resolve("-home-mara-boats/" + Lines.SESSION + ".jsonl"));
    Seshat seshat = store.seshat();
    assertThat(run(seshat).sessions()).isEqualTo(2);
    Session child = session(seshat, Lines.SESSION + "/abc");
    assertThat(child.parentSessionId()).isEqualTo(session(seshat, Lines.SESSION).id());
    assertThat(child.intention()).isEqualTo("Explore");
    assertThat(turns(seshat, Lines.SESSION + "/abc").getFirst().author()).isEqualTo("assistant");
  }

  @EveryStore
  void countsResponsesThatOnlyTheParentTellsForTheChild(TestStore store) throws IOException {
    Map<String, Object> inner =
        Map.of(
            "type",
            "assistant",
            "uuid",
            "a1",
            "requestId",
            "r1",
            "timestamp",
            "2025-03-01T08:00:30.000Z",
            "message",
            Lines.message(
                "m9", "claude-haiku-4-5-20251001", 7, Map.of("type", "text", "text", "found it")));
    Lines.main()
        .prompt("u1", "Look")
        .record(
            "progress",
            "u2",
            Map.of("data", Map.of("type", "agent_progress", "agentId", "abc", "message", inner)))
        .write(root);
    Seshat seshat = store.seshat();
    run(seshat);
    assertThat(turns(seshat, Lines.SESSION + "/abc"))
        .extracting(Interaction::text)
        .containsExactly("found it");
    assertThat(session(seshat, Lines.SESSION + "/abc").totalTokens()).isEqualTo(17);
    assertThat(session(seshat, Lines.SESSION).totalTokens()).isZero();
  }

  @EveryStore
  void keepsSyntheticResponsesAndCountsThemNot(TestStore store) throws IOException {
    Lines.main()
        .prompt("u1", "Hello")
        .record(
            "assistant",
            "u2",
            Map.of(
                "message",
                Lines.message(
                    "s",
                    "<synthetic>",
                    50,
                    Map.of("type", "text", "text", "No response requested."))))
        .record(
            "assistant",
            "u3",
            Map.of(
                "message",
                Lines.message(
                    "m1", "claude-sonnet-4-5-20250929", 4, Map.of("type", "text", "text", "Hi"))))
        .write(root);
    Seshat seshat = store.seshat();
    assertThat(run(seshat).requests()).as("one without a requestId").isEqualTo(1);
    assertThat(turns(seshat, Lines.SESSION)).hasSize(3);
    assertThat(used(seshat).tokens().outputTokens()).isEqualTo(4);
  }

  @EveryStore
  void linksWhatGoesOnAndWhatForks(TestStore store) throws IOException {
    String resumed = "22222222-2222-4333-8444-555555555555";
    String forked = "33333333-2222-4333-8444-555555555555";
    Map<String, Object> message = Map.of("message", Map.of("role", "user", "content", "shared"));
    Lines.main().record("user", "u1", message).write(root);
    new Lines(resumed)
        .record("user", "u1", message)
        .record("user", "u2", message)
        .record("user", "u3", message)
        .write(root);
    new Lines(forked)
        .record("user", "u1", message)
        .record("user", "u2", message)
        .record(
            "user",
            "u4",
            Map.of(
                "timestamp",
                "2025-03-01T09:00:00.000Z",
                "message",
                Map.of("role", "user", "content", "another way")))
        .write(root);
    Seshat seshat = store.seshat();
    assertThat(run(seshat).interactions()).as("each message once").isEqualTo(4);
    Session first = session(seshat, Lines.SESSION);
    Session second = session(seshat, resumed);
    Session third = session(seshat, forked);
    assertThat(second.previousSessionId()).isEqualTo(first.id());
    assertThat(third.forkedFromId()).isEqualTo(second.id());
    assertThat(third.forkedAtSequence()).isEqualTo(1);
    assertThat(turns(seshat, forked))
        .extracting(Interaction::externalId)
        .containsExactly("u2", "u4");
  }

  @EveryStore
  void keepsWhatItDoesNotKnowAndTellsWhatItCannotRead(TestStore store) throws IOException {
    Path file =
        Lines.main()
            .prompt("u1", "Hello")
            .record("brand-new", "u2", Map.of("what", Map.of("deep", List.of(1, "two"))))
            .raw("{not json")
            .raw("")
            .record(
                "system",
                "u3",
                Map.of("subtype", "compact_boundary", "content", "Conversation compacted"))
            .record(
                "user",
                "u4",
                Map.of(
                    "isCompactSummary",
                    true,
                    "message",
                    Map.of("role", "user", "content", "So far…")))
            .cut("{\"type\":\"user\",\"uu")
            .write(root);
    Seshat seshat = store.seshat();
    ImportReport report = run(seshat);
    assertThat(report.unknownTypes()).isEqualTo(Map.of("brand-new", 1L));
    assertThat(report.malformed())
        .extracting(MalformedLine::file, MalformedLine::line)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(file.toString(), 3L),
            org.assertj.core.groups.Tuple.tuple(file.toString(), 7L));
    List<Interaction> turns = turns(seshat, Lines.SESSION);
    assertThat(turns)
        .extracting(Interaction::type)
        .containsExactly(
            InteractionType.PROMPT,
            InteractionType.EVENT,
            InteractionType.EVENT,
            InteractionType.EVENT);
    assertThat(Objects.requireNonNull(turns.get(1).payload()).replace(" ", ""))
        .contains("\"record\":\"brand-new\"", "\"deep\":[1,\"two\"]");
    assertThat(session(seshat, Lines.SESSION).get(SessionField.TASK_COUNT))
        .as("a summary is no prompt")
        .isEqualTo(1);
  }

  @EveryStore
  void keepsOfAnImageItsTypeSizeAndHash(TestStore store) throws IOException {
    Lines.main()
        .prompt(
            "u1",
            List.of(
                Map.of("type", "text", "text", "See"),
                Map.of(
                    "type",
                    "image",
                    "source",
                    Map.of("type", "base64", "media_type", "image/png", "data", "aGVsbG8="))))
        .write(root);
    Seshat seshat = store.seshat();
    run(seshat);
    String payload = Objects.requireNonNull(turns(seshat, Lines.SESSION).getFirst().payload());
    assertThat(payload)
        .contains("image/png", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
        .doesNotContain("aGVsbG8=");
  }

  @EveryStore
  void masksSecretsButForTheArchive(TestStore store) throws IOException {
    String key = "sk-ant-api03-abcdefghijklmnop";
    Path file = Lines.main().prompt("u1", "my key is " + key).write(root);
    Seshat seshat = store.seshat();
    assertThat(run(seshat).masked()).isPositive();
    assertThat(turns(seshat, Lines.SESSION).getFirst().text())
        .isEqualTo("my key is [masked:anthropic-key]");
    assertThat(session(seshat, Lines.SESSION).intention()).doesNotContain(key);
    assertThat(original(seshat)).isEqualTo(Files.readString(file));
  }

  @EveryStore
  void keepsSecretsWhenAskedTo(TestStore store) throws IOException {
    Lines.main().prompt("u1", "my key is sk-ant-api03-abcdefghijklmnop").write(root);
    Seshat seshat = store.seshat();
    seshat
        .transcripts()
        .importClaudeCode(
            root, ImportOptions.standard().withMaskSecrets(false), ImportProgress.none());
    assertThat(turns(seshat, Lines.SESSION).getFirst().text())
        .contains("sk-ant-api03-abcdefghijklmnop");
  }

  private static String original(Seshat seshat) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    seshat.transcripts().writeOriginal(session(seshat, Lines.SESSION).id(), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @EveryStore
  void archivesGrowingAndRewrittenAndDeletedFiles(TestStore store) throws IOException {
    Seshat seshat = store.seshat();
    Lines lines = Lines.main().prompt("u1", "one");
    lines.write(root);
    run(seshat);
    Path file = lines.cut("{\"type\":\"us").write(root);
    run(seshat);
    assertThat(original(seshat)).isEqualTo(Files.readString(file));
    Files.writeString(
        file,
        Files.readString(file).replace("{\"type\":\"us", "\r\n") + "x".repeat(300_000) + "\n");
    run(seshat);
    String rewritten = Files.readString(file);
    Files.delete(file);
    run(seshat);
    assertThat(original(seshat)).isEqualTo(rewritten);
    assertThat(seshat.transcripts().files(session(seshat, Lines.SESSION).id()))
        .extracting(TranscriptFile::edition)
        .containsExactly(2L, 1L);
    assertThat(turns(seshat, Lines.SESSION)).hasSize(1);
  }

  @EveryStore
  void passesOverFilesOfOthers(TestStore store) throws IOException {
    Files.writeString(
        root.resolve("codex.jsonl"), "{\"payload\":{\"x\":1},\"type\":\"session_meta\"}\n");
    Seshat seshat = store.seshat();
    ImportReport report = run(seshat);
    assertThat(report.sessions()).isZero();
    assertThat(report.malformed())
        .extracting(MalformedLine::reason)
        .containsExactly("is no transcript of Claude Code");
    assertThatThrownBy(() ->
            seshat
                .transcripts()
                .importClaudeCode(
                    root.resolve("nowhere"), ImportOptions.standard(), ImportProgress.none()))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void knowsWhereTheClientKeepsThem() {
    Path home = Path.of("/home/mara");
    assertThat(Transcripts.claudeCodeDirectory(Map.of(), home))
        .isEqualTo(home.resolve(".claude/projects"));
    assertThat(Transcripts.claudeCodeDirectory(Map.of("CLAUDE_CONFIG_DIR", "/x"), home))
        .isEqualTo(Path.of("/x/projects"));
  }
}
