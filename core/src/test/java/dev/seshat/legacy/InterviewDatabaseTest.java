package dev.seshat.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.export.ExportProgress;
import dev.seshat.interview.SessionEvent;
import dev.seshat.legacy.LegacyReport.Remark;
import dev.seshat.people.LifeEvent;
import dev.seshat.session.Artifact;
import dev.seshat.session.Interaction;
import dev.seshat.session.Note;
import dev.seshat.session.ResponseMethod;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of interviews that another system kept in PostgreSQL, by its own definitions of its tables.
class InterviewDatabaseTest {
  private static final String ONE = "aaaaaaaa-0000-4000-8000-000000000001";

  private TestStore source;
  private Connection connection;

  @BeforeEach
  void make() throws Exception {
    source = TestStore.postgres();
    connection = DriverManager.getConnection(source.where());
    run("CREATE SCHEMA " + source.workspace());
    run("SET search_path = " + source.workspace());
    run(resource("interview-sessions.sql"));
    run(resource("interview-rows.sql"));
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    source.close();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(InterviewDatabaseTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private LegacyReport take(Seshat seshat, LegacyOptions options) {
    String where = source.where();
    String url = where + (where.contains("?") ? "&" : "?") + "currentSchema=" + source.workspace();
    return seshat.legacy().importInterviewSessions(url, options, ExportProgress.none());
  }

  @EveryStore
  void allOfItComes(TestStore test) {
    Seshat seshat = test.seshat(new TestClock());
    LegacyReport report = take(seshat, LegacyOptions.standard());
    assertThat(report.tables())
        .as("%s", report.remarks())
        .extracting(each -> each.table() + " " + each.taken() + " of " + each.read())
        .containsExactly(
            "storyteller 1 of 1",
            "life_event 2 of 2",
            "process_version 1 of 1",
            "process_node 1 of 1",
            "session_template 1 of 1",
            "session 4 of 4",
            "session_life_event 2 of 2",
            "session_interaction 4 of 4",
            "session_artifact 2 of 2",
            "session_note 2 of 2");
    assertThat(report.files().getFirst().otherColumns())
        .containsEntry("storyteller", List.of("shoe_size"));

    Session one = seshat.sessions().get(ONE);
    assertThat(one.id()).hasToString(ONE);
    assertThat(one.kind()).isEqualTo("interview");
    assertThat(one.status()).isEqualTo(SessionStatus.COMPLETED);
    assertThat(one.name()).isEqualTo("Childhood memories capture");
    assertThat(one.successIndicators()).extracting("text").contains("Captured 3+ specific scenes");
    assertThat(one.constraints())
        .containsExactly("Don't rush, \"trauma\" topics", "Respect {time} limit");
    assertThat(one.startedAt()).isEqualTo(Instant.parse("2024-01-15T10:02:00Z"));
    assertThat(one.get(SessionField.ACTIVE_SECONDS)).isEqualTo(28 * 60);
    assertThat(one.get(SessionField.SUCCESS_RATING)).isEqualTo(4);
    assertThat(one.interactionCount()).isEqualTo(3);
    assertThat(one.createdAt()).isEqualTo(Instant.parse("2024-01-10T09:00:00Z"));
    assertThat(
            seshat.sessions().list(SessionFilter.all()).items().stream()
                .map(each -> each.status().word())
                .sorted())
        .containsExactly("cancelled", "completed", "paused", "scheduled");

    Interaction first = seshat.interactions().get(ONE, 1);
    assertThat(first.agentText()).isEqualTo("Where did you live?");
    assertThat(first.personText()).isEqualTo("In Boston, with my aunt Ada.");
    assertThat(first.keyThemes()).containsExactly("home", "family, first");
    assertThat(first.mentionsPeople()).containsExactly("Ada");
    assertThat(first.mentionsPlaces()).containsExactly("Boston");
    assertThat(first.sentiment()).isEqualTo("positive");
    assertThat(first.durationSeconds()).isEqualTo(95);
    assertThat(first.createdAt()).isEqualTo(Instant.parse("2024-01-15T10:03:00Z"));
    assertThat(seshat.interactions().get(ONE, 2).personText()).isNull();
    assertThat(seshat.interactions().get(ONE, 2).keyThemes()).isEmpty();

    List<SessionEvent> events = seshat.sessionEvents().ofSession(ONE);
    assertThat(events).extracting(SessionEvent::eventName).containsExactly("Childhood", "School");
    assertThat(events.getFirst().isPrimaryFocus()).isTrue();
    assertThat(events.getFirst().promptsCompleted()).isEqualTo(3);
    assertThat(seshat.lifeEvents().ofStoryteller("Rosa Lindner"))
        .extracting(LifeEvent::id)
        .contains(events.getFirst().lifeEventId());
    List<Artifact> artifacts = seshat.artifacts().list(ONE, null, 10).items();
    assertThat(artifacts).hasSize(2);
    assertThat(artifacts).filteredOn(Artifact::isApproved).hasSize(1);
    List<Note> notes = seshat.notes().list(ONE, null, 10).items();
    assertThat(notes).hasSize(2);
    assertThat(notes)
        .filteredOn(Note::isImportant)
        .extracting(Note::noteType)
        .containsExactly("concern");
    assertThat(
            seshat
                .query()
                .run(
                    "SELECT life_event_id FROM v_interactions WHERE life_event_id IS NOT NULL",
                    10,
                    java.time.Duration.ofSeconds(20))
                .rows())
        .hasSize(2);
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void twiceIsOnceAndWhatWasAddedSinceComes(TestStore test) throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    take(seshat, LegacyOptions.standard());
    LegacyReport again = take(seshat, LegacyOptions.standard());
    assertThat(again.tables()).allMatch(each -> each.taken() == 0 && each.changed() == 0);
    run("INSERT INTO session_note (session_id, note_content) VALUES ('" + ONE + "', 'later')");
    run(
        "UPDATE session SET summary = 'Written there later', updated_at = '2030-01-01' WHERE id = '"
            + ONE
            + "'");
    LegacyReport more = take(seshat, LegacyOptions.standard());
    assertThat(more.tables())
        .filteredOn(each -> each.taken() > 0)
        .extracting("table")
        .containsExactly("session_note");
    assertThat(more.tables())
        .filteredOn(each -> each.changed() > 0)
        .extracting("table")
        .containsExactly("session");
    assertThat(seshat.sessions().get(ONE).summary()).isEqualTo("Written there later");
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void anAnswerThatCameThereLaterIsTakenWhereNoneIsHere(TestStore test) throws Exception {
    String two = "aaaaaaab-0000-4000-8000-000000000001";
    TestClock clock = new TestClock();
    Seshat seshat = test.seshat(clock);
    take(seshat, LegacyOptions.standard());
    assertThat(seshat.interactions().get(two, 1).isWaiting()).isTrue();
    String waiting = seshat.interactions().get(two, 1).externalId();
    String answer =
        "UPDATE session_interaction SET storyteller_response = '%s', response_method = 'voice', sentiment = 'positive'"
            + " WHERE id = '"
            + waiting
            + "'";
    run(answer.formatted("By the river."));
    clock.advance(Duration.ofMinutes(1));
    LegacyReport more = take(seshat, LegacyOptions.standard());
    assertThat(more.tables())
        .filteredOn(each -> each.changed() > 0)
        .extracting("table")
        .containsExactly("session_interaction");
    assertThat(more.remarks().toString()).doesNotContain("was changed there");
    Interaction answered = seshat.interactions().get(two, 1);
    assertThat(answered.personText()).isEqualTo("By the river.");
    assertThat(answered.responseMethod()).isEqualTo(ResponseMethod.VOICE);
    assertThat(answered.sentiment()).isEqualTo("positive");
    assertThat(answered.analysedBy()).isNull();
    run(answer.formatted("By the sea."));
    clock.advance(Duration.ofMinutes(1));
    assertThat(take(seshat, LegacyOptions.standard()).remarks().toString())
        .contains("was changed there since; what is here stays", waiting);
    assertThat(seshat.interactions().get(two, 1)).isEqualTo(answered);
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void aTryWritesNothing(TestStore test) {
    Seshat seshat = test.seshat(new TestClock());
    LegacyReport report = take(seshat, LegacyOptions.standard().withDryRun(true));
    assertThat(report.tables()).extracting("taken").contains(4L);
    assertThat(seshat.sessions().list(SessionFilter.all()).items()).isEmpty();
    assertThat(seshat.storytellers().list(true, null, 10).items()).isEmpty();
  }

  @EveryStore
  void nobodyIsInterviewedOnWhoHasNotAgreedHere(TestStore test) {
    Seshat seshat = test.seshat(new TestClock());
    take(seshat, LegacyOptions.standard());
    String paused =
        seshat
            .sessions()
            .list(SessionFilter.all().withStatuses(java.util.Set.of(SessionStatus.PAUSED)))
            .items()
            .getFirst()
            .shortId();
    assertThatThrownBy(() -> seshat.sessions().activate(paused)).isInstanceOf(Conflict.class);
    seshat.storytellers().consent("Rosa Lindner", true, null);
    seshat.sessions().activate(paused);
  }

  @Test
  void oddRowsAreToldOf() throws Exception {
    run(
        "INSERT INTO session_interaction (session_id, interaction_sequence, interaction_type, agent_prompt, response_method)"
            + " VALUES ('"
            + ONE
            + "', 9, 'shouting', 'What?', 'telegram')");
    run("DROP TABLE session_life_event CASCADE");
    try (TestStore test = TestStore.sqlite()) {
      Seshat seshat = test.seshat(new TestClock());
      LegacyReport report = take(seshat, LegacyOptions.standard());
      assertThat(report.remarks())
          .extracting(Remark::what)
          .contains(
              "interaction_type is none that is known; it is left out",
              "response_method is none that is known; it is left out");
      assertThat(seshat.interactions().get(ONE, 4).agentText()).isEqualTo("What?");
      assertThatThrownBy(() ->
              seshat
                  .legacy()
                  .importInterviewSessions(
                      "mysql://x", LegacyOptions.standard(), ExportProgress.none()))
          .isInstanceOf(Invalid.class);
      assertThat(seshat.doctor().examine().problems()).isEmpty();
    }
  }

  @Test
  void arraysAreReadAsPostgresWritesThem() {
    assertThat(PostgresArray.parse("{a,\"b, c\",NULL,\"NULL\",\"say \\\"hi\\\" \\\\o/\",{x,y}}"))
        .containsExactly("a", "b, c", "NULL", "say \"hi\" \\o/", "x", "y");
    assertThat(PostgresArray.parse("{}")).isEmpty();
    assertThat(PostgresArray.parse("{\"unended")).isEmpty();
  }
}
