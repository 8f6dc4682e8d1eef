package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.Client.Answer;
import dev.seshat.server.ClientCase;
import dev.seshat.session.NewSession;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Iterations over REST: logged, confirmed, compared, and what to do next.
class IterationRoutesTest extends ClientCase {
  private static final String SCORES =
      """
      {"scores":{"subject":%1$s,"lighting":%1$s,"color":%1$s,"mood":%1$s,"composition":%1$s,"material":%1$s,"spatial":%1$s}}
      """;

  private String session;

  @BeforeEach
  void prepare() {
    session =
        "/api/v1/sessions/"
            + client.seshat.sessions().start(NewSession.of("A heron").kind("prompting")).id();
  }

  private Answer log(String prompt, String score) {
    String body =
        "{\"prompt\":\"" + prompt + "\",\"result_assessment\":" + SCORES.formatted(score) + "}";
    Answer made = client.post(session + "/iterations", body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made;
  }

  private Answer patch(String body) {
    return client.send("PATCH", session + "/reference", body, "Content-Type", "application/json");
  }

  @Test
  void anIterationIsLoggedConfirmedAndCompared() {
    Answer first = log("a heron, mist", "0.6");
    assertThat(first.header("Location")).endsWith("/iterations/1");
    log("a heron, fog", "0.9");
    Answer read = client.get(session + "/iterations/2");
    assertThat(read.json()).containsEntry("scores_validated", false);
    Answer confirmed = client.post(session + "/iterations/2/validate", "");
    assertThat(confirmed.json()).containsEntry("scores_validated", true);
    assertThat(confirmed.header("ETag")).isNotEqualTo(read.header("ETag"));

    Answer delta = client.get(session + "/iterations/2/delta");
    assertThat(delta.json())
        .containsEntry("keywords_added", List.of("fog"))
        .containsEntry("keywords_removed", List.of("mist"));
    assertThat(String.valueOf(delta.json().get("score_delta"))).isEqualTo("0.3");
    assertThat(client.get(session + "/iterations/1/delta").status()).isEqualTo(422);
    assertThat(client.get(session + "/iterations/1/delta?since=2").json())
        .containsEntry("keywords_added", List.of("mist"));
    assertThat(client.get(session + "/suggestion").json())
        .containsEntry("action", "vary")
        .containsEntry("action_type", "vary_subtle");
    Answer page = client.get(session + "/iterations?limit=1");
    assertThat((List<?>) page.json().get("iterations")).hasSize(1);
    assertThat(page.json()).containsEntry("next", "1");
    assertThat(client.get(session + "/iterations/3").status()).isEqualTo(404);
  }

  @Test
  void theReferenceIsSaidInPartsAndItsProfileIsOneOfThoseThereAre() {
    assertThat(client.get(session + "/reference").status()).isEqualTo(404);
    Answer made = patch("{\"profile\":\"text\",\"reference_description\":\"short\"}");
    assertThat(made.json()).containsEntry("profile", "text");
    assertThat(patch("{\"reference_description\":null}").json().get("reference_description"))
        .isNull();
    assertThat(patch("{\"profile\":\"no\"}").status()).isEqualTo(404);
    assertThat(client.get("/api/v1/profiles").body()).contains("midjourney-v7", "ref_gap_closure");
  }
}
