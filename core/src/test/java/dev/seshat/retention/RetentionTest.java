package dev.seshat.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.audit.AuditQuery;
import dev.seshat.json.Json;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.search.SearchQuery;
import dev.seshat.session.Ending;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionStatus;
import dev.seshat.task.NewTask;
import dev.seshat.task.TaskChange;
import dev.seshat.testing.AllText;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import dev.seshat.transcript.ImportProgress;
import dev.seshat.transcript.JsonLinesOptions;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Rules by kind and age, and that what they erase is gone.
class RetentionTest {
  /// A word that nothing else says.
  private static final String SECRET = "Zanzibarquokka";

  private final TestClock clock = new TestClock();

  @EveryStore
  void aRuleIsSetReplacedAndRemoved(TestStore store) {
    Retention retention = store.seshat(clock).retention();
    retention.set(new RetentionRule("chat", 30, 90));
    retention.set(new RetentionRule("*", null, 365));
    retention.set(new RetentionRule("chat", 10, null));
    assertThat(retention.list())
        .containsExactly(new RetentionRule("*", null, 365), new RetentionRule("chat", 10, null));
    retention.remove("*");
    assertThat(retention.list()).containsExactly(new RetentionRule("chat", 10, null));
    assertThatThrownBy(() -> retention.remove("*")).isInstanceOf(NotFound.class);
  }

  @Test
  void aRuleSaysSomethingAndStaysInBounds() {
    assertThatThrownBy(() -> new RetentionRule("chat", null, null)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new RetentionRule("chat", -1, null)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new RetentionRule("chat", null, 36_501)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new RetentionRule("No Kind", 1, null)).isInstanceOf(Invalid.class);
  }

  @EveryStore
  void endedSessionsAreArchivedByTheRuleOfTheirKind(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Session old = ended(seshat, "chat");
    Session other = ended(seshat, "coding");
    Session active = started(seshat, "chat");
    Session paused = started(seshat, "chat");
    seshat.sessions().pause(id(paused));
    Session scheduled = seshat.sessions().create(NewSession.of("later").kind("chat"));
    clock.advance(Duration.ofDays(20));
    Session recent = ended(seshat, "chat");
    clock.advance(Duration.ofDays(11));
    seshat.retention().set(new RetentionRule("chat", 30, null));
    seshat.retention().set(new RetentionRule("*", 40, 0));

    RetentionPlan plan = seshat.retention().plan();
    assertThat(plan.lines()).extracting(RetentionPlan.Line::archive).containsExactly(0L, 1L);
    assertThat(plan.lines().getLast().oldestToArchive()).isEqualTo(old.lastActivityAt());
    assertThat(seshat.retention().apply()).isEqualTo(new RetentionResult(1, 0));

    Session archived = seshat.sessions().get(id(old));
    assertThat(archived.status()).isEqualTo(SessionStatus.ARCHIVED);
    assertThat(archived.lastActivityAt()).isEqualTo(old.lastActivityAt());
    assertThat(List.of(other, active, paused, scheduled, recent))
        .allSatisfy(each ->
            assertThat(seshat.sessions().get(id(each)).status())
                .isNotEqualTo(SessionStatus.ARCHIVED));
    assertThat(seshat.retention().apply()).isEqualTo(new RetentionResult(0, 0));
  }

