package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.access.NewToken;
import dev.seshat.access.Role;
import dev.seshat.server.Client;
import dev.seshat.server.Client.Answer;
import dev.seshat.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of a session's tasks over REST, and who may say in what folder it stands.
class SyncRoutesTest {
  private static final String ALL = "/api/v1/sessions";

  @TempDir Path folder;
  private Client client;
  private String writer;
  private String owner;

  @BeforeEach
  void open() {
    Seshat seshat = Seshat.open(folder.resolve("test.db"));
    writer = secret(seshat, Role.WRITER);
    owner = secret(seshat, Role.OWNER);
    client = new Client(seshat, ServerOptions.local().withPort(0).withLogin().withRate(100_000));
  }

  @AfterEach
  void close() {
    client.close();
  }

  private static String secret(Seshat seshat, Role role) {
    return "Bearer "
        + seshat.access().create(new NewToken(role.word(), role, NewToken.USUAL)).secret();
  }

  private Answer send(
      String method, String who, String path, @Nullable String json, String... more) {
    String[] headers = java.util.Arrays.copyOf(more, more.length + 4);
    headers[more.length] = "Authorization";
    headers[more.length + 1] = who;
    headers[more.length + 2] = "Content-Type";
    headers[more.length + 3] = "application/json";
    return client.send(method, path, json, headers);
  }

  @Test
  void onlyAnOwnerNamesAFolderOfTheServersMachine() {
    String named =
        "{\"intention\":\"Ship\",\"kind\":\"tasks\",\"project_root_path\":\"%s\"}"
            .formatted(folder.toAbsolutePath());
    Answer refused = send("POST", writer, ALL, named);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body())
        .contains(
            "project_root_path names a folder of the server's machine", "takes the role owner");
    assertThat(send("POST", writer, "/api/v1/coding/tasks", named).status()).isEqualTo(403);
    String path = ALL + "/" + send("POST", writer, ALL, "{\"intention\":\"Ship\"}").text("id");
    String change = "{\"project_root_path\":\"" + folder.toAbsolutePath() + "\"}";
    assertThat(send("PATCH", writer, path, change).status()).isEqualTo(403);
    assertThat(send("PATCH", writer, path, "{\"project_root_path\":null}").status()).isEqualTo(200);
    assertThat(send("PATCH", owner, path, change).status()).isEqualTo(200);
    assertThat(send("POST", owner, ALL, named).status()).isEqualTo(201);
  }

  @Test
  void aSyncWithAKeyIsDoneOnce() throws IOException {
    String path =
        ALL
            + "/"
            + send("POST", writer, ALL, "{\"intention\":\"Ship\",\"kind\":\"tasks\"}").text("id");
    send("POST", writer, path + "/tasks", "{\"tasks\":[{\"title\":\"Build\"}]}");
    Answer first = send("POST", writer, path + "/sync", "{}", "Idempotency-Key", "once");
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    Map<?, ?> state = (Map<?, ?>) Objects.requireNonNull(first.json().get("state"));
    Path file = Path.of(String.valueOf(state.get("markdown_file_path")));
    Files.writeString(file, Files.readString(file).replace("[ ] Build", "[x] Build"));
    Answer again = send("POST", writer, path + "/sync", "{}", "Idempotency-Key", "once");
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(send("GET", writer, path + "/tasks", null).body()).contains("\"pending\"");
    Answer other = send("POST", writer, path + "/sync", "{}", "Idempotency-Key", "twice");
    assertThat(other.json()).containsEntry("changes_taken", 1);
    assertThat(send("GET", writer, path + "/tasks?status=completed", null).body())
        .contains("\"completed\"");
  }
}
