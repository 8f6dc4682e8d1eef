package dev.seshat.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.legacy.LegacyReport.TableCount;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of the agent system's coding sessions, promises and links, and of each odd cell in them.
class AgentSystemTest extends AgentCase {
  @EveryStore
  void aCodingSessionComesWithItsLife(TestStore test) throws Exception {
    TestClock clock = new TestClock();
    Seshat seshat = test.seshat(clock);
    try (AgentDatabase db = database("system.db")) {
      db.run("ALTER TABLE claude_code_sessions ADD COLUMN mood TEXT")
          .run("CREATE TABLE notes (id INTEGER)");
      db.add(
          "claude_code_sessions",
          "session_id",
          "s-1",
          "chat_id",
          42,
          "username",
          "ann",
          "tool_name",
          "claude_code",
          "working_directory",
          "/home/ann/x",
          "initial_task",
          "Fix it with sk-ant-abcdefghijklmnopqrstuv",
          "task_count",
          3,
          "last_activity",
          "2025-05-01 11:30:00",
          "created_at",
          "2025-05-01 10:00:00",
          "is_active",
          0,
          "session_metadata",
          "{\"tools_used\": [\"bash\"], \"git_commits\": [\"abc\"]}",
          "mood",
          "fine");
      db.add(
          "claude_code_sessions",
          "session_id",
          "s-2",
          "tool_name",
          "aider",
          "working_directory",
          "/y",
          "initial_task",
          "Go",
          "last_activity",
          "2025-05-01 11:30:00",
          "created_at",
          "2025-05-01 10:00:00",
          "session_metadata",
          "{broken");
      LegacyReport report = take(seshat, db);
      assertThat(remarks(report)).anyMatch(what -> what.contains("session_metadata is no JSON"));
      assertThat(report.files().getFirst().otherTables()).contains("notes");
      assertThat(report.files().getFirst().otherColumns())
          .containsEntry("claude_code_sessions", List.of("mood"));
    }
    Session first = seshat.sessions().findExternal("claude-code", "s-1").orElseThrow();
    assertThat(first.kind()).isEqualTo("coding");
    assertThat(first.intention()).isEqualTo("Fix it with [masked:anthropic-key]");
    assertThat(first.status().word()).isEqualTo("completed");
    assertThat(first.get(SessionField.CHAT_ID)).isEqualTo("42");
    assertThat(first.get(SessionField.USERNAME)).isEqualTo("ann");
    assertThat(first.get(SessionField.TASK_COUNT)).isEqualTo(3);
    assertThat(first.workingDirectory()).isEqualTo("/home/ann/x");
    assertThat(first.createdAt()).isEqualTo(Instant.parse("2025-05-01T10:00:00Z"));
    assertThat(first.endedAt()).isEqualTo(Instant.parse("2025-05-01T11:30:00Z"));
    assertThat(first.lastActivityAt()).isEqualTo(Instant.parse("2025-05-01T11:30:00Z"));
    assertThat(first.metadata().toString())
        .contains("bash", "abc", "mood=fine", "tool_name=claude_code");
    Session second = seshat.sessions().findExternal("aider", "s-2").orElseThrow();
    assertThat(second.status().word()).as("open, and nobody at it").isEqualTo("paused");
    assertThat(second.metadata()).containsEntry("session_metadata", "{broken");
  }

