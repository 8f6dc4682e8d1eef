package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.Client.Answer;
import dev.seshat.server.ClientCase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// Promises over REST: for those who want something done, and for workers elsewhere.
class PromiseRoutesTest extends ClientCase {
  private static final String ALL = "/api/v1/promises";

  private String create(String json) {
    Answer made = client.post(ALL, json);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.header("Location");
  }

  private List<?> claimed(String worker) {
    String body = "{\"worker\":\"" + worker + "\",\"kinds\":[\"dig\"],\"limit\":5}";
    return (List<?>)
        Objects.requireNonNull(client.post(ALL + "/claim", body).json().get("promises"));
  }

  @Test
  void aWorkerElsewhereKeepsAPromise() {
    String at = create("{\"task_description\":\"Dig\",\"kind\":\"dig\",\"payload\":{\"bed\":2}}");
    assertThat(claimed("w1"))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("fence", 1)
        .containsEntry("lease_owner", "w1")
        .containsEntry("payload", Map.of("bed", 2));
    assertThat(claimed("w2")).isEmpty();
    Answer told = client.post(at + "/heartbeat", "{\"fence\":1,\"percent\":40,\"note\":\"deep\"}");
    assertThat(told.json()).containsEntry("progress", 40).containsEntry("progress_note", "deep");
    assertThat(client.post(at + "/complete", "{\"fence\":9}").status()).isEqualTo(422);
    Answer done =
        client.post(
            at + "/complete", "{\"fence\":1,\"result\":{\"spades\":1},\"summary\":\"dug\"}");
    assertThat(done.json())
        .containsEntry("status", "completed")
        .containsEntry("result", Map.of("spades", 1))
        .containsEntry("result_summary", "dug");
    assertThat(client.get(at).body()).isEqualTo(done.body());
    assertThat(client.post(at + "/fail", "{\"fence\":1,\"error\":\"late\"}").status())
        .isEqualTo(409);
  }

  @Test
  void anAttemptThatFailsIsTriedAgainUntilItIsNot() {
    String at = create("{\"task_description\":\"Dig\",\"kind\":\"dig\",\"max_attempts\":2}");
    claimed("w1");
    Answer failed =
        client.post(at + "/fail", "{\"fence\":1,\"error\":\"rain\",\"retry_after_seconds\":0}");
    assertThat(failed.json())
        .containsEntry("status", "pending")
        .containsEntry("error_message", "rain");
    assertThat(claimed("w2")).hasSize(1);
    Answer over = client.post(at + "/fail", "{\"fence\":2,\"error\":\"hail\",\"retry\":false}");
    assertThat(over.text("status")).isEqualTo("failed");
    Answer again = client.post(at + "/retry", "{}");
    assertThat(again.text("status")).isEqualTo("pending");
    assertThat(again.text("retry_of")).isEqualTo(over.text("id"));
  }

  @Test
  void promisesAreListedPageByPageAndFiltered() {
    String one = create("{\"task_description\":\"One\"}");
    create("{\"task_description\":\"Two\",\"kind\":\"dig\"}");
    client.post(one + "/cancel", "{\"reason\":\"rain\"}");
    Answer page = client.get(ALL + "?limit=1");
    assertThat(page.body()).contains("Two").doesNotContain("One");
    assertThat(client.get(ALL + "?limit=1&cursor=" + page.text("next")).body()).contains("One");
    assertThat(client.get(ALL + "?status=open").body()).contains("Two").doesNotContain("One");
    assertThat(client.get(ALL + "?kind=dig").body()).contains("Two").doesNotContain("One");
    assertThat(client.get(one).text("error_message")).isEqualTo("rain");
  }

  @Test
  void theSameKeyStandsForTheSamePromise() {
    String body = "{\"task_description\":\"One\",\"idempotency_key\":\"k\"}";
    assertThat(create(body)).isEqualTo(create(body));
    assertThat(client.post(ALL, body.replace("One", "Two")).status()).isEqualTo(422);
    Answer first = client.post(ALL, "{\"task_description\":\"A\"}", "Idempotency-Key", "h");
    Answer second = client.post(ALL, "{\"task_description\":\"A\"}", "Idempotency-Key", "h");
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void whoeverKeepsItByHandMovesIt() {
    String at = create("{\"task_description\":\"Call\"}");
    assertThat(client.post(at + "/status", "{\"status\":\"in_progress\"}").text("status"))
        .isEqualTo("in_progress");
    Answer done = client.post(at + "/status", "{\"status\":\"completed\",\"text\":\"called\"}");
    assertThat(done.text("result_summary")).isEqualTo("called");
    assertThat(client.post(at + "/status", "{\"status\":\"pending\"}").status()).isEqualTo(409);
  }
}
