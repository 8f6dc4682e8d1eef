package dev.seshat.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.session.NewSession;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.List;

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
    seshat.tasks().progress(session, build, 20);
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
    assertThatThrownBy(
            () -> seshat.tasks().depend(session, made.get(2).marker(), made.get(1).marker()))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining(
            "'Under two' (%s) → 'Two' (%s) → 'Under two'"
                .formatted(made.get(2).marker(), made.get(1).marker()));
    assertThatThrownBy(
            () -> seshat.tasks().depend(session, made.get(0).marker(), made.get(1).marker()))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("'One'");
    // what stands under a task does not wait for what the task waits for
    seshat.tasks().depend(session, made.get(0).marker(), made.get(2).marker());
    assertThat(seshat.tasks().ready(session, 10))
        .extracting(Task::title)
        .containsExactly("Under two");
  }
}