  @EveryStore
  void aSessionThatWentOnGoesOnHereAndWhatAPersonSaidStays(TestStore test) throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    try (AgentDatabase db = database("system.db")) {
      db.add(
          "claude_code_sessions",
          "session_id",
          "s-1",
          "tool_name",
          "aider",
          "working_directory",
          "/x",
          "initial_task",
          "Go",
          "task_count",
          1,
          "last_activity",
          "2025-05-01 10:00:00",
          "created_at",
          "2025-05-01 10:00:00",
          "is_active",
          1);
      take(seshat, db);
      String id = seshat.sessions().findExternal("aider", "s-1").orElseThrow().id().toString();
      seshat
          .sessions()
          .update(id, dev.seshat.session.SessionChange.none().set(SessionField.NAME, "Mine"), null);
      db.run(
          "UPDATE claude_code_sessions SET task_count = 2, is_active = 0, last_activity = '2025-05-02 10:00:00'");
      assertThat(table(take(seshat, db), "claude_code_sessions").changed()).isEqualTo(1);
      Session after = seshat.sessions().get(id);
      assertThat(after.name()).isEqualTo("Mine");
      assertThat(after.get(SessionField.TASK_COUNT)).isEqualTo(2);
      assertThat(after.status().word()).isEqualTo("completed");
      db.run(
          "UPDATE claude_code_sessions SET task_count = 1, is_active = 1, last_activity = '2025-05-01 10:00:00'");
      assertThat(table(take(seshat, db), "claude_code_sessions").alreadyThere())
          .as("an older state")
          .isEqualTo(1);
      assertThat(seshat.sessions().get(id).status().word()).isEqualTo("completed");
    }
  }

  @Test
  void aSessionThatItsTranscriptToldOfOnlyGetsWhatItLacks() throws Exception {
    try (TestStore test = TestStore.sqlite();
        AgentDatabase db = database("system.db")) {
      Seshat seshat = test.seshat(new TestClock());
      String line =
          "{\"type\":\"session\",\"external_id\":\"s-1\",\"tool\":\"claude-code\",\"kind\":\"coding\",\"intention\":\"As the transcript has it\",\"status\":\"completed\"}\n";
      seshat
          .transcripts()
          .importJsonLines(
              new java.io.ByteArrayInputStream(
                  line.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
              dev.seshat.transcript.JsonLinesOptions.of("-"),
              dev.seshat.transcript.ImportProgress.none());
      db.add(
          "claude_code_sessions",
          "session_id",
          "s-1",
          "tool_name",
          "claude",
          "working_directory",
          "/x",
          "initial_task",
          "Other",
          "chat_id",
          "7",
          "is_active",
          1);
      take(seshat, db);
      Session session = seshat.sessions().findExternal("claude-code", "s-1").orElseThrow();
      assertThat(session.intention()).isEqualTo("As the transcript has it");
      assertThat(session.status().word()).isEqualTo("completed");
      assertThat(session.get(SessionField.CHAT_ID)).isEqualTo("7");
      assertThat(session.workingDirectory()).isEqualTo("/x");
    }
  }

  @EveryStore
  void promisesComeInTheStateThatTheyHadAndWhatWasInterruptedIsOpenAgain(TestStore test)
      throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    try (AgentDatabase db = database("system.db")) {
      db.add(
          "promises",
          "chat_id",
          -100_200_300_400L,
          "message_id",
          7,
          "task_description",
          "Water the beds",
          "status",
          "completed",
          "created_at",
          "2025-05-01 10:00:00",
          "completed_at",
          "2025-05-01 11:00:00",
          "result_summary",
          "All wet");
      db.add(
          "promises",
          "chat_id",
          5,
          "message_id",
          8,
          "task_description",
          "Cut the hedge",
          "status",
          "in_progress",
          "created_at",
          "2025-05-01 10:00:00");
      db.add(
          "promises",
          "chat_id",
          5,
          "message_id",
          9,
          "task_description",
          "Rake",
          "status",
          "failed",
          "created_at",
          "2025-05-01 10:00:00",
          "error_message",
          "no rake");
      db.add(
          "promises",
          "chat_id",
          5,
          "message_id",
          9,
          "task_description",
          "Rake",
          "status",
          "pending",
          "created_at",
          "2025-05-01 10:00:00");
      LegacyReport report = take(seshat, db);
      assertThat(table(report, "promises").taken()).isEqualTo(4);
      assertThat(remarks(report)).contains("was in progress; it is open again");
      List<Promise> all = seshat.promises().list(PromiseFilter.all()).items().reversed();
      assertThat(all)
          .extracting(each -> each.status().word())
          .containsExactlyInAnyOrder("completed", "pending", "failed", "pending");
      Promise done =
          all.stream()
              .filter(each -> each.status() == PromiseStatus.COMPLETED)
              .findFirst()
              .orElseThrow();
      assertThat(done.request().chatId()).isEqualTo("-100200300400");
      assertThat(done.request().messageId()).isEqualTo("7");
      assertThat(done.resultSummary()).isEqualTo("All wet");
      assertThat(done.createdAt()).isEqualTo(Instant.parse("2025-05-01T10:00:00Z"));
      assertThat(done.completedAt()).isEqualTo(Instant.parse("2025-05-01T11:00:00Z"));
      Promise hedge =
          all.stream()
              .filter(each -> each.taskDescription().equals("Cut the hedge"))
              .findFirst()
              .orElseThrow();
      assertThat(hedge.errorMessage()).contains("in progress in the agent system");
      assertThat(rows(seshat, "SELECT * FROM v_messages")).as("nobody is told anew").isEmpty();
      db.run(
          "UPDATE promises SET status = 'completed', completed_at = '2025-05-02 10:00:00' WHERE id = 2");
      assertThat(table(take(seshat, db), "promises").changed()).isEqualTo(1);
      assertThat(seshat.promises().get(hedge.id()).status()).isEqualTo(PromiseStatus.COMPLETED);
    }
  }

  @EveryStore
  void linksComeWithWhatWasMadeOfThem(TestStore test) throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    try (AgentDatabase db = database("links.db")) {
      db.add(
          "links",
          "url",
          "https://example.org/a",
          "domain",
          "example.org",
          "analysis_result",
          "{\"title\": \"A\", \"main_topic\": \"Moss\", \"reasons_to_care\": [\"soft\", \"green\"], \"key_insights\": [\"wet\"], \"technical_details\": \"pH 5\"}",
          "analysis_status",
          "success",
          "title",
          "A title",
          "created_at",
          "2025-01-01 00:00:00",
          "updated_at",
          "2025-01-02 00:00:00",
          "timestamp",
          "2025-01-01 00:00:00");
      db.add(
          "links",
          "url",
          "https://example.org/b",
          "domain",
          "example.org",
          "analysis_result",
          "{broken",
          "analysis_status",
          "error",
          "error_message",
          "404");
      db.add(
          "links",
          "url",
          "https://EXAMPLE.org:443/a#top",
          "domain",
          "example.org",
          "analysis_status",
          "pending");
      db.add("links", "url", "no address", "domain", "?");
      db.add(
          "links",
          "url",
          "https://example.org/c",
          "domain",
          "example.org",
          "reasons_to_care",
          "because",
          "analysis_status",
          "success");
      LegacyReport report = take(seshat, db);
      assertThat(table(report, "links")).isEqualTo(new TableCount("links", 5, 3, 0, 1, 1));
      assertThat(remarks(report))
          .anyMatch(what -> what.startsWith("analysis_result is no JSON"))
          .anyMatch(what -> what.startsWith("its url"));
    }
    var first = seshat.links().get("https://example.org/a");
    assertThat(first.status().word()).isEqualTo("success");
    assertThat(first.title()).isEqualTo("A title");
    assertThat(String.valueOf(first.analysis())).contains("Moss", "soft", "green", "wet", "pH 5");
    assertThat(first.createdAt()).isEqualTo(Instant.parse("2025-01-01T00:00:00Z"));
    assertThat(seshat.links().get("https://example.org/b").errorMessage()).isEqualTo("404");
    assertThat(String.valueOf(seshat.links().get("https://example.org/c").analysis()))
        .contains("because");
    assertThat(
            rows(seshat, "SELECT told FROM v_legacy_rows WHERE source_table = 'links'").toString())
        .contains("{broken");
  }

  @Test
  void anOlderVersionLacksColumnsAndTables() throws Exception {
    try (TestStore test = TestStore.sqlite();
        AgentDatabase db = AgentDatabase.create(folder.resolve("old.db"), List.of())) {
      Seshat seshat = test.seshat();
      db.run(
          "CREATE TABLE Token_Usage (Timestamp TEXT, Input_Tokens INTEGER, Output_Tokens INTEGER)");
      db.run("INSERT INTO Token_Usage VALUES ('2025-01-01', 5, 6)");
      assertThat(table(take(seshat, db), "token_usage").taken()).isEqualTo(1);
      assertThat(rows(seshat, "SELECT total_tokens FROM v_usage").toString()).contains("11");
    }
  }
}
