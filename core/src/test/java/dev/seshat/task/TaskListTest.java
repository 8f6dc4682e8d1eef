package dev.seshat.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.session.NewSession;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which tasks a question is answered with, and in what order.
class TaskListTest {
  private static String session(Seshat seshat) {
    return seshat.sessions().startUnfocused(NewSession.of("Ship it").kind("tasks")).shortId();
  }

  private static NewTask task(String title, int priority) {
    Map<String, Object> json = new HashMap<>();
    json.put("title", title);
    json.put("ref", title);
    json.put("priority_level", priority);
    return NewTask.fromJson(json);
  }

  @EveryStore
  void aListIsReadPageByPageTheMostUrgentFirst(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    List<NewTask> plan = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      plan.add(task("T" + i, 1 + i % 5).in(i % 2 == 0 ? "Even" : "Odd"));
    }
    seshat.tasks().add(session, plan);
    List<String> titles = new ArrayList<>();
    TaskFilter filter = TaskFilter.all(4);
    Page<Task> page = seshat.tasks().list(session, filter);
    for (; page.next() != null; page = seshat.tasks().list(session, filter.after(page.next()))) {
      page.items().forEach(each -> titles.add(each.title()));
    }
    page.items().forEach(each -> titles.add(each.title()));
    assertThat(titles).hasSize(25).doesNotHaveDuplicates();
    assertThat(titles.subList(0, 5)).allMatch(each -> Integer.parseInt(each.substring(1)) % 5 == 0);
    assertThat(seshat.tasks().list(session, TaskFilter.all(100).ofGroup("Odd")).items())
        .hasSize(12);
    assertThatThrownBy(() -> seshat.tasks().list(session, filter.after("1_2_x")))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("cursor");
  }

  @EveryStore
  void aListIsOfThoseThatAreAskedForAndSaysWhatWaitsForWhat(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    List<Task> made =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    task("Build", 3),
                    task("Test", 3).after("Build"),
                    task("Report", 3).under("Test")));
    String build = made.getFirst().marker();
    seshat.as("ada").tasks().move(session, build, TaskStatus.IN_PROGRESS);
    TaskFilter all = TaskFilter.all(10);
    assertThat(seshat.tasks().list(session, all.of("ada")).items())
        .extracting(Task::title)
        .containsExactly("Build");
    assertThat(seshat.tasks().list(session, all.ready()).items())
        .extracting(Task::title)
        .containsExactly("Report");
    assertThat(seshat.tasks().list(session, all.in(Set.of(TaskStatus.PENDING))).items())
        .extracting(Task::title)
        .containsExactly("Test", "Report");
    assertThat(seshat.tasks().list(session, all.in(TaskFilter.statuses("completed"))).items())
        .isEmpty();
    assertThat(seshat.tasks().list(session, all.in(TaskFilter.statuses("open"))).items())
        .hasSize(3);
    assertThat(seshat.tasks().list(session, all).items().getFirst().blocks())
        .containsExactly(made.get(1).id());
    assertThat(seshat.tasks().tree(session).get(1).dependsOn())
        .containsExactly(made.getFirst().id());
    assertThat(seshat.tasks().tree(session, made.get(1).marker()))
        .extracting(Task::title)
        .containsExactly("Test", "Report");
    TaskContext context = seshat.tasks().context(session, made.get(2).marker());
    assertThat(context.above()).extracting(Task::title).containsExactly("Test");
    assertThat(seshat.tasks().context(session, made.get(1).marker()).before())
        .extracting(Task::title)
        .containsExactly("Build");
  }
}
