package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.json.Json;
import dev.seshat.server.Client.Answer;
import dev.seshat.server.ClientCase;
import dev.seshat.server.http.Body;
import dev.seshat.session.SessionFilter;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Agents over HTTP: the same tools as over stdio, and what HTTP adds that can go wrong.
class HttpTest extends ClientCase {
  private static final String BOTH = "application/json, text/event-stream";

  private Answer post(String path, String body, String... headers) {
    String[] all = new String[headers.length + 4];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    all[headers.length + 2] = "Accept";
    all[headers.length + 3] = BOTH;
    return client.send("POST", path, body, all);
  }

  /// The id of a new conversation.
  private String begin(String path, String name) {
    Answer hello =
        post(
            path,
            mcpRequest(
                1,
                "initialize",
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\""
                    + name
                    + "\",\"version\":\"1\"}}"));
    assertThat(hello.status()).isEqualTo(200);
    String id = hello.header("Mcp-Session-Id");
    assertThat(id).matches("[!-~]{20,}");
    assertThat(post(path, dev.seshat.server.mcp.Client.INITIALIZED, "Mcp-Session-Id", id).status())
        .isEqualTo(202);
    return id;
  }

  private static String mcpRequest(int id, String method, String params) {
    return dev.seshat.server.mcp.Client.request(id, method, params);
  }

  private static String call(String tool, Map<String, ?> arguments) {
    return dev.seshat.server.mcp.Client.call(7, tool, arguments);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> result(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return (Map<String, @Nullable Object>) Objects.requireNonNull(answer.json().get("result"));
  }

  private static Set<String> toolNames(Answer answer) {
    return ((List<?>) Objects.requireNonNull(result(answer).get("tools")))
        .stream()
            .map(each -> String.valueOf(((Map<?, ?>) each).get("name")))
            .collect(Collectors.toSet());
  }

  @Test
  void aWholeConversation() {
    String id = begin("/mcp", "walker");
    assertThat(toolNames(post("/mcp", mcpRequest(2, "tools/list", "{}"), "Mcp-Session-Id", id)))
        .hasSize(12)
        .contains("session_start", "query");

    Answer started =
        post(
            "/mcp",
            call("session_start", Map.of("intention", "Walk over HTTP", "focus", true)),
            "Mcp-Session-Id",
            id,
            "MCP-Protocol-Version",
            "2025-11-25");
    assertThat(started.header("Content-Type")).startsWith("application/json");
    assertThat(result(started)).containsEntry("isError", false).containsKey("structuredContent");
    assertThat(client.seshat.as("mcp:walker").focus().current()).isPresent();
    assertThat(
            result(
                    post(
                        "/mcp",
                        call("session_brief", Map.of("session", "current")),
                        "Mcp-Session-Id",
                        id))
                .toString())
        .contains("Walk over HTTP");

    assertThat(client.send("DELETE", "/mcp", null, "Mcp-Session-Id", id).status()).isEqualTo(204);
    Answer after = post("/mcp", mcpRequest(3, "ping", "{}"), "Mcp-Session-Id", id);
    assertThat(after.status()).isEqualTo(404);
    assertThat(after.body()).contains("has ended").contains("\"id\":3");
    assertThat(client.send("DELETE", "/mcp", null, "Mcp-Session-Id", id).status()).isEqualTo(404);
    assertThat(client.faults()).isEmpty();
  }

  @Test
  void aClientThatTakesEventsOnlyIsAnsweredByThem() {
    String id = begin("/mcp", "eventful");
    Answer answer =
        client.send(
            "POST",
            "/mcp",
            mcpRequest(2, "tools/list", "{}"),
            "Content-Type",
            "application/json",
            "Accept",
            "text/event-stream",
            "Mcp-Session-Id",
            id);
    assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
    assertThat(answer.body()).startsWith("event: message\ndata: {").endsWith("}\n\n");
    String data = answer.body().lines().toList().get(1).substring("data: ".length());
    assertThat(Json.parseObject("", data)).containsEntry("id", 2).containsKey("result");
  }

  @Test
  void theStreamToTheClientOpensAndEndsWithTheConversation() throws Exception {
    String id = begin("/mcp", "listener");
    HttpRequest request =
        HttpRequest.newBuilder(client.uri("/mcp"))
            .header("Accept", "text/event-stream")
            .header("Mcp-Session-Id", id)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> stream =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(stream.statusCode()).isEqualTo(200);
      assertThat(stream.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo(": open");
        // other requests go on meanwhile
        assertThat(post("/mcp", mcpRequest(2, "ping", "{}"), "Mcp-Session-Id", id).status())
            .isEqualTo(200);
        client.send("DELETE", "/mcp", null, "Mcp-Session-Id", id);
        assertThat(lines.readAllLines()).allMatch(String::isEmpty);
      }
    }
  }

