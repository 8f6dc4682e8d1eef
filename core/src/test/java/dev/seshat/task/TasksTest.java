package dev.seshat.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.session.NewSession;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class TasksTest {
  private static String session(Seshat seshat) {
    return seshat.sessions().start(NewSession.of("Ship it").kind("tasks")).shortId();
  }

  @EveryStore
  void aPlanIsMadeInOneCall(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    List<Task> made =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    NewTask.of("Release").called("release").in("Shipping"),
                    NewTask.of("Write notes").called("notes").under("release"),
                    NewTask.of("Build")
                        .called("build")
                        .under("release")
                        .weighing(Complexity.COMPLEX),
                    NewTask.of("Announce").after("release")));
    assertThat(made).extracting(Task::level).containsExactly(0, 1, 1, 0);
    assertThat(made.get(1).path())
        .isEqualTo("/" + made.get(0).marker() + "/" + made.get(1).marker());
    assertThat(made.get(1).group()).isEqualTo("Shipping");
    assertThat(seshat.tasks().ready(session, 10))
        .extracting(Task::title)
        .containsExactly("Write notes", "Build");
    assertThat(seshat.tasks().tree(session))
        .extracting(Task::title)
        .containsExactly("Announce", "Release", "Write notes", "Build");
    assertThat(seshat.sessions().get(session).get(dev.seshat.session.SessionField.NAME)).isNull();
  }

  @EveryStore
  void whatIsWrongInAPlanIsSaidWithItsPlace(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    NewTask build = NewTask.of("Build").called("build");
    assertThatThrownBy(
            () -> seshat.tasks().add(session, List.of(build, NewTask.of("Test").after("biuld"))))
        .isInstanceOf(NotFound.class)
        .hasMessageContainingAll("tasks[1] ('Test')", "no task 'biuld'", "ref", "marker");
    assertThatThrownBy(
            () -> seshat.tasks().add(session, List.of(NewTask.of("Test").under("build"), build)))
        .isInstanceOf(NotFound.class)
        .hasMessageContainingAll("tasks[0] ('Test')", "before it");
    assertThatThrownBy(() -> seshat.tasks().add(session, List.of(build, build)))
        .isInstanceOf(Invalid.class)
        .hasMessageContainingAll("tasks[1].ref", "'build' names two tasks");
    assertThatThrownBy(() -> seshat.tasks().add(session, List.of(NewTask.of("A").after("b"))))
        .hasMessage("no task 'b'");
    Task own = seshat.tasks().add(session, List.of(build)).getFirst();
    seshat.taskClaims().claim(session, own.marker(), Duration.ofMinutes(5));
    assertThatThrownBy(
            () -> seshat.taskClaims().claim(session, own.marker(), Duration.ofMinutes(5)))
        .hasMessageContaining("is yours already");
  }

  @EveryStore
  void progressIsTheMeanOfTheLeaves(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    List<Task> made =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    NewTask.of("Release").called("release").in("Shipping"),
                    NewTask.of("Write notes").under("release"),
                    NewTask.of("Build").under("release").weighing(Complexity.COMPLEX)));
    String notes = made.get(1).marker();
    String build = made.get(2).marker();
    seshat.tasks().move(session, notes, TaskStatus.IN_PROGRESS);
    seshat.tasks().change(session, build, TaskChange.to(20.0), null);
    assertThat(seshat.tasks().get(session, made.get(0).marker()).progress()).isEqualTo(12.5);
    seshat.tasks().move(session, notes, TaskStatus.COMPLETED);
    assertThat(seshat.tasks().get(session, made.get(0).marker()).progress()).isEqualTo(50.0);
    assertThat(seshat.taskGroups().list(session).getFirst().progress()).isEqualTo(50.0);
    assertThatThrownBy(
            () -> seshat.tasks().move(session, made.get(0).marker(), TaskStatus.COMPLETED))
        .isInstanceOf(IllegalTransition.class);
    seshat.tasks().move(session, build, TaskStatus.CANCELLED);
    Task release = seshat.tasks().get(session, made.get(0).marker());
    assertThat(release.progress()).isEqualTo(100.0);
    assertThat(release.isReady()).isTrue();
  }

  @EveryStore
  void noTaskWaitsForItself(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    List<Task> made =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    NewTask.of("One").called("one"),
                    NewTask.of("Two").called("two").after("one"),
                    NewTask.of("Under two").under("two")));
    assertThatThrownBy(() ->
            seshat
                .tasks()
                .change(
                    session, made.get(2).marker(), TaskChange.after(made.get(1).marker()), null))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining(
            "'Under two' (%s) → 'Two' (%s) → 'Under two'"
                .formatted(made.get(2).marker(), made.get(1).marker()));
    assertThatThrownBy(() ->
            seshat
                .tasks()
                .change(
                    session, made.get(0).marker(), TaskChange.after(made.get(1).marker()), null))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("'One'");
    // what stands under a task does not wait for what the task waits for
    seshat
        .tasks()
        .change(session, made.get(0).marker(), TaskChange.after(made.get(2).marker()), null);
    assertThat(seshat.tasks().ready(session, 10))
        .extracting(Task::title)
        .containsExactly("Under two");
  }

  @EveryStore
  void aGroupIsRenamedOrderedAndTakenAwayWhenEmpty(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    seshat.taskGroups().add(session, "Front", null);
    seshat.taskGroups().add(session, "Back", null);
    seshat.taskGroups().add(session, "Forms", "Front");
    Task task = seshat.tasks().add(session, List.of(NewTask.of("Draw it").in("Forms"))).getFirst();
    seshat
        .taskGroups()
        .change(
            session, "Back", Map.of("group_name", "Rear", "before", "Front", "description", "x"));
    assertThat(seshat.taskGroups().list(session))
        .extracting(TaskGroup::name)
        .containsExactly("Rear", "Front", "Forms");
    assertThat(seshat.taskGroups().list(session))
        .extracting(TaskGroup::total)
        .containsExactly(0L, 1L, 1L);
    assertThatThrownBy(
            () -> seshat.taskGroups().change(session, "Rear", Map.of("group_name", "Forms")))
        .isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> seshat.taskGroups().remove(session, "Front"))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("not empty");
    seshat.tasks().change(session, task.marker(), TaskChange.to(TaskPlace.in("Rear")), null);
    seshat.taskGroups().remove(session, "Forms");
    seshat.taskGroups().remove(session, "Front");
    assertThat(seshat.taskGroups().list(session)).extracting(TaskGroup::total).containsExactly(1L);
    assertThat(TaskCounts.recount(store.scope())).isEmpty();
  }

  @EveryStore
  void whatStandsUnderATaskGoesWithIt(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    List<Task> made =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    NewTask.of("Release").called("release"),
                    NewTask.of("Build").called("build").under("release"),
                    NewTask.of("Test").under("build"),
                    NewTask.of("Announce")));
    String release = made.get(0).marker();
    String test = made.get(2).marker();
    seshat
        .tasks()
        .change(session, release, TaskChange.to(TaskPlace.under(made.get(3).marker())), null);
    assertThat(seshat.tasks().get(session, test).path())
        .isEqualTo(
            "/%s/%s/%s/%s".formatted(made.get(3).marker(), release, made.get(1).marker(), test));
    assertThatThrownBy(() ->
            seshat.tasks().change(session, release, TaskChange.to(TaskPlace.under(test)), null))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("circle");
    seshat.tasks().change(session, release, TaskChange.to(TaskStatus.CANCELLED), null);
    assertThat(seshat.tasks().get(session, test).status()).isEqualTo(TaskStatus.CANCELLED);
    seshat.tasks().change(session, test, TaskChange.to(TaskStatus.PENDING), null);
    assertThat(seshat.tasks().get(session, release).status()).isEqualTo(TaskStatus.PENDING);
    seshat.tasks().move(session, made.get(3).marker(), TaskStatus.IN_PROGRESS);
    seshat
        .tasks()
        .change(
            session,
            made.get(3).marker(),
            TaskChange.to(TaskStatus.COMPLETED).withAllUnder(),
            null);
    assertThat(seshat.tasks().tree(session))
        .allMatch(each -> each.status() == TaskStatus.COMPLETED);
    assertThat(
            seshat
                .sessions()
                .get(session)
                .get(dev.seshat.session.SessionField.COMPLETED_TASK_COUNT))
        .isEqualTo(4L);
    assertThat(TaskCounts.recount(store.scope())).isEmpty();
  }

  @EveryStore
  void whatSomebodyHasClaimedIsTheirs(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    String task = seshat.tasks().add(session, List.of(NewTask.of("Build"))).getFirst().marker();
    seshat.as("ada").taskClaims().claim(session, task, java.time.Duration.ofMinutes(5));
    assertThatThrownBy(() -> seshat.as("bob").tasks().move(session, task, TaskStatus.COMPLETED))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("ada");
    assertThat(
            seshat
                .as("bob")
                .tasks()
                .change(session, task, TaskChange.to(TaskStatus.PENDING).forced(), null)
                .assignee())
        .isNull();
  }
}
