package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.access.Role;
import dev.seshat.task.Task;
import dev.seshat.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// An agent that plans its tasks and works through them.
class TaskToolsTest extends ToolTest {
  private static List<?> tasks(Toolbox.Outcome outcome) {
    assertThat(outcome.error()).as(outcome.text()).isNull();
    return (List<?>)
        Objects.requireNonNull(Objects.requireNonNull(outcome.structured()).get("tasks"));
  }

  private static String marker(Object task) {
    return String.valueOf(((Map<?, ?>) task).get("marker"));
  }

  @Test
  void aPlanOfFiftyTasksIsOneCallAndIsWorkedThroughInOrder() {
    String id = start();
    List<Map<String, Object>> plan = new ArrayList<>();
    plan.add(Map.of("title", "All of it", "ref", "all", "task_group", "Main"));
    for (int i = 1; i < 50; i++) {
      plan.add(
          i == 1
              ? Map.of("title", "Step 1", "ref", "s1", "parent", "all", "description", "Begin")
              : Map.of(
                  "title",
                  "Step " + i,
                  "ref",
                  "s" + i,
                  "parent",
                  "all",
                  "depends_on",
                  List.of("s" + (i - 1))));
    }
    List<?> made = tasks(toolbox.call("task_plan", AGENT, Map.of("session", id, "tasks", plan)));
    assertThat(made).hasSize(50).allMatch(each -> marker(each).matches("t[0-9a-z]{3,}"));
    assertThat(((Map<?, ?>) made.get(3)).get("ref")).isEqualTo("s3");
    Toolbox.Outcome look = toolbox.call("task_next", AGENT, Map.of("session", id, "look", true));
    assertThat(tasks(look)).hasSize(1);
    for (int i = 1; i < 50; i++) {
      Toolbox.Outcome next = toolbox.call("task_next", AGENT, Map.of("session", id));
      String task = marker(tasks(next).getFirst());
      assertThat(next.text()).contains("Step " + i).contains("above:").contains("All of it");
      tasks(
          toolbox.call(
              "task_update",
              AGENT,
              Map.of(
                  "session", id, "tasks", List.of(Map.of("task", task, "status", "completed")))));
    }
    tasks(
        toolbox.call(
            "task_update",
            AGENT,
            Map.of(
                "session",
                id,
                "tasks",
                List.of(
                    Map.of("task", marker(made.getFirst()), "status", "in_progress"),
                    Map.of("task", marker(made.getFirst()), "status", "completed")))));
    assertThat(seshat.tasks().tree(id)).extracting(Task::status).containsOnly(TaskStatus.COMPLETED);
    assertThat(toolbox.call("task_next", AGENT, Map.of("session", id)).text())
        .isEqualTo("Nothing is ready.");
  }

  @Test
  void aPlanWithACircleOrAWrongNameLeavesNothing() {
    String id = start();
    Toolbox.Outcome circle =
        toolbox.call(
            "task_plan",
            AGENT,
            Map.of(
                "session",
                id,
                "tasks",
                List.of(
                    Map.of("title", "One", "ref", "one", "depends_on", List.of("two")),
                    Map.of("title", "Two", "ref", "two", "depends_on", List.of("one")))));
    assertThat(circle.error()).isEqualTo("conflict");
    assertThat(circle.text()).contains("'One'").contains("'Two'");
    Toolbox.Outcome unknown =
        toolbox.call(
            "task_plan",
            AGENT,
            Map.of("session", id, "tasks", List.of(Map.of("title", "One", "parent", "nobody"))));
    assertThat(unknown.error()).isEqualTo("not_found");
    assertThat(seshat.tasks().tree(id)).isEmpty();
  }

  @Test
  void severalChangesAreMadeOrNoneAndWhatAnotherHasIsTheirs() {
    String id = start();
    List<?> made =
        tasks(
            toolbox.call(
                "task_plan",
                AGENT,
                Map.of(
                    "session",
                    id,
                    "tasks",
                    List.of(Map.of("title", "One"), Map.of("title", "Two")))));
    String one = marker(made.get(0));
    String two = marker(made.get(1));
    Agent other = new Agent("other", null, Role.WRITER, Set.of());
    tasks(toolbox.call("task_next", other, Map.of("session", id, "task", one)));
    List<Map<String, Object>> both =
        List.of(
            Map.of("task", two, "progress_percentage", 40, "title", "Second"),
            Map.of("task", one, "progress_percentage", 10));
    Toolbox.Outcome refused =
        toolbox.call("task_update", AGENT, Map.of("session", id, "tasks", both));
    assertThat(refused.error()).isEqualTo("conflict");
    assertThat(seshat.tasks().get(id, two).title()).isEqualTo("Two");
    tasks(toolbox.call("task_update", other, Map.of("session", id, "tasks", both)));
    assertThat(seshat.tasks().get(id, two).progress()).isEqualTo(40.0);
    List<?> alive =
        tasks(
            toolbox.call(
                "task_update",
                other,
                Map.of("session", id, "tasks", List.of(Map.of("task", one)))));
    assertThat(((Map<?, ?>) alive.getFirst()).get("lease_until")).isNotNull();
  }
}
