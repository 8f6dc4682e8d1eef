package dev.seshat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands before every route.
class ServerTest extends ClientCase {
  @Test
  void saysThatItIsHealthy() {
    assertThat(client.get("/health/live").status()).isEqualTo(200);
    assertThat(client.get("/health/ready").text("status")).isEqualTo("ready");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.168.1.5", "::", "example.com"})
  void refusesAnAddressThatOthersReachWithoutATokenThatCounts(String host) {
    ServerOptions options = ServerOptions.local().withPort(0).withHost(host);
    assertThatThrownBy(() -> Server.start(client.seshat, options))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("host: ")
        .hasMessageContaining("seshat token create");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-x", "a/b"})
  void refusesWhatIsNoAddress(String host) {
    assertThatThrownBy(() -> ServerOptions.local().withHost(host))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("host: ");
  }

  @Test
  void saysThatAPortIsTaken() {
    ServerOptions taken = ServerOptions.local().withPort(client.server.port());
    assertThatThrownBy(() -> Server.start(client.seshat, taken))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("is taken");
  }

  @Test
  void anotherHostIsNotAnswered() throws IOException {
    assertThat(
            raw("GET /api/v1/sessions HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421")
        .contains("application/problem+json");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
    assertThat(
            raw(
                "GET / HTTP/1.1\r\nHost: localhost:"
                    + client.server.port()
                    + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%00 HTTP/1.1",
        "GET /a%2e%2e/b%2f HTTP/1.1",
        "GET /?a=%zz HTTP/1.1",
        "GE\u0001T / HTTP/1.1",
        "GET / HTTP/9"
      })
  void malformedHttpIsAProblem(String line) throws IOException {
    String answer =
        raw(line + "\r\nHost: localhost:" + client.server.port() + "\r\nConnection: close\r\n\r\n");
    assertThat(answer)
        .matches("(?s)HTTP/1.1 (4|505).*")
        .contains("urn:seshat:problem:")
        .doesNotContain("\tat ")
        .doesNotContain("Jetty");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1"})
  void aForeignOriginChangesNothing(String origin) {
    Client.Answer answer =
        client.post("/api/v1/sessions", "{\"intention\":\"x\"}", "Origin", origin);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text("code")).isEqualTo("forbidden");
    assertThat(client.get("/api/v1/sessions").body()).isEqualTo("{\"sessions\":[],\"next\":null}");
  }

  @Test
  void aForeignSiteChangesNothing() {
    assertThat(
            client
                .post("/api/v1/sessions", "{\"intention\":\"x\"}", "Sec-Fetch-Site", "cross-site")
                .status())
        .isEqualTo(403);
    assertThat(
            client
                .post("/api/v1/sessions", "{\"intention\":\"x\"}", "Sec-Fetch-Site", "same-site")
                .status())
        .isEqualTo(403);
    assertThat(
            client
                .post("/api/v1/sessions", "{\"intention\":\"x\"}", "Sec-Fetch-Site", "same-origin")
                .status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nope", "/api/v1/sessions", "/api/v1/nope", "/assets/seshat.css"})
  void everyAnswerTellsTheBrowserWhatItMayDo(String path) {
    Client.Answer answer = client.get(path, "Accept", "text/html");
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
  }

  @Test
  void whatIsNotThereIsAProblem() {
    Client.Answer answer = client.get("/api/v1/nope");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().keySet()).contains("type", "title", "status", "detail", "code");
    assertThat(client.send("DELETE", "/api/v1/sessions", null).status()).isEqualTo(405);
    assertThat(client.send("DELETE", "/api/v1/sessions", null).header("Allow")).contains("GET");
    assertThat(client.send("POST", "/api/v1/sessions", "{}", "Content-Type", "text/plain").status())
        .isEqualTo(415);
  }

  @Test
  void aProblemQuotesEveryScript() {
    assertThat(client.get("/api/v1/sessions/%C3%A9%E2%80%A6%F0%9F%98%80").text("detail"))
        .contains("é…😀");
  }

  @Test
  void largeAnswersAreCompressed() {
    for (int i = 0; i < 20; i++) {
      client.post("/api/v1/sessions", "{\"intention\":\"compress me\"}");
    }
    assertThat(client.get("/api/v1/sessions", "Accept-Encoding", "gzip").header("Content-Encoding"))
        .isEqualTo("gzip");
  }

  /// A route that somebody adds beside the operations is found here.
  @Test
  void everythingBelowApiIsDeclared() {
    java.util.Set<String> declared =
        Server.operations().stream()
            .map(each -> each.method() + " " + each.address())
            .collect(java.util.stream.Collectors.toSet());
    declared.add("GET /api/v1/openapi.json");
    assertThat(
            client.server.addresses().stream()
                .filter(each -> each.path().startsWith("/api/"))
                .map(each -> each.method() + " " + each.path()))
        .isNotEmpty()
        .isSubsetOf(declared);
  }
}
