package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.Client.Answer;
import dev.seshat.server.ClientCase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StorytellerRoutesTest extends ClientCase {
  private String made(String address, String json) {
    Answer made = client.post(address, json);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return Objects.requireNonNull(made.header("Location"));
  }

  private static List<?> list(Answer answer, String name) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return (List<?>) Objects.requireNonNull(answer.json().get(name));
  }

  private Answer patch(String at, String json, String version) {
    return client.send("PATCH", at, json, "Content-Type", "application/json", "If-Match", version);
  }

  @Test
  void aStorytellerIsMadeReadAndChanged() {
    String rose =
        made(
            "/api/v1/storytellers",
            "{\"full_name\":\"Rosa Lindner\",\"birth_year\":1938,\"profile_flags\":[\"served\"]}");
    made("/api/v1/storytellers", "{\"full_name\":\"René Kern\"}");
    Answer read = client.get(rose);
    assertThat(read.json()).containsEntry("consent_given", false).containsEntry("birth_year", 1938);
    assertThat(client.get("/api/v1/storytellers/Rosa%20Lindner").text("id"))
        .isEqualTo(read.text("id"));
    Answer changed = patch(rose, "{\"birth_place\":\"Steyr\"}", read.header("ETag"));
    assertThat(changed.text("birth_place")).isEqualTo("Steyr");
    assertThat(patch(rose, "{\"birth_place\":null}", read.header("ETag")).status()).isEqualTo(412);
    assertThat(list(client.get("/api/v1/storytellers?limit=1"), "storytellers")).hasSize(1);
    assertThat(list(client.get("/api/v1/storytellers?q=rene"), "storytellers"))
        .singleElement()
        .extracting(each -> ((Map<?, ?>) each).get("full_name"))
        .isEqualTo("René Kern");
    assertThat(client.send("DELETE", rose, null).status()).isEqualTo(204);
    assertThat(list(client.get("/api/v1/storytellers"), "storytellers")).hasSize(1);
    assertThat(list(client.get("/api/v1/storytellers?deleted=true"), "storytellers")).hasSize(2);
    assertThat(client.post(rose + "/restore", "{}").json().get("deleted_at")).isNull();
    assertThat(client.send("DELETE", rose + "?erase=true", null).status()).isEqualTo(204);
    assertThat(client.get(rose).status()).isEqualTo(404);
    assertThat(client.post("/api/v1/storytellers", "{\"full_name\":\" \"}").status())
        .isEqualTo(422);
    assertThat(client.get("/api/v1/storytellers/nobody").status()).isEqualTo(404);
  }

  @Test
  void noInterviewStartsWithoutConsent() {
    String rose = made("/api/v1/storytellers", "{\"full_name\":\"Rose\"}");
    String id = rose.substring(rose.lastIndexOf('/') + 1);
    String session =
        made(
            "/api/v1/sessions",
            "{\"intention\":\"Childhood\",\"kind\":\"interview\",\"storyteller_id\":\""
                + id
                + "\"}");
    Answer refused = client.post(session + "/resume", "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("seshat storyteller consent");
    Answer consent =
        client.post(rose + "/consent", "{\"given\":true,\"note\":\"signed on paper\"}");
    assertThat(consent.json()).containsEntry("consent_given", true);
    assertThat(client.post(session + "/resume", "{}").text("status")).isEqualTo("active");
    client.post(rose + "/consent", "{\"given\":false}");
    assertThat(client.get(session).text("status")).isEqualTo("paused");
    assertThat(list(client.get(rose + "/kpis"), "rows"))
        .singleElement()
        .extracting(each -> ((Map<?, ?>) each).get("paused"))
        .isEqualTo(1);
  }

  @Test
  void whatTheyAllowIsChanged() {
    String rose = made("/api/v1/storytellers", "{\"full_name\":\"Rose\"}");
    assertThat(client.get(rose + "/boundary").json())
        .containsEntry("allow_trauma", false)
        .containsEntry("maximum_tier", 2);
    Answer changed =
        client.send(
            "PATCH",
            rose + "/boundary",
            "{\"maximum_tier\":1,\"off_limit_topics\":[\"The War\"]}",
            "Content-Type",
            "application/json");
    assertThat(changed.json())
        .containsEntry("maximum_tier", 1)
        .containsEntry("off_limit_topics", List.of("the war"));
  }

  @Test
  void anEventOfALifeIsMadeReadAndChanged() {
    String rose = made("/api/v1/storytellers", "{\"full_name\":\"Rose\"}");
    String war =
        made(
            rose + "/life-events",
            """
            {"event_type":"war","event_name":"The war","significance":"formative",
             "timespans":[{"when":"1943 – ~1945-05"}],"participants":[{"person_name":"Karl"}],
             "trauma":{"trauma_status":"ongoing"}}
            """);
    made(rose + "/life-events", "{\"event_type\":\"other\",\"event_name\":\"Sometime\"}");
    made(
        rose + "/life-events",
        "{\"event_type\":\"birth\",\"event_name\":\"Born\",\"timespans\":[{\"when\":\"1938\"}]}");
    Answer read = client.get(war);
    assertThat(read.text("when")).isEqualTo("1943 – ~1945-05");
    assertThat(read.json()).containsEntry("can_deepen", false);
    assertThat(list(client.get(rose + "/life-events"), "life_events"))
        .extracting(each -> String.valueOf(((Map<?, ?>) each).get("event_name")))
        .containsExactly("Born", "The war", "Sometime");
    Answer first = client.get(rose + "/life-events?limit=2");
    assertThat(
            list(
                client.get(rose + "/life-events?limit=2&cursor=" + first.text("next")),
                "life_events"))
        .hasSize(1);
    Answer changed = patch(war, "{\"deepening_consent\":true}", read.header("ETag"));
    assertThat(changed.json()).containsEntry("can_deepen", true);
    assertThat(patch(war, "{\"category\":\"youth\"}", read.header("ETag")).status()).isEqualTo(412);
    assertThat(list(client.get(rose + "/coverage"), "events"))
        .first()
        .extracting(each -> String.valueOf(((Map<?, ?>) each).get("event_name")))
        .isEqualTo("The war");
    Answer wrong =
        client.post(
            rose + "/life-events",
            "{\"event_type\":\"x\",\"event_name\":\"y\",\"timespans\":[{\"when\":\"1950-13\"}]}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("timespans[0].when");
    assertThat(client.send("DELETE", war, null).status()).isEqualTo(204);
    assertThat(client.get(war).status()).isEqualTo(404);
  }
}