  @EveryStore
  void anErasedSessionIsGoneWithEverythingOfItButItsAccounts(TestStore store) throws Exception {
    Seshat seshat = store.seshat(clock);
    Session kept = ended(seshat, "chat");
    Session secret = secretive(seshat);
    Path file = Path.of(seshat.taskFiles().state(id(secret)).path());
    assertThat(Files.list(file.resolveSibling("kept"))).isNotEmpty();
    seshat.once("key", "request", inside -> Json.write(inside.sessions().get(id(secret)).toJson()));
    seshat.sessions().archive(id(secret));
    var promise =
        seshat
            .promises()
            .create(
                NewPromise.of("work", "Think of " + SECRET)
                    .withPayload(Map.of("of", SECRET))
                    .withKey(SECRET)
                    .withChat("c", null)
                    .withSession(secret.id()));
    assertThat(AllText.holding(store, SECRET))
        .contains(
            "sessions.intention",
            "session_interaction.agent_text",
            "session_note.note_content",
            "session_artifact.content",
            "audit_log.detail",
            "promises.task_description",
            "promises.payload",
            "tasks.title",
            "task_groups.group_name",
            "markdown_sync_state.base",
            "sync_conflicts.file_value",
            "idempotency_key.answer");
    clock.advance(Duration.ofDays(91));
    seshat.retention().set(new RetentionRule("*", null, 90));
    assertThat(seshat.retention().plan().lines().getFirst().erase()).isEqualTo(1);

    assertThat(seshat.retention().apply()).isEqualTo(new RetentionResult(0, 1));

    assertThatThrownBy(() -> seshat.sessions().get(id(secret))).isInstanceOf(NotFound.class);
    assertThat(seshat.sessions().get(id(kept))).isNotNull();
    assertThat(seshat.promises().get(promise.id()).status()).isEqualTo(PromiseStatus.CANCELLED);
    assertThat(AllText.holding(store, SECRET)).isEmpty();
    assertThat(file).as("the file of its tasks").doesNotExist();
    assertThat(file.resolveSibling("kept")).doesNotExist();
    assertThat(AllText.holding(store, SECRET.substring(0, 8))).isEmpty();
    assertThat(seshat.search().find(SearchQuery.of(SECRET)).hits()).isEmpty();
    assertThat(
            seshat
                .query()
                .run(
                    "SELECT total_tokens FROM v_usage WHERE session_id IS NULL",
                    10,
                    Duration.ofSeconds(5))
                .rows())
        .hasSize(1);
    assertThat(seshat.audit().find(AuditQuery.newest(50)))
        .anySatisfy(entry -> {
          assertThat(entry.action()).isEqualTo("session.erase");
          assertThat(entry.entityId()).isEqualTo(secret.id().toString());
          assertThat(entry.detail()).contains("\"interactions\":1", "\"notes\":1");
        });
    assertThat(seshat.audit().verify().intact()).isTrue();
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void aRedactedEntryThatNoErasingVouchesForBreaksTheChain(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Session session = ended(seshat, "chat");
    store
        .store()
        .write(tx ->
            tx.update(
                "UPDATE audit_log SET detail = ? WHERE session_id = ? AND action = 'session.create'",
                "{\"erased\":true}",
                session.id().toString()));
    assertThat(seshat.audit().verify().intact()).isFalse();
  }

  @EveryStore
  void whatOthersStandOnWaitsForThem(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Session root = started(seshat, "chat");
    seshat.interactions().append(id(root), NewInteraction.message("user", "one"));
    Session fork = seshat.sessions().fork(id(root), 1L, null);
    seshat.sessions().complete(id(root), Ending.none());
    seshat.sessions().archive(id(root));
    clock.advance(Duration.ofDays(10));
    seshat.retention().set(new RetentionRule("*", null, 5));

    RetentionPlan.Line line = seshat.retention().plan().lines().getFirst();
    assertThat(line.erase()).isZero();
    assertThat(line.held()).isEqualTo(1);
    assertThat(seshat.retention().apply().erased()).isZero();

    seshat.sessions().complete(id(fork), Ending.none());
    seshat.sessions().archive(id(fork));
    clock.advance(Duration.ofDays(6));
    assertThat(seshat.retention().plan().lines().getFirst().erase()).isEqualTo(2);
    assertThat(seshat.retention().apply().erased()).isEqualTo(2);
    assertThat(seshat.retention().plan().lines().getFirst().held()).isZero();
  }

  @EveryStore
  void aThousandSessionsLeaveInManyTransactions(TestStore store) {
    Seshat seshat = store.seshat(clock);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 130; i++) {
      lines.append(
          """
          {"type": "session", "external_id": "s%d", "intention": "old %d", "status": "completed", "ended_at": "2020-01-01T00:00:00Z"}
          {"type": "interaction", "session": "s%d", "external_id": "i", "text": "said", "created_at": "2020-01-01T00:00:00Z"}
          """
              .formatted(i, i, i));
    }
    seshat
        .transcripts()
        .importJsonLines(
            new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
            JsonLinesOptions.of("test"),
            ImportProgress.none());
    seshat.retention().set(new RetentionRule("*", 30, 0));
    assertThat(seshat.retention().apply().archived()).isEqualTo(130);
    clock.advance(Duration.ofSeconds(1));
    assertThat(seshat.retention().apply()).isEqualTo(new RetentionResult(0, 130));
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  /// Tasks, groups, a conflict between file and store, and a kept copy of the file.
  private static void secretTasks(Seshat seshat, String session) throws IOException {
    String task =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    NewTask.fromJson(
                        Map.of(
                            "title",
                            SECRET + " task",
                            "task_group",
                            SECRET + " group",
                            "description",
                            "Do " + SECRET)),
                    NewTask.of("other")))
            .getFirst()
            .marker();
    seshat.taskFiles().sync(session, MergePolicy.MANUAL, false);
    Path file = Path.of(seshat.taskFiles().state(session).path());
    String text = Files.readString(file);
    Files.writeString(file, text.replace(SECRET + " task", SECRET + " in the file"));
    seshat
        .tasks()
        .change(
            session, task, TaskChange.fromJson(Map.of("title", SECRET + " in the store")), null);
    seshat.tasks().add(session, List.of(NewTask.of("one more")));
    seshat.taskFiles().sync(session, null, false);
    assertThat(seshat.taskFiles().conflicts(session, null, null, 10).items()).hasSize(1);
  }

  private static Session secretive(Seshat seshat) throws IOException {
    Session session =
        seshat.sessions().start(NewSession.of(SECRET + " plans").kind("chat").name(SECRET));
    seshat.interactions().append(id(session), NewInteraction.message("agent", "Of " + SECRET));
    seshat.notes().add(id(session), NewNote.of("insight", SECRET + " noted"));
    seshat.artifacts().add(id(session), NewArtifact.of("plan", SECRET, "A plan of " + SECRET));
    secretTasks(seshat, id(session));
    seshat
        .usage()
        .record(
            NewUsage.of("Anthropic", "claude-sonnet-4-5", TokenCounts.of(1_000, 100))
                .withSession(session.id()));
    return seshat.sessions().complete(id(session), Ending.none());
  }

  private static Session started(Seshat seshat, String kind) {
    return seshat.sessions().startUnfocused(NewSession.of("work").kind(kind));
  }

  private static Session ended(Seshat seshat, String kind) {
    return seshat.sessions().complete(id(started(seshat, kind)), Ending.none());
  }

  private static String id(Session session) {
    return session.id().toString();
  }
}
