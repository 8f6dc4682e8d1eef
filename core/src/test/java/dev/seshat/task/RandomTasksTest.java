package dev.seshat.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.store.Scope;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Whatever is done to tasks in whatever order, all that is kept beside their rows stays true, and what is refused changes
/// nothing. `-Dseshat.seed=N` draws another run.
class RandomTasksTest {
  private static final int SESSIONS = Integer.getInteger("seshat.cases", 6);
  private static final int STEPS = 120;

  private final long seed = Long.getLong("seshat.seed", 20260131L);
  private final Random random = new Random(seed);
  private final List<String> said = new ArrayList<>();

  @EveryStore
  void whatIsKeptStaysTrue(TestStore store) {
    Seshat seshat = store.seshat();
    Scope scope = store.scope();
    int done = 0;
    for (int i = 0; i < SESSIONS; i++) {
      Session made = seshat.sessions().start(NewSession.of("Plan").kind("tasks"));
      String session = made.shortId();
      said.clear();
      List<String> tasks = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        done += step(seshat, session, tasks) ? 1 : 0;
        List<Task> now = scope.store().read(tx -> TaskTree.of(tx, made.id()));
        assertThat(seshat.tasks().tree(session)).as("seed %d: %s", seed, said).isEqualTo(now);
        if (step % 10 == 9) {
          assertThat(TaskCounts.recount(scope)).as("seed %d: %s", seed, said).isEmpty();
        }
      }
      everyCircleIsRefused(seshat, session, tasks);
    }
    assertThat(done).as("steps that were not refused").isGreaterThan(SESSIONS * STEPS / 3);
  }

  private boolean step(Seshat seshat, String session, List<String> tasks) {
    List<Task> before = seshat.tasks().tree(session);
    try {
      if (tasks.size() < 4 || random.nextInt(5) == 0) {
        tasks.add(seshat.tasks().add(session, List.of(task(tasks))).getFirst().marker());
      } else {
        String task = one(tasks);
        TaskChange change = change(tasks);
        said.add(task + " " + change);
        seshat.tasks().change(session, task, change, null);
      }
      return true;
    } catch (SeshatException refused) {
      assertThat(seshat.tasks().tree(session)).as("seed %d: %s", seed, said).isEqualTo(before);
      return false;
    }
  }

  private NewTask task(List<String> tasks) {
    NewTask task =
        NewTask.of("Task " + tasks.size())
            .weighing(Complexity.values()[random.nextInt(Complexity.values().length)]);
    return switch (random.nextInt(tasks.isEmpty() ? 2 : 4)) {
      case 0 -> task;
      case 1 -> task.in(group());
      case 2 -> task.after(one(tasks));
      default -> task.under(one(tasks));
    };
  }

  private TaskChange change(List<String> tasks) {
    TaskStatus status = TaskStatus.values()[random.nextInt(TaskStatus.values().length)];
    return switch (random.nextInt(9)) {
      case 0 -> TaskChange.to(TaskPlace.in(random.nextBoolean() ? null : group()));
      case 1 -> TaskChange.to(TaskPlace.under(one(tasks)));
      case 2 -> TaskChange.to(TaskPlace.before(one(tasks)));
      case 3 -> TaskChange.after(one(tasks));
      case 4 -> TaskChange.to(random.nextInt(101) / 1.0);
      case 5 -> TaskChange.to(status).withAllUnder();
      case 6 -> TaskChange.fromJson(complexity());
      default -> TaskChange.to(status);
    };
  }

  private Map<String, @Nullable Object> complexity() {
    Map<String, @Nullable Object> json = new HashMap<>();
    json.put("complexity_level", Complexity.values()[random.nextInt(4)].word());
    json.put("specialist_type", null);
    return json;
  }

  private String group() {
    return "Group " + random.nextInt(3);
  }

  private String one(List<String> tasks) {
    return tasks.get(random.nextInt(tasks.size()));
  }

  /// A task that waits for another, however, cannot be waited for by it.
  private static void everyCircleIsRefused(Seshat seshat, String session, List<String> tasks) {
    Map<String, List<String>> waits = new HashMap<>();
    Map<Object, String> markers = new HashMap<>();
    for (String each : tasks) {
      markers.put(seshat.tasks().get(session, each).id(), each);
    }
    for (String each : tasks) {
      Task task = seshat.tasks().get(session, each);
      task.dependsOn()
          .forEach(id ->
              waits
                  .computeIfAbsent(each, key -> new ArrayList<>())
                  .add(String.valueOf(markers.get(id))));
      if (task.parentId() != null) {
        waits
            .computeIfAbsent(String.valueOf(markers.get(task.parentId())), key -> new ArrayList<>())
            .add(each);
      }
    }
    for (String start : tasks) {
      List<String> edge = new ArrayList<>(waits.getOrDefault(start, List.of()));
      for (int i = 0; i < edge.size() && i < 10_000; i++) {
        assertThat(edge.get(i)).as("a circle from " + start).isNotEqualTo(start);
        for (String next : waits.getOrDefault(edge.get(i), List.of())) {
          if (!edge.contains(next)) {
            edge.add(next);
          }
        }
      }
    }
  }
}
