package dev.seshat.server.mcp;

import static dev.seshat.server.mcp.Client.INITIALIZE;
import static dev.seshat.server.mcp.Client.INITIALIZED;
import static dev.seshat.server.mcp.Client.call;
import static dev.seshat.server.mcp.Client.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.json.Json;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client sees of the protocol, with everything that can go wrong in it.
class ConversationTest {
  @TempDir Path folder;
  Seshat seshat;
  Client client;

  @BeforeEach
  void open() {
    seshat = Seshat.open(folder.resolve("test.db"));
    client = new Client(seshat);
  }

  @AfterEach
  void close() {
    seshat.close();
  }

  @Test
  void aWholeConversation() {
    Session session = seshat.sessions().start(NewSession.of("Look at git worktrees"));
    seshat
        .interactions()
        .append(session.shortId(), NewInteraction.message("user", "Which worktree holds the fix?"));

    var answers =
        client.talk(
            "this is not json",
            request(2, "tools/list", "{}"),
            call(3, "recall", Map.of("query", "worktree", "limit", 3)),
            call(4, "session_brief", Map.of("session", session.id().toString(), "tokens", 1_000)),
            call(5, "query", Map.of("sql", "SELECT count(*) AS n FROM v_sessions")),
            call(6, "query", Map.of("sql", "DELETE FROM sessions")));

    assertThat(result(answers.get(1)))
        .containsEntry("protocolVersion", "2025-11-25")
        .containsKey("instructions");
    assertThat(error(answers.get("none"))).containsEntry("code", -32700);
    assertThat((List<?>) result(answers.get(2)).get("tools")).hasSize(12);
    assertThat(result(answers.get(3))).containsEntry("isError", false);
    assertThat(text(answers.get(3)))
        .contains("Which worktree holds the fix?")
        .contains(session.shortId() + "#1");
    assertThat(text(answers.get(4))).contains("Look at git worktrees");
    assertThat(result(answers.get(5)).get("structuredContent"))
        .isEqualTo(
            Map.of("columns", List.of("n"), "rows", List.of(List.of(1)), "truncated", false));
    assertThat(result(answers.get(6))).containsEntry("isError", true);
    assertThat(seshat.sessions().get(session.shortId()).id()).isEqualTo(session.id());
  }

  @Test
  void malformedLinesAreAnsweredAndPassed() {
    var answers =
        client.raw(
            INITIALIZE,
            INITIALIZED,
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":",
            "",
            "[]",
            "\"text\"",
            "null",
            "{\"id\":8,\"method\":\"ping\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":9}",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
            "{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}",
            "{\"jsonrpc\":\"2.0\",\"id\":10,\"result\":{}}",
            request(11, "ping", "{}"));

