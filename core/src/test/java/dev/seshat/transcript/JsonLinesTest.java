package dev.seshat.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class JsonLinesTest {
  private static final String SESSION =
      """
      {"type":"session","external_id":"s1","kind":"chat","project":"boats","intention":"Plan the trip","started_at":"2025-03-01T08:00:00Z"}
      """;
  private static final String ALL =
      SESSION
          + """
          {"type":"interaction","session":"s1","external_id":"i1","author":"user","text":"Where to?","created_at":"2025-03-01T08:00:01Z"}
          {"type":"interaction","session":"s1","external_id":"i2","author":"helper","text":"To the river.","created_at":"2025-03-01T08:00:02Z"}
          {"type":"note","session":"s1","external_id":"n1","note_type":"insight","text":"Likes water"}
          {"type":"artifact","session":"s1","external_id":"a1","artifact_type":"plan","content":"Take the boat"}
          {"type":"usage","session":"s1","request_id":"r1","host":"OpenAI","model":"gpt-4o","input_tokens":10,"output_tokens":5,"created_at":"2025-03-01T08:00:02Z"}
          """;

  private static ImportReport run(Seshat seshat, String text, JsonLinesOptions options) {
    return seshat
        .transcripts()
        .importJsonLines(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            options,
            ImportProgress.none());
  }

  private static ImportReport run(Seshat seshat, String text) {
    return run(seshat, text, JsonLinesOptions.of("test.jsonl"));
  }

  private static Session only(Seshat seshat) {
    return seshat.sessions().list(SessionFilter.all()).items().getFirst();
  }

  @EveryStore
  void takesEveryKindOfLineOnce(TestStore store) {
    Seshat seshat = store.seshat();
    ImportReport first = run(seshat, ALL);
    assertThat(first.malformed()).isEmpty();
    assertThat(first.sessions()).isEqualTo(1);
    assertThat(first.interactions()).isEqualTo(2);
    assertThat(first.notes() + first.artifacts() + first.requests()).isEqualTo(3);
    Session session = only(seshat);
    assertThat(session.externalSessionId()).isEqualTo("s1");
    assertThat(session.project()).isEqualTo("boats");
    assertThat(session.totalTokens()).isEqualTo(15);
    ImportReport second = run(seshat, ALL);
    assertThat(
            second.sessions()
                + second.interactions()
                + second.notes()
                + second.artifacts()
                + second.requests())
        .isZero();
    assertThat(only(seshat).version()).isEqualTo(session.version());
    assertThat(only(seshat).lastActivityAt()).isEqualTo(session.lastActivityAt());
  }

  @EveryStore
  void aSessionOfTasksWhoseNameAnotherHasGetsANumber(TestStore store) {
    Seshat seshat = store.seshat();
    String lines =
        """
        {"type":"session","external_id":"s1","kind":"tasks","name":"Release","intention":"Ship"}
        {"type":"session","external_id":"s2","kind":"tasks","name":"Release","intention":"Ship again"}
        {"type":"session","external_id":"s3","kind":"chat","name":"Release","intention":"Talk"}
        """;
    assertThat(run(seshat, lines).malformed()).isEmpty();
    assertThat(run(seshat, lines).sessions()).isZero();
    assertThat(seshat.sessions().list(SessionFilter.all()).items())
        .extracting(session -> session.get(dev.seshat.session.SessionField.NAME))
        .containsExactlyInAnyOrder("Release", "Release (2)", "Release");
  }

  @EveryStore
  void tellsBadLinesByTheirNumbersAndGoesOn(TestStore store) {
    Seshat seshat = store.seshat();
    String text =
        """
        nonsense
        {"type":"session","external_id":"s2"}
        {"type":"interaction","session":"nobody","external_id":"x","author":"user","text":"?"}
        {"type":"interaction","session":"s1","author":"user","text":"no id"}
        {"type":"dance"}
        {"type":"session","external_id":"s3","intention":"x","colour":"red"}
        {"type":"usage","host":"OpenAI","model":"m","request_id":"q","input_tokens":-1}
        """;
    ImportReport report = run(seshat, SESSION + text + ALL.substring(SESSION.length()));
    assertThat(report.malformed())
        .extracting(MalformedLine::line)
        .containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(report.malformed()).extracting(MalformedLine::file).containsOnly("test.jsonl");
    assertThat(report.malformed().toString())
        .contains("intention", "'nobody'", "external_id", "'dance'", "colour", "input_tokens");
    assertThat(report.interactions()).isEqualTo(2);
  }

  @EveryStore
  void stopsAtTheFirstBadLineWhenStrict(TestStore store) {
    Seshat seshat = store.seshat();
    assertThatThrownBy(() ->
            run(
                seshat,
                SESSION + "{\n" + ALL.substring(SESSION.length()),
                JsonLinesOptions.of("-").withStrict(true)))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("line 2: ");
    assertThat(only(seshat).interactionCount()).isZero();
  }

  @EveryStore
  void stopsAtALineWhoseSessionIsUnknownWhenStrict(TestStore store) {
    Seshat seshat = store.seshat();
    String text =
        SESSION
            + "{\"type\":\"interaction\",\"session\":\"s9\",\"external_id\":\"x\",\"author\":\"user\",\"text\":\"?\"}\n";
    assertThatThrownBy(() ->
            run(
                seshat,
                text + ALL.substring(SESSION.length()),
                JsonLinesOptions.of("-").withStrict(true)))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("line 2: ");
    assertThat(only(seshat).interactionCount()).isZero();
  }

  @EveryStore
  void knowsSessionsOfTheStoreAndOfOtherTools(TestStore store) {
    Seshat seshat = store.seshat();
    run(seshat, SESSION.replace("\"type\"", "\"tool\":\"bot\",\"type\""));
    ImportReport report =
        run(
            seshat,
            """
            {"type":"interaction","tool":"bot","session":"s1","external_id":"i1","author":"user","text":"Hi"}
            {"type":"interaction","session":"s1","external_id":"i2","author":"user","text":"Hi"}
            """);
    assertThat(report.interactions()).isEqualTo(1);
    assertThat(report.malformed()).extracting(MalformedLine::line).containsExactly(2L);
  }

  /// The page that describes the format shows lines that can be imported.
  @EveryStore
  void takesTheLinesOfItsPage(TestStore store) throws IOException {
    String page = Files.readString(Path.of("../docs/import-jsonl.md"));
    int start = page.indexOf("```\n") + 4;
    String lines = page.substring(start, page.indexOf("\n```", start) + 1);
    ImportReport report = run(store.seshat(), lines);
    assertThat(report.malformed()).isEmpty();
    assertThat(report.lines()).isEqualTo(6);
    assertThat(report.sessions() + report.interactions() + report.notes()).isEqualTo(4);
    assertThat(report.artifacts() + report.requests()).isEqualTo(2);
  }

  @EveryStore
  void masksSecrets(TestStore store) {
    Seshat seshat = store.seshat();
    run(
        seshat,
        SESSION
            + "{\"type\":\"interaction\",\"session\":\"s1\",\"external_id\":\"i1\",\"author\":\"user\",\"text\":\"ghp_abcdefghijklmnopqrstuvwxyz0123456789\"}\n");
    assertThat(seshat.interactions().last(only(seshat).id().toString(), 1).getFirst().text())
        .isEqualTo("[masked:github-token]");
  }
}
