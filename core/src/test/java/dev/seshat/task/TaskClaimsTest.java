package dev.seshat.task;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.session.NewSession;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

class TaskClaimsTest {
  private static final int TASKS = 1_000;
  private static final int ACTORS = 16;

  /// Of those who live, so that a busy machine takes nothing from them.
  private static final Duration LEASE = Duration.ofMinutes(1);

  /// Of those who die over their task: so long it is nobody's.
  private static final Duration LAST_LEASE = Duration.ofSeconds(1);

  /// Who finished a task, and when among all that was finished.
  private record Done(String actor, long at) {}

  @EveryStore
  void eachTaskIsDoneOnceInOrderThoughSomeWhoClaimThemDie(TestStore store) throws Exception {
    Seshat seshat = store.seshat();
    String session =
        seshat.sessions().startUnfocused(NewSession.of("Much").kind("tasks")).id().toString();
    Random random = new Random(Long.getLong("seshat.seed", 16_1000));
    List<NewTask> plan = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      NewTask task = NewTask.of("Task " + i).called("n" + i);
      plan.add(i == 0 || random.nextInt(3) > 0 ? task : task.after("n" + random.nextInt(i)));
    }
    List<Task> made = seshat.tasks().add(session, plan);
    Map<UUID, Done> done = new ConcurrentHashMap<>();
    AtomicLong clock = new AtomicLong();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> actors = new ArrayList<>();
      for (int actor = 0; actor < ACTORS; actor++) {
        Random own = new Random(random.nextLong());
        Seshat as = seshat.as("actor-" + actor);
        Callable<Object> work = () -> work(as, session, own, done, clock);
        actors.add(pool.submit(work));
      }
      for (Future<?> each : actors) {
        each.get();
      }
    }
    assertThat(done).hasSize(TASKS);
    for (Task task : made) {
      for (UUID before : task.dependsOn()) {
        assertThat(requireNonNull(done.get(before)).at())
            .isLessThan(requireNonNull(done.get(task.id())).at());
      }
    }
    assertThat(seshat.tasks().tree(session))
        .allSatisfy(each -> assertThat(each.status()).isEqualTo(TaskStatus.COMPLETED));
    assertThat(seshat.audit().verify().intact()).isTrue();
  }

  /// Takes tasks until all are done; now and then somebody dies over one, and another comes in their place.
  private static Object work(
      Seshat seshat, String session, Random random, Map<UUID, Done> done, AtomicLong clock)
      throws InterruptedException {
    while (done.size() < TASKS) {
      boolean dies = random.nextInt(200) == 0;
      Optional<Task> claimed = seshat.taskClaims().claim(session, dies ? LAST_LEASE : LEASE);
      if (claimed.isEmpty()) {
        Thread.sleep(20);
        continue;
      }
      if (dies) {
        continue;
      }
      Task task = claimed.get();
      Done mine = new Done(seshat.actor(), clock.incrementAndGet());
      try {
        seshat.tasks().move(session, task.id().toString(), TaskStatus.COMPLETED);
        assertThat(done.put(task.id(), mine)).as(task.title() + " was done before").isNull();
      } catch (Conflict | dev.seshat.SeshatException.IllegalTransition lost) {
        assertThat(task.status()).isEqualTo(TaskStatus.IN_PROGRESS);
      }
    }
    return done;
  }
}
