package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.Client;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exports, imports and rules of retention over HTTP.
class ArchiveRoutesTest {
  @TempDir Path directory;

  @Test
  void aWorkspaceMovesFromOneServerToAnother() throws Exception {
    try (Client from = new Client(Files.createDirectory(directory.resolve("from")));
        Client to = new Client(Files.createDirectory(directory.resolve("to")));
        HttpClient http = HttpClient.newHttpClient()) {
      Session session = from.seshat.sessions().start(NewSession.of("Plan the beds"));
      byte[] one = get(http, from, "/api/v1/sessions/" + session.shortId() + "/export");
      byte[] all = get(http, from, "/api/v1/export");
      assertThat(one).startsWith('P', 'K');
      assertThat(from.get("/api/v1/sessions/ffffffff/export").status()).isEqualTo(404);

      assertThat(post(http, to, "application/json", all).statusCode()).isEqualTo(415);
      assertThat(post(http, to, "application/zip", new byte[10]).statusCode()).isEqualTo(422);
      HttpResponse<String> done = post(http, to, "application/zip", all);
      assertThat(done.statusCode()).isEqualTo(200);
      assertThat(done.body()).contains("\"restored\":true");
      assertThat(to.seshat.sessions().get(session.id().toString()).intention())
          .isEqualTo("Plan the beds");
      assertThat(post(http, to, "application/zip", one).statusCode()).isEqualTo(409);
      assertThat(to.faults()).isEmpty();
    }
  }

  @Test
  void rulesAreSetPlannedAndApplied() {
    try (Client client = new Client(directory)) {
      client.seshat.sessions().start(NewSession.of("Plan the beds"));
      assertThat(put(client, "/api/v1/retention/*", "{\"archive_after_days\": 30}").status())
          .isEqualTo(200);
      assertThat(put(client, "/api/v1/retention/chat", "{}").status()).isEqualTo(422);
      assertThat(put(client, "/api/v1/retention/chat", "{\"erase_after_days\": -1}").status())
          .isEqualTo(422);
      assertThat(client.get("/api/v1/retention").body()).contains("\"archive_after_days\":30");
      assertThat(client.get("/api/v1/retention/plan").body()).contains("\"archive\":0");
      assertThat(client.get("/api/v1/retention/plan?at=2100-01-01").status()).isEqualTo(200);
      assertThat(client.send("POST", "/api/v1/retention/apply", null).body())
          .contains("\"erased\":0");
      assertThat(client.send("DELETE", "/api/v1/retention/*", null).status()).isEqualTo(204);
      assertThat(client.send("DELETE", "/api/v1/retention/*", null).status()).isEqualTo(404);
    }
  }

  private static Client.Answer put(Client client, String path, String json) {
    return client.send("PUT", path, json, "Content-Type", "application/json");
  }

  private static byte[] get(HttpClient http, Client client, String path) throws Exception {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(client.uri(path)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> post(HttpClient http, Client client, String type, byte[] zip)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(client.uri("/api/v1/import"))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(zip))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
