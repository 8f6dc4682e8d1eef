package dev.seshat.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.export.ExportProgress;
import dev.seshat.store.Store;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.FailingStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of a prompt sessions' database that is not as it should be.
class PromptOddRowsTest extends PromptDatabaseCase {
  @EveryStore
  void oddRowsAreKeptOrSkippedWithAWord(TestStore test) throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    try (PromptCase db = database()) {
      db.add(
          "sessions",
          "id",
          "s1",
          "intent",
          "x\0y",
          "status",
          "parked",
          "total_iterations",
          9,
          "reference_analysis",
          "{broken",
          "reference_image_path",
          "[\"a.png\", \"b.png\"]",
          "created_at",
          "soon");
      db.add(
          "iterations",
          "session_id",
          "s1",
          "iteration_number",
          2,
          "prompt",
          "two",
          "created_at",
          "2026-01-01");
      db.add(
          "iterations",
          "session_id",
          "s1",
          "iteration_number",
          2,
          "prompt",
          "two again",
          "parent_image",
          900,
          "created_at",
          "2026-01-02");
      db.add(
          "iterations",
          "session_id",
          "s1",
          "iteration_number",
          5,
          "prompt",
          "five",
          "action_type",
          "Vary Subtle",
          "what_worked",
          "[1, null, {\"a\": 2}]");
      db.add("iterations", "session_id", "lost", "iteration_number", 1, "prompt", "p");
      db.add("iterations", "session_id", "s1", "iteration_number", 6, "prompt", "   ");
      db.add(
          "patterns",
          "id",
          "p\n1",
          "category",
          "c",
          "problem",
          "p",
          "solution",
          "s",
          "specificity",
          "odd",
          "tags",
          "a, b");
      db.add("patterns", "id", "p2", "category", "c", "problem", "", "solution", " ");
      db.add(
          "pattern_evidence",
          "pattern_id",
          "p\n1",
          "session_id",
          "lost",
          "outcome",
          "perhaps",
          "created_at",
          "never");
      db.add("pattern_evidence", "pattern_id", "none", "outcome", "supported");
      db.add(
          "keyword_effectiveness",
          "keyword",
          "glow",
          "effectiveness",
          "so-so",
          "times_used",
          1,
          "times_effective",
          3);
      db.add("keyword_effectiveness", "keyword", " ");
      db.add("session_patterns_applied", "session_id", "lost", "pattern_id", "p\n1");
      LegacyReport report = PromptCase.take(seshat, db);
      assertThat(report.tables())
          .extracting(each -> each.table() + " " + each.taken() + " " + each.skipped())
          .containsExactly(
              "sessions 1 0",
              "iterations 3 2",
              "patterns 1 1",
              "pattern_evidence 1 1",
              "keyword_effectiveness 1 1",
              "session_patterns_applied 0 1");
      assertThat(said(report))
          .contains(
              "total_iterations disagrees with its rows in iterations, which count",
              "status is none that is known; the session is active",
              "its number leaves a hole or comes twice; it is numbered on",
              "parent_image is no place in a batch; it is left out",
              "reference_analysis is no JSON object; it is kept as its text",
              "outcome is none that is known; it is neutral",
              "its session is not there; the evidence is kept",
              "times_effective is more than times_used; it was used as often",
              "its pattern is not there",
              "its session is not there");
    }
    String id = session(seshat, "s1").id().toString();
    assertThat(seshat.iterations().list(id, null, 10).items())
        .extracting(each -> each.iterationNumber() + " " + each.prompt() + " " + each.actionType())
        .containsExactly("1 two prompt_edit", "2 two again prompt_edit", "3 five vary_subtle");
    assertThat(seshat.iterations().reference(id).referenceImagePaths())
        .containsExactly("a.png", "b.png");
    assertThat(seshat.patterns().get("p 1").tags()).containsExactly("a", "b");
  }

  @Test
  void anOlderVersionLacksColumnsAndTables() throws Exception {
    try (TestStore test = TestStore.sqlite();
        PromptCase db = PromptCase.bare(folder.resolve("old.db"))) {
      db.run("CREATE TABLE Sessions (id TEXT, Intent TEXT, reference_image_paths TEXT)");
      db.run("CREATE TABLE iterations (session_id TEXT, iteration_number INTEGER, prompt TEXT)");
      db.run("INSERT INTO Sessions VALUES ('s', 'Old', '[\"x.png\"]')");
      db.run("INSERT INTO iterations VALUES ('s', 1, 'first')");
      Seshat seshat = test.seshat();
      LegacyReport report = PromptCase.take(seshat, db);
      assertThat(report.tables())
          .extracting(LegacyReport.TableCount::taken)
          .containsExactly(1L, 1L);
      String id = session(seshat, "s").id().toString();
      assertThat(seshat.iterations().reference(id).referenceImagePaths()).containsExactly("x.png");
      assertThat(seshat.iterations().get(id, 1).actionType()).isEqualTo("initial");
    }
  }

  @Test
  void anotherDatabaseIsRefused() throws Exception {
    try (TestStore test = TestStore.sqlite();
        PromptCase db = PromptCase.bare(folder.resolve("other.db"))) {
      db.run("CREATE TABLE pets (id INTEGER)");
      assertThatThrownBy(() -> PromptCase.take(test.seshat(), db))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("none of the tables of prompt-sessions");
    }
  }

  @EveryStore
  void aDryRunSaysWhatWouldBeAndWritesNothing(TestStore test) throws Exception {
    try (PromptCase db = database().world()) {
      Seshat seshat = test.seshat(new TestClock());
      LegacyReport dry =
          seshat
              .legacy()
              .importPromptSessions(
                  List.of(db.file()),
                  LegacyOptions.standard().withDryRun(true),
                  ExportProgress.none());
      assertThat(seshat.sessions().list(dev.seshat.session.SessionFilter.all()).items()).isEmpty();
      LegacyReport real = PromptCase.take(seshat, db);
      assertThat(dry.tables()).isEqualTo(real.tables());
      assertThat(dry.remarks()).isEqualTo(real.remarks());
    }
  }

  @EveryStore
  void brokenOffAnywhereItGoesOn(TestStore test) throws Exception {
    try (PromptCase db = database().world();
        TestStore undisturbed = TestStore.sqlite()) {
      List<Path> file = List.of(db.file());
      Store store = test.store(TestStore.seeded(new TestClock(), 5));
      int kills = 0;
      for (int writes = 0; writes < 8; writes++) {
        try {
          AgentSystemPropertyTest.legacy(new FailingStore(store, writes, writes % 2 == 0))
              .importPromptSessions(file, LegacyOptions.standard(), ExportProgress.none());
        } catch (FailingStore.Killed e) {
          kills++;
        }
      }
      assertThat(kills).isGreaterThan(3);
      Seshat seshat = test.seshat(new TestClock());
      PromptCase.take(seshat, db);
      Seshat other = undisturbed.seshat(new TestClock());
      PromptCase.take(other, db);
      List<String> rows = taken(seshat);
      assertThat(rows).hasSizeGreaterThan(15);
      if (test.isSqlite()) {
        assertThat(rows).isEqualTo(taken(other));
      } else {
        assertThat(rows).hasSameSizeAs(taken(other));
      }
    }
  }
}
