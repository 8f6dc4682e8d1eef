package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.Client.Answer;
import dev.seshat.server.ClientCase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ModeRoutesTest extends ClientCase {
  private static List<?> list(Answer answer, String name) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return (List<?>) Objects.requireNonNull(answer.json().get(name));
  }

  private Answer put(String at, String json) {
    return client.send("PUT", at, json, "Content-Type", "application/json");
  }

  @Test
  void modesAreMadeCheckedCopiedAndPutBack() {
    assertThat(list(client.get("/api/v1/modes"), "modes")).hasSize(3);
    Answer made = client.post("/api/v1/modes", "{\"name\":\"mine\",\"from\":\"writing\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/v1/modes/mine");
    assertThat(client.get("/api/v1/modes/mine").text("state")).isEqualTo("valid");
    assertThat(client.get("/api/v1/modes/mine/file").body()).contains("name: Writing");
    assertThat(client.post("/api/v1/modes", "{\"name\":\"mine\"}").status()).isEqualTo(409);
    assertThat(client.post("/api/v1/modes", "{\"name\":\"../x\"}").status()).isEqualTo(422);
    assertThat(client.get("/api/v1/modes/none").status()).isEqualTo(404);
    Answer check = client.post("/api/v1/modes/validate", "{\"text\":\"roles: {}\\nx: 1\"}");
    assertThat(list(check, "errors").stream().map(each -> ((Map<?, ?>) each).get("line")).toList())
        .isEqualTo(List.of(1, 1, 2));
    String backup = client.post("/api/v1/mode-backups", "{}").text("name");
    assertThat(list(client.get("/api/v1/mode-backups"), "backups")).hasSize(1);
    assertThat(list(client.post("/api/v1/mode-backups/" + backup + "/restore", "{}"), "restored"))
        .isEqualTo(List.of("mine"));
    assertThat(list(client.post("/api/v1/modes/mine/revert", "{}"), "restored")).hasSize(1);
    assertThat(client.post("/api/v1/modes/scan", "{}").json()).containsEntry("added", List.of());
    assertThat(client.post("/api/v1/mode-backups/x/restore", "{}").status()).isEqualTo(422);
    assertThat(client.send("DELETE", "/api/v1/modes/mine", null).status()).isEqualTo(204);
    assertThat(client.get("/api/v1/modes/mine").status()).isEqualTo(404);
    assertThat(client.send("DELETE", "/api/v1/modes/mine", null).status()).isEqualTo(404);
  }

  @Test
  void aSessionIsWorkedOnInAMode() {
    String at =
        "/api/v1/sessions/"
            + client
                .post("/api/v1/sessions", "{\"intention\":\"Ship\",\"kind\":\"tasks\"}")
                .text("id")
            + "/mode";
    assertThat(client.get(at).json()).containsEntry("bound", null);
    Answer bound = put(at, "{\"mode\":\"research\",\"binding_context\":{\"max_subtask_depth\":2}}");
    assertThat(bound.text("mode")).isEqualTo("research");
    assertThat(put(at, "{\"mode\":\"nothing\"}").status()).isEqualTo(404);
    assertThat(
            put(at, "{\"mode\":\"research\",\"binding_context\":{\"max_subtask_depth\":-1}}")
                .status())
        .isEqualTo(422);
    assertThat(list(client.get(at), "history")).hasSize(1);
    assertThat(client.send("DELETE", "/api/v1/modes/research", null).status()).isEqualTo(409);
    assertThat(client.send("DELETE", at, null).status()).isEqualTo(204);
    assertThat(client.get(at).json()).containsEntry("bound", null);
  }
}
