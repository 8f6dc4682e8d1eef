package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.Client;
import dev.seshat.server.Client.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bad input through every route: a problem of the 400s that says what is wrong, no trace, nothing written.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private Client client;
  private String session;
  private String artifact;
  private long before;

  @BeforeAll
  void open(@TempDir Path directory) {
    client = new Client(directory);
    session =
        client
            .post(
                "/api/v1/sessions?start=true&focus=true",
                "{\"intention\":\"Be there\",\"success_indicators\":[\"y\"]}")
            .text("id");
    client.post(
        "/api/v1/sessions/" + session + "/interactions",
        "{\"interaction_type\":\"prompt\",\"agent_text\":\"?\"}");
    artifact =
        client
            .post(
                "/api/v1/sessions/" + session + "/artifacts",
                "{\"artifact_type\":\"plan\",\"content\":\"x\"}")
            .text("id");
    before = client.seshat.audit().newest();
  }

  @AfterAll
  void close() {
    client.close();
  }

  @ParameterizedTest
  @MethodSource({
    "dev.seshat.server.rest.BadInputs#bodies",
    "dev.seshat.server.rest.BadInputs#fields",
    "dev.seshat.server.rest.BadInputs#parameters"
  })
  void isRefused(BadInputs.Bad bad) {
    String path = bad.path().replace("{session}", session).replace("{artifact}", artifact);
    Answer answer =
        bad.type() == null
            ? client.send(bad.method(), path, bad.body())
            : client.send(bad.method(), path, bad.body(), "Content-Type", bad.type());
    assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().keySet()).contains("type", "title", "status", "detail", "code");
    assertThat(answer.text("detail"))
        .doesNotContain("\n")
        .doesNotContain("Exception")
        .hasSizeLessThan(600);
    assertThat(client.seshat.audit().newest()).as("nothing is written").isEqualTo(before);
    assertThat(client.faults()).isEmpty();
  }

  @Test
  void aHugeBodyIsRefused() {
    String huge = "{\"intention\":\"" + "x".repeat(9 << 20) + "\"}";
    Answer answer = client.post("/api/v1/sessions", huge);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(client.seshat.audit().newest()).isEqualTo(before);
  }

  @Test
  void aHugeBodyOfUnknownLengthIsRefused() {
    byte[] huge =
        ("{\"intention\":\"" + "x".repeat(9 << 20) + "\"}")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Answer answer =
        client.send(
            java.net.http.HttpRequest.newBuilder(client.uri("/api/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(huge)))
                .build());
    assertThat(answer.status()).isEqualTo(413);
    assertThat(client.seshat.audit().newest()).isEqualTo(before);
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    Answer answer =
        client.send(
            java.net.http.HttpRequest.newBuilder(client.uri("/api/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofByteArray(
                        new byte[] {'{', (byte) 0xC3, '}'}))
                .build());
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void aVersionThatIsNoneIsRefused() {
    for (String tag : List.of("7", "\"x\"", "W/\"1\"", "\"\"")) {
      Answer answer =
          client.send(
              "PATCH",
              "/api/v1/sessions/" + session,
              "{\"name\":\"x\"}",
              "Content-Type",
              "application/json",
              "If-Match",
              tag);
      assertThat(answer.status()).as(tag).isEqualTo(422);
    }
    assertThat(client.seshat.audit().newest()).isEqualTo(before);
  }
}
