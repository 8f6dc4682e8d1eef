package dev.seshat.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.session.NewSession;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Two clients who at the same moment each say one half of a circle: one of them is refused, and told of the circle.
class TaskCirclesTest {
  private static final int ROUNDS = 12;

  /// One task is to wait for another, or to stand under it.
  private record Half(String task, TaskChange change) {}

  private static @Nullable SeshatException outcome(
      Seshat seshat, String session, Half half, CyclicBarrier start) throws Exception {
    start.await(1, TimeUnit.MINUTES);
    try {
      seshat.tasks().change(session, half.task(), half.change(), null);
      return null;
    } catch (SeshatException refused) {
      return refused;
    }
  }

  @EveryStore
  void ofTwoHalvesOfACircleOneIsRefusedWithTheCircleNamed(TestStore store) throws Exception {
    Seshat seshat = store.seshat();
    String session =
        seshat.sessions().startUnfocused(NewSession.of("Plan").kind("tasks")).id().toString();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        List<Task> made =
            seshat
                .tasks()
                .add(
                    session,
                    List.of(
                        NewTask.of("One").called("one"),
                        NewTask.of("Between").called("between").after("one"),
                        NewTask.of("Two").called("two")));
        String one = made.get(0).marker();
        String between = made.get(1).marker();
        String two = made.get(2).marker();
        List<Half> halves =
            List.of(
                new Half(two, TaskChange.after(between)),
                round % 2 == 0
                    ? new Half(one, TaskChange.after(two))
                    : new Half(two, TaskChange.to(TaskPlace.under(one))));
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<@Nullable SeshatException>> asked = new ArrayList<>();
        for (Half half : halves) {
          Seshat client = seshat.as("client-" + asked.size());
          asked.add(pool.submit(() -> outcome(client, session, half, start)));
        }
        List<SeshatException> refused = new ArrayList<>();
        for (Future<@Nullable SeshatException> each : asked) {
          SeshatException outcome = each.get();
          if (outcome != null) {
            refused.add(outcome);
          }
        }
        assertThat(refused).singleElement().isInstanceOf(Conflict.class);
        assertThat(refused.getFirst())
            .hasMessageContaining("circle")
            .hasMessageContaining("'One' (" + one + ")")
            .hasMessageContaining("'Between' (" + between + ")")
            .hasMessageContaining("'Two' (" + two + ")");
      }
    }
    assertThat(TaskCounts.recount(store.scope())).isEmpty();
  }
}
