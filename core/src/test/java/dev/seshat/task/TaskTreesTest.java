package dev.seshat.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.seshat.Seshat;
import dev.seshat.session.NewSession;
import dev.seshat.store.Store;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// That a tree which is held is never an old one, whoever changed something.
class TaskTreesTest {
  private static NewTask task(String title, String marker) {
    return new NewTask(
        title, null, null, null, null, List.of(), List.of(), null, null, 3, null, null, null,
        marker);
  }

  private static UUID planned(Seshat seshat) {
    UUID session = seshat.sessions().startUnfocused(NewSession.of("Plan").kind("tasks")).id();
    seshat
        .tasks()
        .add(
            session.toString(),
            List.of(
                task("Release", "trel").called("release").in("Shipping"),
                task("Build", "tbld").called("build").under("release"),
                task("Notes", "tnot").under("release").after("build"),
                task("Party", "tpty").in("After")));
    return session;
  }

  @EveryStore
  void whateverOneProcessChangesAnotherSees(TestStore store) {
    Seshat one = store.seshat();
    Seshat other = store.seshat();
    Seshat later = store.seshat(Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
    Store raw = store.store();
    UUID id = planned(one);
    String session = id.toString();
    List<ThrowingCallable> steps =
        List.of(
            () ->
                one.tasks()
                    .change(session, "tbld", TaskChange.fromJson(Map.of("title", "Make")), null),
            () -> one.tasks().add(session, List.of(task("Cake", "tcak").under("tpty"))),
            () -> one.taskClaims().claim(session, "tcak", Duration.ofMinutes(5)),
            () -> one.taskClaims().heartbeat(session, "tcak", Duration.ofMinutes(7)),
            () -> later.taskClaims().recover(),
            () -> one.tasks().change(session, "tbld", TaskChange.to(40.0), null),
            () -> one.tasks().change(session, "tcak", TaskChange.after("tnot"), null),
            () ->
                one.tasks()
                    .change(
                        session,
                        "tcak",
                        TaskChange.fromJson(Map.of("remove_depends_on", List.of("tnot"))),
                        null),
            () ->
                one.tasks()
                    .change(
                        session,
                        "tcak",
                        TaskChange.fromJson(Map.of("related_tasks", List.of("tbld"))),
                        null),
            () ->
                one.tasks()
                    .change(
                        session,
                        "tcak",
                        TaskChange.fromJson(Map.of("related_tasks", List.of())),
                        null),
            () -> one.tasks().change(session, "tpty", TaskChange.to(TaskPlace.under("trel")), null),
            () ->
                one.tasks().change(session, "tpty", TaskChange.to(TaskPlace.before("tbld")), null),
            () -> one.tasks().change(session, "trel", TaskChange.to(TaskPlace.in(null)), null),
            () -> one.tasks().change(session, "trel", TaskChange.to(TaskPlace.in("After")), null),
            () -> one.taskGroups().change(session, "After", Map.of("group_name", "Before")),
            () -> one.tasks().change(session, "trel", TaskChange.to(TaskStatus.CANCELLED), null),
            () -> raw.write(tx -> tx.update("DELETE FROM task_groups WHERE group_name = 'Before'")),
            () -> one.tasks().move(session, "tcak", TaskStatus.PENDING),
            () ->
                raw.write(tx -> {
                  tx.update("UPDATE tasks SET position_in_group = 9 WHERE marker = 'tnot'");
                  TaskCounts.correctIn(tx, id);
                  return 0;
                }),
            () -> raw.write(tx -> tx.update("DELETE FROM tasks WHERE marker = 'tcak'")));
    int step = 0;
    for (ThrowingCallable each : steps) {
      List<Task> before = other.tasks().tree(session);
      assertThat(one.tasks().tree(session)).isEqualTo(before);
      assertThat(catchThrowable(each)).isNull();
      List<Task> now = raw.read(tx -> TaskTree.of(tx, id));
      assertThat(now).as("step %d does something", step).isNotEqualTo(before);
      assertThat(other.tasks().tree(session)).as("step %d, by the other", step).isEqualTo(now);
      assertThat(one.tasks().tree(session)).as("step %d, by who did it", step).isEqualTo(now);
      step++;
    }
  }

  @EveryStore
  void whileManyChangeMuchWhatIsSeenAtTheEndIsTrue(TestStore store) throws Exception {
    Seshat one = store.seshat();
    Seshat other = store.seshat();
    UUID id = planned(one);
    String session = id.toString();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int actor = 0; actor < 4; actor++) {
        Seshat as = (actor % 2 == 0 ? one : other).as("actor-" + actor);
        Random random = new Random(actor);
        all.add(
            pool.submit(() -> {
              for (int i = 0; i < 25; i++) {
                String task =
                    as.tasks().add(session, List.of(NewTask.of("More " + i))).getFirst().marker();
                as.tasks().change(session, task, TaskChange.to(random.nextInt(100)), null);
                as.tasks().tree(session);
              }
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    List<Task> now = store.store().read(tx -> TaskTree.of(tx, id));
    assertThat(now).hasSize(104);
    assertThat(one.tasks().tree(session)).isEqualTo(now);
    assertThat(other.tasks().tree(session)).isEqualTo(now);
  }

  @EveryStore
  void whatIsUndoneWasNeverThere(TestStore store) {
    Seshat seshat = store.seshat();
    String session = planned(seshat).toString();
    List<Task> before = seshat.tasks().tree(session);
    assertThatThrownBy(() ->
            seshat.together(within -> {
              within.tasks().add(session, List.of(NewTask.of("Never")));
              assertThat(within.tasks().tree(session)).hasSize(5);
              throw new IllegalArgumentException("undone");
            }))
        .hasMessage("undone");
    assertThat(seshat.tasks().tree(session)).isEqualTo(before);
  }

  @EveryStore
  void noMoreIsHeldThanWasSaid(TestStore store) {
    Seshat seshat = store.seshat();
    Store raw = store.store();
    TaskTrees trees = new TaskTrees(10);
    UUID first = planned(seshat);
    UUID second = planned(seshat);
    UUID third = planned(seshat);
    for (UUID each : List.of(first, second, third, second)) {
      List<Task> tree = raw.read(tx -> trees.of(tx, each));
      assertThat(tree).hasSize(4);
    }
    assertThat(trees.size()).isEqualTo(8);
    List<NewTask> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(NewTask.of("Task " + i));
    }
    seshat.tasks().add(first.toString(), many);
    List<Task> tree = raw.read(tx -> trees.of(tx, first));
    assertThat(tree).hasSize(24);
    assertThat(trees.size()).isLessThanOrEqualTo(10);
  }
}
