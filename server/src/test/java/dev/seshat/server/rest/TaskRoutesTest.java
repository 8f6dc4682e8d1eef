package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.Client.Answer;
import dev.seshat.server.ClientCase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Tasks and their groups over REST.
class TaskRoutesTest extends ClientCase {
  private static final String PLAN =
      """
      {"tasks":[{"title":"Release","ref":"release","task_group":"Shipping"},
       {"title":"Build","ref":"build","parent":"release"},
       {"title":"Notes","parent":"release","depends_on":["build"]}]}
      """;

  private String session() {
    Answer made = client.post("/api/v1/sessions", "{\"intention\":\"Ship\",\"kind\":\"tasks\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return "/api/v1/sessions/" + made.text("id");
  }

  private List<?> planned(String session) {
    Answer made = client.post(session + "/tasks", PLAN);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return tasks(made);
  }

  private Answer patch(String path, String json, String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return client.send("PATCH", path, json, all);
  }

  private static List<?> tasks(Answer answer) {
    return (List<?>) Objects.requireNonNull(answer.json().get("tasks"), answer.body());
  }

  private static String of(Object json, String name) {
    return String.valueOf(((Map<?, ?>) json).get(name));
  }

  @Test
  void aPlanIsListedAndClaimedInItsOrder() {
    String session = session();
    List<?> made = planned(session);
    Answer ready = client.get(session + "/tasks?ready=true");
    assertThat(tasks(ready))
        .singleElement()
        .extracting(each -> of(each, "title"))
        .isEqualTo("Build");
    assertThat(tasks(client.get(session + "/task-tree")))
        .extracting(each -> of(each, "title"))
        .containsExactly("Release", "Build", "Notes");
    assertThat(tasks(client.get(session + "/task-tree?under=" + of(made.get(1), "marker"))))
        .hasSize(1);
    Answer page = client.get(session + "/tasks?limit=2");
    assertThat(tasks(page)).hasSize(2);
    assertThat(tasks(client.get(session + "/tasks?limit=2&cursor=" + page.text("next"))))
        .hasSize(1);
    Map<?, ?> next =
        (Map<?, ?>)
            Objects.requireNonNull(
                client.post(session + "/tasks/next", "{\"lease_seconds\":60}").json().get("next"));
    assertThat(of(Objects.requireNonNull(next.get("task")), "status")).isEqualTo("in_progress");
    assertThat(client.post(session + "/tasks/next", "{}").json().get("next")).isNull();
    String build = "/api/v1/tasks/" + of(made.get(1), "id");
    assertThat(client.post(build + "/heartbeat", "{}").status()).isEqualTo(200);
    assertThat(patch(build, "{\"status\":\"completed\"}").text("status")).isEqualTo("completed");
    assertThat(client.get("/api/v1/tasks/" + of(made.get(2), "id") + "/context").body())
        .contains("\"before\":[{\"id\":\"" + of(made.get(1), "id"));
    assertThat(client.get(session).json()).containsEntry("completed_task_count", 1);
  }

  @Test
  void aChangeOfAnOldVersionAndACircleAreRefused() {
    List<?> made = planned(session());
    String build = "/api/v1/tasks/" + of(made.get(1), "id");
    Answer first = client.get(build);
    String change = "{\"title\":\"Build it\",\"priority_level\":1}";
    Answer done = patch(build, change, "If-Match", first.header("ETag"));
    assertThat(done.json()).containsEntry("title", "Build it").containsEntry("priority_level", 1);
    assertThat(patch(build, change, "If-Match", first.header("ETag")).status()).isIn(409, 412);
    Answer circle = patch(build, "{\"add_depends_on\":[\"" + of(made.get(2), "id") + "\"]}");
    assertThat(circle.status()).isEqualTo(409);
    assertThat(circle.body()).contains("circle").contains("'Notes'");
    assertThat(patch(build, "{\"status\":\"completed\"}").status()).isEqualTo(409);
    assertThat(client.get("/api/v1/tasks/ffffffff-0000-4000-8000-000000000000").status())
        .isEqualTo(404);
  }

  @Test
  void groupsAreMadeRenamedAndTakenAwayWhenEmpty() {
    String session = session();
    planned(session);
    String groups = session + "/task-groups";
    assertThat(client.post(groups, "{\"group_name\":\"Docs\"}").status()).isEqualTo(201);
    assertThat(
            patch(groups + "/Docs", "{\"group_name\":\"The docs\",\"before\":\"Shipping\"}").json())
        .containsEntry("group_name", "The docs");
    assertThat(client.get(groups).body().indexOf("The docs"))
        .isLessThan(client.get(groups).body().indexOf("Shipping"));
    assertThat(client.send("DELETE", groups + "/Shipping", null).status()).isEqualTo(409);
    assertThat(client.send("DELETE", groups + "/The%20docs", null).status()).isEqualTo(204);
  }
}
