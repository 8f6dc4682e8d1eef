package dev.seshat.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.session.Artifacts;
import dev.seshat.session.Interactions;
import dev.seshat.session.Notes;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.testing.FailingStore;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Following what live clients write: in pieces of any size, killed in between, what comes out is what an import of the
/// finished files gives.
class FollowTest {
  private static final long SEED = Long.getLong("seshat.seed", 20260131L);

  @TempDir Path live;
  @TempDir Path finished;

  private static Transcripts transcripts(Store store) {
    Scope scope = new Scope(store, "local");
    Usage usage = new Usage(scope);
    Sessions sessions = new Sessions(scope, usage.projects());
    return new Transcripts(
        scope,
        sessions,
        new Interactions(scope, sessions),
        new Notes(scope, sessions),
        new Artifacts(scope, sessions),
        usage);
  }

  private static MadeUpFiles madeUp(TranscriptClient client) {
    return switch (client) {
      case CLAUDE_CODE -> ClaudeWorld.of(SEED, 3);
      case CODEX -> CodexWorld.of(SEED, 4);
      case GEMINI -> GeminiWorld.of(SEED, 4);
    };
  }

  private List<String> reference(TranscriptClient client, MadeUpFiles files) throws Exception {
    try (TestStore store = TestStore.sqlite()) {
      for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
        MadeUpFiles.write(finished, file.getKey(), file.getValue(), file.getValue().length);
      }
      transcripts(store.store())
          .importFrom(client, finished, ImportOptions.standard(), ImportProgress.none());
      return Rows.of(store.store());
    }
  }

  /// Appends to the files in turn, in pieces that end anywhere; documents are written anew, not all at once.
  private void write(MadeUpFiles files, Random random) throws IOException {
    List<String> names = new ArrayList<>(files.files().keySet());
    int[] written = new int[names.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Files.createDirectories(live.resolve(names.get(i)).getParent());
      open.add(i);
    }
    while (!open.isEmpty()) {
      Collections.shuffle(open, random);
      int file = open.getFirst();
      String name = names.get(file);
      byte[] whole = java.util.Objects.requireNonNull(files.files().get(name));
      if (name.endsWith(".json")) {
        byte[] part = written[file] >= 2 ? whole : files.part(name, random.nextDouble());
        Files.write(live.resolve(name), Arrays.copyOf(part, part.length / 2));
        Files.write(live.resolve(name), part);
        if (written[file]++ >= 2) {
          open.removeFirst();
        }
        continue;
      }
      int to = Math.min(whole.length, written[file] + 1 + random.nextInt(3_000));
      Files.write(
          live.resolve(name),
          Arrays.copyOfRange(whole, written[file], to),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      written[file] = to;
      if (to == whole.length) {
        open.removeFirst();
      }
    }
  }

  private Thread follow(Store store, TranscriptClient client, CountDownLatch stop) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            transcripts(store).follow(client, live, ImportOptions.standard(), taken -> {}, stop);
          } catch (FailingStore.Killed e) {
            // that is what it is for
          }
        });
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.call()) {
      assertThat(Instant.now()).as("seed %d", SEED).isBefore(deadline);
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource(TranscriptClient.class)
  void takesWhatIsWrittenWhileItLasts(TranscriptClient client) throws Exception {
    MadeUpFiles files = madeUp(client);
    List<String> whole = reference(client, files);
    try (TestStore store = TestStore.sqlite()) {
      Store plain = store.store();
      Random random = new Random(SEED);
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  write(files, random);
                } catch (IOException | RuntimeException e) {
                  failure.set(e);
                }
              });
      CountDownLatch never = new CountDownLatch(1);
      follow(new FailingStore(plain, 3, true), client, never).join();
      CountDownLatch stop = new CountDownLatch(1);
      Thread follower = follow(plain, client, stop);
      writer.join();
      assertThat(failure.get()).isNull();
      await(() -> Rows.of(plain).equals(whole) || !follower.isAlive());
      assertThat(Rows.of(plain)).as("seed %d", SEED).isEqualTo(whole);
      stop.countDown();
      follower.join();
    }
  }

  @Test
  void readsAFileAnewThatWasReplaced() throws Exception {
    Path file = live.resolve("rollout-a.jsonl");
    Files.writeString(file, rollout("01996135-afde-7911-97f0-d863511eca56", "The first of them"));
    try (TestStore store = TestStore.sqlite()) {
      Store plain = store.store();
      CountDownLatch stop = new CountDownLatch(1);
      Thread follower = follow(plain, TranscriptClient.CODEX, stop);
      await(() -> String.join("\n", Rows.of(plain)).contains("The first of them"));
      Files.writeString(file, rollout("01996136-afde-7911-97f0-d863511eca56", "Another"));
      await(() -> String.join("\n", Rows.of(plain)).contains("Another"));
      assertThat(String.join("\n", Rows.of(plain))).contains("The first of them");
      stop.countDown();
      follower.join();
    }
  }

  private static String rollout(String id, String said) {
    return """
    {"timestamp":"2026-03-01T09:00:00.000Z","type":"session_meta","payload":{"id":"%s","cwd":"/home/mara/boats"}}
    {"timestamp":"2026-03-01T09:00:05.000Z","type":"event_msg","payload":{"type":"user_message","message":"%s"}}
    """
        .formatted(id, said);
  }
}