    assertThat(answers.getLast()).containsEntry("id", 11).containsEntry("result", Map.of());
    assertThat(answers.subList(1, answers.size() - 1))
        .hasSize(9)
        .allSatisfy(answer -> assertThat(message(answer)).isNotBlank());
    assertThat(
            answers.subList(1, answers.size() - 1).stream()
                .map(answer -> String.valueOf(error(answer).get("code"))))
        .containsExactly(
            "-32700", "-32600", "-32700", "-32700", "-32600", "-32600", "-32600", "-32600",
            "-32700");
  }

  @Test
  void aLineThatIsTooLongIsRefusedAndPassed() throws IOException {
    String huge =
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\""
            + "x".repeat(StdioTransport.MAX_MESSAGE)
            + "\"}";
    var answers = client.raw(INITIALIZE, INITIALIZED, huge, request(3, "ping", "{}"));

    assertThat(message(answers.get(1))).contains("longer than 16777216 bytes");
    assertThat(answers.get(2)).containsEntry("id", 3);
  }

  @Test
  void requestsOfTheWrongShapeAreRefused() {
    var answers =
        client.talk(
            request(2, "tools/call", "7"),
            request(3, "tools/call", "{}"),
            request(4, "tools/call", "{\"name\":\"recall\",\"arguments\":[]}"),
            request(5, "tools/call", "{\"name\":\"no_such_tool\",\"arguments\":{}}"),
            request(6, "no/such/method", "{}"),
            request(7, "resources/read", "{}"),
            request(8, "resources/read", "{\"uri\":\"seshat://session/ffffffff\"}"),
            request(
                9, "prompts/get", "{\"name\":\"resume\",\"arguments\":{\"session\":\"ffffffff\"}}"),
            request(10, "prompts/get", "{\"name\":\"none\"}"),
            request(11, "resources/read", "{\"uri\":\"file:///etc/passwd\"}"));

    for (int id = 2; id <= 11; id++) {
      assertThat(message(answers.get(id)))
          .isNotBlank()
          .doesNotContain("Exception")
          .doesNotContain("\n");
    }
    assertThat(error(answers.get(5))).containsEntry("message", "Tool not found: no_such_tool");
    assertThat(error(answers.get(6))).containsEntry("code", -32601);
    assertThat(error(answers.get(8))).containsEntry("code", -32002);
  }

  @Test
  void nothingIsAnsweredBeforeTheHandshake() {
    var answers = client.raw(request(1, "tools/list", "{}"), request(2, "ping", "{}"), INITIALIZE);

    assertThat(message(answers.get(0))).contains("handshake");
    assertThat(answers.get(1)).containsEntry("result", Map.of());
    assertThat(result(answers.get(2))).containsKey("serverInfo");
  }

  @Test
  void theClientIsTheActor() {
    client.talk(call(2, "session_start", Map.of("intention", "Be somebody")));

    assertThat(seshat.audit().after(0, 10))
        .isNotEmpty()
        .allMatch(entry -> entry.actor().equals("mcp:road"));
    assertThat(seshat.as("mcp:road").focus().current()).isEmpty();
  }

  private static String read(int id, String uri) {
    return request(id, "resources/read", "{\"uri\":\"" + uri + "\"}");
  }

  @Test
  void aSessionIsReadInItsForms() {
    Session session = seshat.sessions().start(NewSession.of("Plant a garden"));
    String uri = "seshat://session/" + session.shortId();
    var answers =
        client.talk(
            request(2, "resources/templates/list", "{}"),
            read(3, uri),
            read(4, uri + "/brief"),
            read(5, uri + "/session.md"),
            read(6, uri + "/runs"));

    assertThat(Json.write(answers.get(2)))
        .contains("seshat://session/{id}/brief")
        .contains("seshat://session/{id}/session.md");
    assertThat(Json.write(answers.get(3)))
        .contains("application/json")
        .contains(session.id().toString());
    assertThat(Json.write(answers.get(4))).contains("text/markdown").contains("Plant a garden");
    assertThat(Json.write(answers.get(5)))
        .contains("text/markdown")
        .contains("## Intention\\n\\n> Plant a garden");
    assertThat(Json.write(answers.get(6)))
        .contains("application/json", "agent_runs")
        .contains(seshat.agentRuns().of(session.shortId(), 10).getFirst().id().toString());
  }

  @Test
  void knowledgeIsReadByItsName() {
    seshat.patterns().add(NewPattern.of("lighting", "Flat night", "One warm lamp"));
    var answers =
        client.talk(
            request(2, "resources/templates/list", "{}"),
            read(3, "seshat://knowledge/learned-patterns"),
            read(4, "seshat://knowledge/keyword-effectiveness"),
            read(5, "seshat://knowledge/none"),
            read(6, "seshat://knowledge/..%2F..%2Fetc%2Fpasswd"));

    assertThat(Json.write(answers.get(2))).contains("seshat://knowledge/{name}");
    assertThat(Json.write(answers.get(3))).contains("text/markdown", "One warm lamp");
    assertThat(Json.write(answers.get(4))).contains("# Keyword Effectiveness");
    assertThat(Json.write(answers.get(5))).contains("\"error\"", "no knowledge 'none'");
    assertThat(Json.write(answers.get(6))).contains("\"error\"").doesNotContain("root:");
  }

  @Test
  void recentSessionsAreListedInPages() {
    for (int i = 0; i < 60; i++) {
      seshat.sessions().start(NewSession.of("Session number " + i));
    }
    Map<String, Object> first = result(client.talk(request(2, "resources/list", "{}")).get(2));
    Map<String, Object> second =
        result(
            client
                .talk(
                    request(
                        2, "resources/list", Json.write(Map.of("cursor", first.get("nextCursor")))))
                .get(2));

    assertThat((List<?>) first.get("resources")).hasSize(50);
    assertThat((List<?>) second.get("resources")).hasSize(10);
    assertThat(second).doesNotContainKey("nextCursor");
    assertThat(Json.write(first)).contains("Session number 59").contains("/session.md");
  }

  @Test
  void promptsPutTheBriefBeforeTheAgent() {
    String session = seshat.sessions().start(NewSession.of("Plant a garden")).shortId();
    String arguments = "\"arguments\":{\"session\":\"" + session + "\"}}";
    var answers =
        client.talk(
            request(2, "prompts/get", "{\"name\":\"resume\"," + arguments),
            request(3, "prompts/get", "{\"name\":\"reflect\"," + arguments));

    assertThat(Json.write(answers.get(2))).contains("Plant a garden").contains("action resume");
    assertThat(Json.write(answers.get(3))).contains("Plant a garden").contains("note_type insight");
  }

  @Test
  void whatAPersonTypesIsCompletedToSessions() {
    Session garden = seshat.sessions().start(NewSession.of("Plant a garden"));
    seshat.sessions().start(NewSession.of("Build a house"));
    String template =
        "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"seshat://session/{id}/brief\"},\"argument\":{\"name\":\"id\",\"value\":";
    String prompt =
        "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"resume\"},\"argument\":{\"name\":\"session\",\"value\":";
    var answers =
        client.talk(
            request(
                2,
                "completion/complete",
                template + "\"" + garden.shortId().substring(0, 3) + "\"}}"),
            request(3, "completion/complete", prompt + "\"GARD\"}}"),
            request(4, "completion/complete", prompt + "\"\"}}"),
            request(5, "completion/complete", prompt + "\"no such\"}}"),
            request(6, "completion/complete", prompt + "7}}"),
            request(7, "completion/complete", "{}"));

    assertThat(Json.write(answers.get(2))).contains("\"" + garden.shortId() + "\"");
    assertThat(Json.write(result(answers.get(3)).get("completion")))
        .contains("[\"" + garden.shortId() + "\"]");
    assertThat(Json.write(result(answers.get(4)).get("completion"))).contains("\"total\":2");
    assertThat(Json.write(result(answers.get(5)).get("completion"))).contains("[]");
    assertThat(message(answers.get(7))).doesNotContain("Exception");
  }

  @Test
  void aBrokenStoreIsToldOfWithTheFirstCall() throws IOException {
    Path broken = folder.resolve("broken.db");
    java.nio.file.Files.writeString(
        broken, "not a database at all, but long enough to look like a file of one");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String lines =
        String.join("\n", INITIALIZE, INITIALIZED, call(2, "recall", Map.of("query", "x"))) + "\n";
    new McpStdio(() -> Seshat.open(broken), "test", Agent.local())
        .serve(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), out);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"isError\":true")
        .contains("store_unavailable");
  }

  @Test
  void itAnswersAsSoonAsItIsAskedAndEndsWithItsInput() throws Exception {
    try (PipedOutputStream toServer = new PipedOutputStream();
        PipedInputStream serverIn = new PipedInputStream(toServer, 1 << 16);
        PipedInputStream fromServer = new PipedInputStream(1 << 16);
        PipedOutputStream serverOut = new PipedOutputStream(fromServer)) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(() -> {
            try {
              new McpStdio(() -> seshat, "test", Agent.local()).serve(serverIn, serverOut);
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(fromServer, StandardCharsets.UTF_8));
      for (String line :
          List.of(INITIALIZE, INITIALIZED, "rubbish", request(2, "tools/list", "{}"))) {
        toServer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        toServer.flush();
      }
      assertThat(answers.readLine()).contains("\"id\":1");
      assertThat(answers.readLine()).contains("-32700");
      assertThat(answers.readLine()).contains("\"id\":2");
      // under way when the input ends, still answered
      toServer.write(
          (call(3, "query", Map.of("sql", "SELECT 1 AS one")) + "\n")
              .getBytes(StandardCharsets.UTF_8));
      toServer.close();
      assertThat(answers.readLine()).contains("\"id\":3").contains("\"isError\":false");
      served.get(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS);
      serverOut.close();
      assertThat(answers.readLine()).isNull();
    }
  }

  private static Map<String, Object> result(@Nullable Object answer) {
    return part(answer, "result");
  }

  private static Map<String, Object> error(@Nullable Object answer) {
    return part(answer, "error");
  }

  private static String message(@Nullable Object answer) {
    return String.valueOf(error(answer).get("message"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> part(@Nullable Object answer, String name) {
    assertThat(answer).isInstanceOf(Map.class);
    Object part = ((Map<String, Object>) Objects.requireNonNull(answer)).get(name);
    assertThat(part).as("%s of %s", name, answer).isInstanceOf(Map.class);
    return (Map<String, Object>) Objects.requireNonNull(part);
  }

  private static String text(@Nullable Object answer) {
    return Json.write(result(answer).get("content"));
  }
}
