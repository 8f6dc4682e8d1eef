package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.promise.Worker;
import dev.seshat.prompting.NewIteration;
import dev.seshat.server.Client.Answer;
import dev.seshat.server.ClientCase;
import dev.seshat.session.Ending;
import dev.seshat.session.NewSession;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What sessions taught, and what older systems held, over HTTP.
class TaughtRoutesTest extends ClientCase {
  private static final String SQLITE = "application/vnd.sqlite3";

  @Test
  void anEndedSessionIsReflectedOnByWhoeverKeepsThePromise() throws Exception {
    String session =
        client.seshat.sessions().start(NewSession.of("Draw").kind("prompting")).id().toString();
    String path = "/api/v1/sessions/" + session + "/reflection";
    assertThat(client.post(path, "{}").status()).as("nothing was tried").isEqualTo(422);
    for (int i = 0; i < 2; i++) {
      client
          .seshat
          .iterations()
          .log(
              session,
              NewIteration.of("a heron, take " + i)
                  .withSuccess(true)
                  .withLessons(List.of("soft window light"), List.of()));
    }
    assertThat(client.post(path, "{}").status()).as("it goes on").isEqualTo(409);
    client.seshat.sessions().complete(session, Ending.none());
    Answer made = client.post(path, "{}");
    assertThat(made.status()).isEqualTo(201);
    long promise = Long.parseLong(String.valueOf(made.json().get("id")));
    assertThat(made.header("Location")).isEqualTo("/api/v1/promises/" + promise);
    assertThat(client.post(path, "{}").json()).containsEntry("id", made.json().get("id"));
    try (Worker _ = client.seshat.worker().start()) {
      client.seshat.promises().await(promise, Duration.ofSeconds(60));
    }
    assertThat(client.get("/api/v1/promises/" + promise).body())
        .contains("\"completed\"", "1 patterns found");
    assertThat(client.get("/api/v1/patterns?q=window").body()).contains("soft window light");
    assertThat(client.get("/api/v1/sessions/" + session + "/reference").body())
        .contains("\"reflected\":true");
    assertThat(client.faults()).isEmpty();
  }

  @Test
  void promptSessionsAreTakenOverOnce() throws Exception {
    Path file = directory.resolve("mydatabase.db");
    run(
        "jdbc:sqlite:" + file,
        "CREATE TABLE sessions (id TEXT, intent TEXT, status TEXT, final_successful_prompt TEXT)",
        "INSERT INTO sessions VALUES ('a1b2c3d4', 'A cover in rain', 'success', 'rain, dusk')");
    String path = "/api/v1/import/prompt-sessions";
    byte[] bytes = Files.readAllBytes(file);
    assertThat(client.sendFile(path + "?dry_run=true", SQLITE, bytes).body())
        .contains("\"dry_run\":true", "\"taken\":1");
    assertThat(client.get("/api/v1/sessions").body()).doesNotContain("A cover in rain");
    Answer taken = client.sendFile(path, SQLITE, bytes);
    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.body()).contains("\"taken\":1");
    assertThat(client.sendFile(path, SQLITE, bytes).body())
        .contains("\"taken\":0", "\"already_there\":1");
    assertThat(client.get("/api/v1/sessions").body()).containsOnlyOnce("\"A cover in rain\"");
    assertThat(client.sendFile(path, SQLITE, new byte[100]).status()).isEqualTo(422);
    assertThat(client.faults()).isEmpty();
  }

  @Test
  void anImageDatatableIsReadWhereItIs() throws Exception {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
      String url = server.getJdbcUrl("postgres", "postgres");
      run(
          url,
          "CREATE TABLE user_sessions (session_id TEXT PRIMARY KEY, session_name TEXT, context JSONB)",
          "CREATE TABLE images (image_id TEXT PRIMARY KEY, image_url TEXT, is_styled BOOLEAN, session_id TEXT, meta JSONB,"
              + " created_at TIMESTAMP)",
          "INSERT INTO user_sessions VALUES ('web_1', 'Screens', '{}')",
          "INSERT INTO images VALUES ('img_20250911_215503', '/screenshots/a.png', false, 'web_1', '{}', '2025-09-11 21:55:03')");
      String body = "{\"url\":\"" + url + "\"}";
      String path = "/api/v1/import/image-datatable";
      Answer taken = client.post(path, body);
      assertThat(taken.status()).as(taken.body()).isEqualTo(200);
      assertThat(client.get("/api/v1/images").body())
          .contains("img_20250911_215503", "/screenshots/a.png");
      assertThat(client.post(path, body).body()).contains("\"already_there\":1");
      assertThat(client.faults()).isEmpty();
    }
  }

  private static void run(String url, String... sql) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }
}
