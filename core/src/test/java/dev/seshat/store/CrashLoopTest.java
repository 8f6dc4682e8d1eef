package dev.seshat.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.doctor.Doctor;
import dev.seshat.session.Interaction;
import dev.seshat.testing.TestStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Kills a writer with SIGKILL at random moments, again and again: what it said was written is there, nothing is there
/// in part, the counters are true and the chain of the audit log is whole.
final class CrashLoopTest {
  private static final int KILLS = Integer.getInteger("seshat.kills", 200);
  private static final long SEED = Long.getLong("seshat.seed", 7L);

  /// So many loops at once, each with a store of its own: most of the time a JVM starts.
  private static final int LOOPS = 2;

  private final AtomicLong acknowledged = new AtomicLong();

  @Test
  void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(LOOPS)) {
      List<Future<?>> loops = new ArrayList<>();
      for (int i = 0; i < LOOPS; i++) {
        Random random = new Random(SEED + i);
        loops.add(threads.submit(() -> killAndLook((KILLS + LOOPS - 1) / LOOPS, random)));
      }
      for (Future<?> loop : loops) {
        loop.get();
      }
    }
    System.out.printf(
        "crash loop: %d kills, %d acknowledged turns, all there (seed %d)%n",
        KILLS, acknowledged.get(), SEED);
    assertThat(acknowledged.get()).isGreaterThan(KILLS);
  }

  private @Nullable Void killAndLook(int kills, Random random) throws Exception {
    try (TestStore test = TestStore.sqlite()) {
      Path file = Path.of(test.where());
      for (int kill = 1; kill <= kills; kill++) {
        Map<String, Integer> said = liveAndDie(file, kill, random);
        try (Seshat seshat = Seshat.open(file)) {
          said.forEach((session, turn) -> verify(seshat, session, turn));
          if (kill % 20 == 0 || kill == kills) {
            Doctor.Examination examination = seshat.doctor().examine();
            assertThat(examination.problems()).as("after kill %d, seed %d", kill, SEED).isEmpty();
          }
        }
      }
    }
    return null;
  }

  /// Lets a writer run until it has said something and a random time more, and kills it.
  ///
  /// @return the last acknowledged turn of each of its sessions
  private Map<String, Integer> liveAndDie(Path file, int life, Random random)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                file.toString(),
                Integer.toString(life))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<String, Integer> said = new HashMap<>();
    try (BufferedReader out = new BufferedReader(writer.inputReader(StandardCharsets.UTF_8))) {
      String first = out.readLine();
      assertThat(first).as("the writer's first word").isNotNull();
      note(said, first);
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(150_000)));
      // by its handle, because killing the process object closes what it has said and we have not
      // read
      writer.toHandle().destroyForcibly();
      // a line without its end was not said whole
      out.lines().filter(line -> line.matches("\\S{36} \\d+")).forEach(line -> note(said, line));
    }
    assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private void note(Map<String, Integer> said, String line) {
    String[] parts = line.split(" ");
    // the last line may be cut in the middle of its number, and then names an earlier turn
    said.merge(parts[0], Integer.parseInt(parts[1]), Math::max);
    acknowledged.incrementAndGet();
  }

  private static void verify(Seshat seshat, String session, int turn) {
    List<Interaction> turns = seshat.interactions().last(session, 1_000);
    assertThat(turns.getLast().interactionSequence()).isGreaterThanOrEqualTo(turn);
    String life = turns.getLast().text().replaceFirst("turn \\d+ of ", "");
    for (Interaction each : turns) {
      assertThat(each.text()).isEqualTo("turn " + each.interactionSequence() + " of " + life);
    }
    long notes = seshat.sessions().get(session).noteCount();
    long count = seshat.sessions().get(session).interactionCount();
    assertThat(notes).isBetween((count - 1) / 5, count / 5);
  }
}
