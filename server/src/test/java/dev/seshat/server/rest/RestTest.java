package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.preference.PreferenceKey;
import dev.seshat.server.Client.Answer;
import dev.seshat.server.ClientCase;
import dev.seshat.session.NewSession;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every route does when it is used as it is meant.
class RestTest extends ClientCase {
  private String session(String json) {
    Answer made = client.post("/api/v1/sessions", json);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/v1/sessions/" + made.text("id"));
    return made.header("Location");
  }

  private static List<?> list(Answer answer, String name) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return (List<?>) java.util.Objects.requireNonNull(answer.json().get(name));
  }

  @Test
  void aSessionIsMadeReadAndChanged() {
    String at =
        session(
            "{\"intention\":\"Write it"
                + " down\",\"kind\":\"chat\",\"project\":\"atlas\",\"tags\":[\"a\"]}");
    Answer read = client.get(at);
    assertThat(read.text("status")).isEqualTo("scheduled");
    assertThat(client.get("/api/v1/sessions/" + read.text("short_id")).text("id"))
        .isEqualTo(read.text("id"));
    Answer changed =
        client.send(
            "PATCH",
            at,
            "{\"name\":\"Notes\"}",
            "Content-Type",
            "application/json",
            "If-Match",
            read.header("ETag"));
    assertThat(changed.text("name")).isEqualTo("Notes");
    assertThat(changed.header("ETag")).isNotEqualTo(read.header("ETag"));
    Answer late =
        client.send(
            "PATCH",
            at,
            "{\"name\":\"Lost\"}",
            "Content-Type",
            "application/json",
            "If-Match",
            read.header("ETag"));
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.text("code")).isEqualTo("conflict");
    assertThat(client.get(at).text("name")).isEqualTo("Notes");
  }

  @Test
  void codingTasksGoOnInTheSameSession() {
    String task =
        "{\"intention\":\"Fix it\",\"working_directory\":\"/src/boats\",\"chat_id\":\"7\"}";
    Answer first = client.post("/api/v1/coding/tasks", task);
    Answer second = client.post("/api/v1/coding/tasks", task);
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.json().get("reused")).isEqualTo(false);
    assertThat(second.json().get("reused")).isEqualTo(true);
    Map<?, ?> session = (Map<?, ?>) java.util.Objects.requireNonNull(second.json().get("session"));
    assertThat(session.get("task_count")).isEqualTo(2);
    String at = "/api/v1/sessions/" + session.get("id");
    assertThat(client.post(at + "/deactivate", "{}").text("status")).isEqualTo("completed");
    assertThat(client.post("/api/v1/coding/tasks", task).json().get("reused")).isEqualTo(false);
    assertThat(client.post("/api/v1/coding/tasks", "{\"intention\":\"Where?\"}").status())
        .isEqualTo(422);
  }

  @Test
  void sessionsAreListedFilteredAndPaged() {
    IntStream.range(0, 5)
        .forEach(i ->
            session(
                "{\"intention\":\"Number " + i + "\",\"kind\":\"chat\",\"project\":\"atlas\"}"));
    session("{\"intention\":\"Another\",\"kind\":\"coding\",\"tags\":[\"x\"]}");
    assertThat(list(client.get("/api/v1/sessions?kind=chat"), "sessions")).hasSize(5);
    assertThat(list(client.get("/api/v1/sessions?project=atlas"), "sessions")).hasSize(5);
    assertThat(
            list(
                client.get(
                    "/api/v1/sessions?tag=x&status=scheduled,active&roots=true&from=2020-01-01"),
                "sessions"))
        .hasSize(1);
    Answer first = client.get("/api/v1/sessions?limit=4");
    assertThat(list(first, "sessions")).hasSize(4);
    Answer second =
        client.get(
            "/api/v1/sessions?limit=4&cursor="
                + java.net.URLEncoder.encode(
                    first.text("next"), java.nio.charset.StandardCharsets.UTF_8));
    assertThat(list(second, "sessions")).hasSize(2);
    assertThat(second.json().get("next")).isNull();
  }

  @Test
  void aSessionLives() {
    String at = session("{\"intention\":\"Live\"}");
    assertThat(client.send("POST", at + "/start", null).text("status")).isEqualTo("active");
    assertThat(client.get("/api/v1/focus").text("intention")).isEqualTo("Live");
    assertThat(client.send("POST", at + "/pause", null).text("status")).isEqualTo("paused");
    assertThat(
            client
                .send("POST", at + "/resume", "{}", "Content-Type", "application/json")
                .text("status"))
        .isEqualTo("active");
    assertThat(client.send("DELETE", "/api/v1/focus", null).status()).isEqualTo(204);
    assertThat(client.get("/api/v1/focus").status()).isEqualTo(404);
    assertThat(client.send("POST", at + "/focus", null).status()).isEqualTo(200);
    Answer done =
        client.post(
            at + "/complete",
            "{\"outcome\":\"partial\",\"summary\":\"Half of it.\",\"success_rating\":3}");
    assertThat(done.text("outcome")).isEqualTo("partial");
    assertThat(done.text("summary")).isEqualTo("Half of it.");
    Answer refused = client.send("POST", at + "/pause", null);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("illegal_transition");
    assertThat(refused.text("detail")).contains("completed").contains("paused");
    assertThat(client.send("POST", at + "/summarize", null).text("summary"))
        .isNotEqualTo("Half of it.");
    assertThat(client.send("POST", at + "/archive", null).text("status")).isEqualTo("archived");
    String failing = session("{\"intention\":\"Fail\"}");
    client.send("POST", failing + "/start", null);
    assertThat(client.send("POST", failing + "/fail", null).text("outcome")).isEqualTo("failure");
    assertThat(client.send("POST", failing + "/cancel", null).text("status"))
        .isEqualTo("cancelled");
  }

  @Test
  void startingAtCreationIsAskedFor() {
    Answer started =
        client.post("/api/v1/sessions?start=true&focus=true", "{\"intention\":\"Now\"}");
    assertThat(started.text("status")).isEqualTo("active");
    assertThat(client.get("/api/v1/sessions/current").text("id")).isEqualTo(started.text("id"));
    assertThat(
            client.post("/api/v1/sessions?start=true", "{\"intention\":\"Beside\"}").text("status"))
        .isEqualTo("active");
    assertThat(client.get("/api/v1/sessions/current").text("id")).isEqualTo(started.text("id"));
  }

  @Test
  void interactionsAreAppendedOnceAndRead() {
    String at = session("{\"intention\":\"Talk\"}") + "/interactions";
    Answer one = client.post(at, "{\"author\":\"user\",\"text\":\"Hello\",\"external_id\":\"m1\"}");
    assertThat(one.status()).isEqualTo(201);
    assertThat(one.text("person_text")).isEqualTo("Hello");
    assertThat(
            client
                .post(at, "{\"author\":\"user\",\"text\":\"Hello\",\"external_id\":\"m1\"}")
                .text("id"))
        .isEqualTo(one.text("id"));
    Answer many =
        client.post(
            at,
            "{\"interactions\":[{\"author\":\"assistant\",\"text\":\"Hi\"},{\"interaction_type\":\"prompt\",\"agent_text\":\"Where"
                + " were you born?\"}]}");
    assertThat(many.status()).isEqualTo(201);
    assertThat((List<?>) many.json().get("interactions")).hasSize(2);
    assertThat(client.get(at + "/2").text("agent_text")).isEqualTo("Hi");
    Answer answered =
        client.send(
            "PUT",
            at + "/3/answer",
            "{\"text\":\"By the river\"}",
            "Content-Type",
            "application/json");
    assertThat(answered.text("person_text")).isEqualTo("By the river");
    assertThat(client.post(at + "/3/answer", "{\"text\":\"Again\"}").status()).isEqualTo(409);
    assertThat(list(client.get(at), "interactions")).hasSize(3);
    assertThat(list(client.get(at + "?cursor=1&limit=1"), "interactions")).hasSize(1);
    assertThat(list(client.get(at + "?last=2"), "interactions")).hasSize(2);
    assertThat(list(client.get(at + "?around=2&limit=2"), "interactions")).hasSize(3);
  }

  @Test
  void aForkGoesOnFromAMoment() {
    String at = session("{\"intention\":\"Trunk\"}");
    client.post(at + "/interactions", "{\"interactions\":[{\"text\":\"one\"},{\"text\":\"two\"}]}");
    Answer fork = client.post(at + "/fork", "{\"at_sequence\":1,\"intention\":\"Branch\"}");
    assertThat(fork.status()).isEqualTo(201);
    assertThat(fork.text("intention")).isEqualTo("Branch");
    assertThat(list(client.get(fork.header("Location") + "/interactions"), "interactions"))
        .hasSize(1);
    assertThat(client.post(at + "/fork", "{\"at_sequence\":9}").status()).isEqualTo(422);
  }

  @Test
  void notesAndArtifactsBelongToASession() {
    String at = session("{\"intention\":\"Keep\"}");
    Answer note =
        client.post(
            at + "/notes",
            "{\"note_type\":\"decision\",\"note_content\":\"Keep it"
                + " small\",\"is_important\":true}");
    assertThat(note.status()).as(note.body()).isEqualTo(201);
    assertThat(list(client.get(at + "/notes"), "notes")).hasSize(1);
    Answer artifact =
        client.post(
            at + "/artifacts",
            "{\"artifact_type\":\"plan\",\"artifact_name\":\"The plan\",\"content\":\"First,"
                + " think.\"}");
    assertThat(artifact.status()).as(artifact.body()).isEqualTo(201);
    String one = artifact.header("Location");
    Answer changed =
        client.send(
            "PATCH",
            one,
            "{\"content\":\"First, rest.\"}",
            "Content-Type",
            "application/json",
            "If-Match",
            artifact.header("ETag"));
    assertThat(changed.text("content")).isEqualTo("First, rest.");
    assertThat(
            client
                .send("POST", one + "/approve", null, "If-Match", artifact.header("ETag"))
                .status())
        .isEqualTo(412);
    assertThat(client.send("POST", one + "/approve", null).text("is_approved")).isEqualTo("true");
    assertThat(client.get(one).text("is_provisional")).isEqualTo("false");
    assertThat(list(client.get(at + "/artifacts"), "artifacts")).hasSize(1);
  }

  @Test
  void progressIsJudgedAndTheBriefFits() {
    String at =
        session(
            "{\"intention\":\"Reach it\",\"success_indicators\":[\"It"
                + " works\"],\"completion_indicators\":[{\"text\":\"Noted\",\"check\":\"notes() >="
                + " 1\"}]}");
    assertThat(client.get(at + "/progress").text("can_complete")).isEqualTo("false");
    Answer judged =
        client.post(
            at + "/progress/judge",
            "{\"list\":\"success\",\"text\":\"It works\",\"met\":true,\"evidence\":\"seen\"}");
    assertThat(judged.status()).as(judged.body()).isEqualTo(200);
    assertThat(judged.body()).contains("\"state\":\"met\"").contains("person:local");
    Answer brief = client.get(at + "/brief?tokens=500");
    assertThat(brief.header("Content-Type")).startsWith("text/markdown");
    assertThat(brief.body()).contains("Reach it");
  }

  @Test
  void partsAndChainsAreFound() {
    String parent = session("{\"intention\":\"Whole\"}");
    String id = client.get(parent).text("id");
    session("{\"intention\":\"Part\",\"parent_session_id\":\"" + id + "\"}");
    session("{\"intention\":\"Next\",\"previous_session_id\":\"" + id + "\"}");
    assertThat(list(client.get(parent + "/children"), "sessions")).hasSize(1);
    assertThat(list(client.get(parent + "/chain"), "sessions")).hasSize(2);
  }

  @Test
  void usageIsRecordedOnceAndSummed() {
    String at = session("{\"intention\":\"Spend\",\"project\":\"atlas\"}");
    String request =
        "{\"host\":\"Anthropic\",\"model\":\"claude-sonnet-4-5-20250929\",\"request_id\":\"r1\",\"input_tokens\":1000,\"output_tokens\":500,"
            + "\"timestamp\":\"2026-02-10T23:30:00Z\",\"session_id\":\""
            + client.get(at).text("id")
            + "\"}";
    Answer recorded = client.post("/api/v1/usage", request);
    assertThat(recorded.status()).as(recorded.body()).isEqualTo(201);
    assertThat(recorded.text("outcome")).isEqualTo("added");
    assertThat(recorded.text("cost_usd")).isEqualTo("0.0105");
    Answer again = client.post("/api/v1/usage", "{\"requests\":[" + request + "]}");
    assertThat(again.text("unchanged")).isEqualTo("1");
    assertThat(client.get("/api/v1/usage?by=day&zone=Asia/Tokyo").body())
        .contains("\"key\":\"2026-02-11\"");
    assertThat(
            client.get("/api/v1/usage?by=model&session=" + client.get(at).text("short_id")).body())
        .contains("0.0105");
    Answer csv = client.get("/api/v1/usage?by=project", "Accept", "text/csv");
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.body()).contains("atlas");
    assertThat(client.get("/api/v1/usage?by=project&format=csv").body()).isEqualTo(csv.body());
    assertThat(client.get(at).text("cost_usd")).isEqualTo("0.0105");
  }

  @Test
  void whatUsageRefersToIsListed() {
    session("{\"intention\":\"x\",\"project\":\"atlas\"}");
    assertThat(client.get("/api/v1/projects").body()).contains("atlas");
    assertThat(client.get("/api/v1/hosts").body()).contains("Anthropic");
    assertThat(client.get("/api/v1/models").status()).isEqualTo(200);
    assertThat(list(client.get("/api/v1/prices"), "prices")).isNotEmpty();
    assertThat(list(client.get("/api/v1/kpis?by=kind"), "rows")).hasSize(1);
  }

  @Test
  void aTurnIsFoundByAWord() {
    String at = session("{\"intention\":\"Talk\",\"project\":\"atlas\"}");
    client.post(
        at + "/interactions",
        "{\"author\":\"user\",\"text\":\"The lantern hangs over the"
            + " ford.\",\"external_id\":\"e1\"}");
    Answer found = client.get("/api/v1/search?q=lantern&project=atlas&limit=20");
    Map<?, ?> hit = (Map<?, ?>) list(found, "hits").getFirst();
    assertThat(hit.get("session_id")).isEqualTo(client.get(at).text("id"));
    assertThat(hit.get("interaction_sequence")).isEqualTo(1);
    assertThat(hit.get("external_id")).isEqualTo("e1");
    assertThat(String.valueOf(hit.get("snippet"))).contains("lantern");
    assertThat(hit.get("score")).isNotNull();
    assertThat(list(client.get("/api/v1/search?q=lant&prefix=true"), "hits")).isNotEmpty();
    assertThat(list(client.get("/api/v1/search?q=lantern&project=other"), "hits")).isEmpty();
    Answer recalled = client.get("/api/v1/recall?q=lantern&tokens=300");
    assertThat(recalled.text("text")).contains("ford");
    for (String odd : List.of("%22", "a+AND", "NEAR(", "col:x*", "';--", "%5C", "((((((")) {
      assertThat(client.get("/api/v1/search?q=" + odd).status()).as(odd).isIn(200, 422);
    }
  }

  @Test
  void everyChangeIsInTheLog() {
    session("{\"intention\":\"Leave a trace\"}");
    Answer log = client.get("/api/v1/audit?entity=session&limit=1");
    assertThat(list(log, "entries")).hasSize(1);
    assertThat(log.body()).contains("session.create");
    assertThat(client.get("/api/v1/audit/verify").text("intact")).isEqualTo("true");
  }

  @Test
  void aPreferenceIsChosenAndTakenBack() {
    Answer all = client.get("/api/v1/preferences");
    assertThat(list(all, "preferences")).hasSize(PreferenceKey.values().length);
    Answer set =
        client.send(
            "PUT",
            "/api/v1/preferences/page_size",
            "{\"value\":20}",
            "Content-Type",
            "application/json");
    assertThat(set.json()).containsEntry("value", 20).containsEntry("is_set", true);
    Answer wrong =
        client.send(
            "PUT",
            "/api/v1/preferences/page_size",
            "{\"value\":\"20\"}",
            "Content-Type",
            "application/json");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text("detail")).isEqualTo("page_size: must be a whole number from 10 to 200");
    Answer unknown = client.get("/api/v1/preferences/colour");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.text("detail")).contains("time_zone");
    Answer unset = client.send("DELETE", "/api/v1/preferences/page_size", null);
    assertThat(unset.json()).containsEntry("value", 50).containsEntry("is_set", false);
  }

  @Test
  void whatAnotherProgramWritesIsSeen() {
    String id =
        client.seshat.sessions().create(NewSession.of("Made beside the server")).id().toString();
    assertThat(client.get("/api/v1/sessions/" + id).text("intention"))
        .isEqualTo("Made beside the server");
  }
}