  @Test
  void openStreamsDoNotHoldUpTheServersEnd() throws Exception {
    String id = begin("/mcp", "listener");
    HttpRequest request =
        HttpRequest.newBuilder(client.uri("/mcp"))
            .header("Accept", "text/event-stream")
            .header("Mcp-Session-Id", id)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> stream =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      client.server.close();
      try (InputStream body = stream.body()) {
        assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).startsWith(": open");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
        "null",
        "7",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":7}"
      })
  void whatIsNoMessageIsRefused(String body) {
    String id = begin("/mcp", "bad");
    Answer answer = post("/mcp", body, "Mcp-Session-Id", id);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json()).containsKey("error").containsEntry("jsonrpc", "2.0");
    assertThat(answer.body()).doesNotContain("Exception");
    assertThat(client.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"protocolVersion\":7}",
        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"roots\":7},\"clientInfo\":{}}",
        "{\"protocolVersion\":\"2025-11-25\",\"clientInfo\":[]}"
      })
  void aHandshakeOfTheWrongShapeIsAnError(String params) {
    Answer answer = post("/mcp", mcpRequest(1, "initialize", params));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).containsKey("error");
    assertThat(answer.body()).doesNotContain("Exception");
    assertThat(answer.header("Mcp-Session-Id")).isEmpty();
  }

  @Test
  void errorsAreTheSameAsOverStdio() {
    String id = begin("/mcp", "wrong");
    List<String> requests =
        List.of(
            mcpRequest(7, "tools/call", "{}"),
            call("recall", Map.of("query", 7)),
            call("no_such_tool", Map.of()),
            call("usage", Map.of()),
            mcpRequest(7, "no/such/method", "{}"),
            mcpRequest(7, "resources/read", "{\"uri\":\"seshat://session/ffffffff\"}"),
            mcpRequest(7, "resources/list", "{\"cursor\":\"x\"}"),
            mcpRequest(7, "prompts/get", "{\"name\":\"none\"}"));
    for (String request : requests) {
      var overStdio = new dev.seshat.server.mcp.Client(client.seshat).talk(request).get(7);
      assertThat(post("/mcp", request, "Mcp-Session-Id", id).json()).isEqualTo(overStdio);
    }
    assertThat(client.faults()).isEmpty();
  }

  @Test
  void whatHttpItselfRefuses() {
    String id = begin("/mcp", "picky");
    String ping = mcpRequest(2, "ping", "{}");
    assertThat(post("/mcp", ping).status()).isEqualTo(400);
    assertThat(post("/mcp", ping).body()).contains("Mcp-Session-Id");
    assertThat(post("/mcp", ping, "Mcp-Session-Id", "nobody").status()).isEqualTo(404);
    assertThat(
            post("/mcp", ping, "Mcp-Session-Id", id, "MCP-Protocol-Version", "1999-01-01").status())
        .isEqualTo(400);
    assertThat(client.get("/mcp", "Mcp-Session-Id", id).status()).isEqualTo(406);
    assertThat(client.get("/mcp", "Accept", "text/html").status()).isEqualTo(406);
    assertThat(client.get("/mcp", "Accept", "text/event-stream").status()).isEqualTo(400);
    assertThat(
            client
                .send("POST", "/mcp", ping, "Content-Type", "text/plain", "Mcp-Session-Id", id)
                .status())
        .isEqualTo(415);
    assertThat(client.post("/mcp", ping, "Mcp-Session-Id", id, "Accept", "text/html").status())
        .isEqualTo(406);
    assertThat(client.send("PUT", "/mcp", ping).status()).isEqualTo(405);
    assertThat(
            post("/mcp", "\"" + "x".repeat(Body.MAX_BYTES) + "\"", "Mcp-Session-Id", id).status())
        .isEqualTo(413);
    assertThat(post("/mcp", ping, "Mcp-Session-Id", id, "Origin", "http://evil.example").status())
        .isEqualTo(403);
    assertThat(client.faults()).isEmpty();
  }

  @Test
  void toolsetsAreAskedForInTheAddress() {
    String id = begin("/mcp?tools=ops", "operator");
    Answer more = post("/mcp?tools=ops", mcpRequest(2, "tools/list", "{}"), "Mcp-Session-Id", id);
    assertThat(toolNames(more)).hasSize(17).contains("usage", "audit", "session_list");
    assertThat(result(post("/mcp?tools=ops", call("usage", Map.of()), "Mcp-Session-Id", id)))
        .containsEntry("isError", false);
    Answer unknown = post("/mcp?tools=nope", mcpRequest(2, "tools/list", "{}"));
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.body()).contains("there are default, prompting, interview, ops");
  }

  @Test
  void manyClientsAtOnceAreTheirOwnActors() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> talks =
          IntStream.range(0, 8)
              .<Callable<String>>mapToObj(i ->
                  () -> {
                    String id = begin("/mcp", "c" + i);
                    for (int n = 0; n < 5; n++) {
                      Answer made =
                          post(
                              "/mcp",
                              call("session_start", Map.of("intention", "of c" + i)),
                              "Mcp-Session-Id",
                              id);
                      assertThat(result(made)).containsEntry("isError", false);
                    }
                    return id;
                  })
              .toList();
      Set<String> ids =
          clients.invokeAll(talks).stream().map(HttpTest::done).collect(Collectors.toSet());
      assertThat(ids).hasSize(8);
    }
    assertThat(client.seshat.sessions().list(SessionFilter.all()).items())
        .hasSize(40)
        .allMatch(session ->
            ("mcp:" + session.intention().substring("of ".length())).equals(session.toolName()));
  }

  private static String done(Future<String> talk) {
    try {
      return talk.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
