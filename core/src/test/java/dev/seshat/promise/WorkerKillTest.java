package dev.seshat.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.testing.TestStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a worker process with SIGKILL in the middle of its work, again and again, while two other workers go on: every
/// promise ends, once, and under fences that only grow. `-Dseshat.kills=N` kills more often.
final class WorkerKillTest {
  private static final int KILLS = Integer.getInteger("seshat.kills", 4);
  private static final int PROMISES = 200;
  private static final long SEED = Long.getLong("seshat.seed", 7L);

  @TempDir Path effects;
  private final Random random = new Random(SEED);

  @Test
  void everyPromiseEndsOnceWhoeverIsKilled() throws Exception {
    try (TestStore test = TestStore.sqlite();
        Seshat seshat = Seshat.open(Path.of(test.where()));
        Worker first = KilledWorker.start(seshat, effects, "first", 2);
        Worker second = KilledWorker.start(test.seshat(), effects, "second", 2)) {
      assertThat(List.of(first.name(), second.name())).doesNotHaveDuplicates();
      List<Promise> ended = new ArrayList<>();
      for (int kill = 1; kill <= KILLS; kill++) {
        ended.addAll(round(seshat, test, kill));
      }
      History history = History.of(seshat, effects);
      history.verify(ended, effects);
      assertThat(seshat.doctor().examine().problems()).isEmpty();
      System.out.printf(
          "worker kills: %d of 1 in 3 workers, %d promises, %d claims, %d attempts begun, %d completed, %d failed, %d attempts"
              + " of a lost worker, each promise settled once (seed %d)%n",
          KILLS,
          ended.size(),
          history.claims(),
          history.begun(),
          ended.stream().filter(each -> each.status() == PromiseStatus.COMPLETED).count(),
          ended.stream().filter(each -> each.status() == PromiseStatus.FAILED).count(),
          history.lost(),
          SEED);
      assertThat(history.lost()).as("attempts that were cut off").isPositive();
    }
  }

  private List<Promise> round(Seshat seshat, TestStore test, int kill) throws Exception {
    Process victim = victim(test, "victim-" + kill);
    try (BufferedReader out = new BufferedReader(victim.inputReader(StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).as("the worker's first word").isEqualTo("ready");
      List<Promise> made =
          seshat.together(within -> {
            List<Promise> all = new ArrayList<>();
            for (int i = 0; i < PROMISES; i++) {
              all.add(
                  within
                      .promises()
                      .create(
                          NewPromise.of(KilledWorker.KIND, "promise " + i)
                              .withPayload(Map.of("round", kill))
                              .withNotify(Notify.NEVER)));
            }
            return all;
          });
      awaitFirstWord(effects.resolve("said-victim-" + kill));
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(200_000)));
      victim.toHandle().destroyForcibly();
      List<Promise> ended = new ArrayList<>();
      for (Promise each : made) {
        ended.add(seshat.promises().await(each.id(), Duration.ofSeconds(60)));
      }
      return ended;
    } finally {
      victim.destroyForcibly();
    }
  }

  /// Waits until the worker is at its work.
  private static void awaitFirstWord(Path said) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (Files.notExists(said)) {
      assertThat(System.nanoTime()).as("the worker has begun").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  private Process victim(TestStore test, String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledWorker.class.getName(),
            test.where(),
            effects.toString(),
            name)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
