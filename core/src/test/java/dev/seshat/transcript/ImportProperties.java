package dev.seshat.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.audit.Audit;
import dev.seshat.audit.AuditJournal;
import dev.seshat.doctor.Doctor;
import dev.seshat.gallery.Images;
import dev.seshat.inbox.Inbox;
import dev.seshat.interview.InterviewCheck;
import dev.seshat.knowledge.Patterns;
import dev.seshat.promise.Promises;
import dev.seshat.search.Search;
import dev.seshat.session.Artifacts;
import dev.seshat.session.Interactions;
import dev.seshat.session.Notes;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.FailingStore;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/// An import gives the same rows however it comes: again, file by file in any order, broken off and begun again, of files
/// that were still growing. What holds for each client.
abstract class ImportProperties {
  @TempDir Path root;

  abstract TranscriptClient client();

  abstract MadeUpFiles madeUp(long seed);

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

  private ImportReport run(Store store, Path path) {
    return transcripts(store)
        .importFrom(client(), path, ImportOptions.standard(), ImportProgress.none());
  }

  private Map<String, byte[]> world(long seed) throws IOException {
    Map<String, byte[]> files = madeUp(seed).files();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      MadeUpFiles.write(root, file.getKey(), file.getValue(), file.getValue().length);
    }
    return files;
  }

  private List<String> reference(Path root) throws Exception {
    try (TestStore store = TestStore.sqlite()) {
      Store plain = store.store();
      run(plain, root);
      assertSound(plain);
      return Rows.of(plain);
    }
  }

  private static void assertSound(Store store) {
    Scope scope = new Scope(store, "local");
    AuditJournal journal = new AuditJournal();
    assertThat(
            new Doctor(
                    scope,
                    new Usage(scope),
                    new Search(scope),
                    new Audit(scope, journal),
                    new Promises(scope, new Inbox(scope), journal),
                    new Inbox(scope),
                    new Patterns(scope, new Sessions(scope, new Usage(scope).projects())),
                    new Images(scope, new Sessions(scope, new Usage(scope).projects())),
                    new InterviewCheck(scope))
                .examine()
                .problems())
        .isEmpty();
  }

  /// Texts of JSON columns differ between the databases in their spaces and the order of their keys.
  private static List<String> comparable(List<String> rows) {
    return rows.stream()
        .map(row ->
            row.chars()
                .filter(c -> c != ' ')
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString())
        .toList();
  }

  @EveryStore
  void addsNothingTheSecondTime(TestStore store) throws Exception {
    long seed = Long.getLong("seshat.seed", 20260131L);
    world(seed);
    Store plain = store.store();
    ImportReport first = run(plain, root);
    List<String> rows = Rows.of(plain);
    ImportReport second = run(plain, root);
    assertThat(first.interactions()).as("seed %d", seed).isPositive();
    assertThat(second.interactions() + second.requests() + second.sessions())
        .as("seed %d", seed)
        .isZero();
    assertThat(Rows.of(plain)).as("seed %d", seed).isEqualTo(rows);
    assertThat(comparable(rows)).as("seed %d", seed).isEqualTo(comparable(reference(root)));
    assertSound(plain);
  }

  @EveryStore
  void givesTheSameRowsInAnyOrderOfFiles(TestStore store) throws Exception {
    long seed = Long.getLong("seshat.seed", 20260131L);
    List<String> names = new ArrayList<>(world(seed).keySet());
    Collections.shuffle(names, new Random(seed));
    Store plain = store.store();
    for (String name : names) {
      run(plain, root.resolve(name));
    }
    assertThat(comparable(Rows.of(plain)))
        .as("seed %d", seed)
        .isEqualTo(comparable(reference(root)));
    assertSound(plain);
  }

  private void killed(Store failing) {
    try {
      run(failing, root);
    } catch (FailingStore.Killed e) {
      // that is what it is for; late in the run there may be fewer writes left than it lets through
    }
  }

  @EveryStore
  void goesOnWhereItWasKilled(TestStore store) throws Exception {
    long seed = Long.getLong("seshat.seed", 20260131L);
    Random random = new Random(seed);
    world(seed);
    Store plain = store.store();
    for (int i = 0; i < 6; i++) {
      killed(new FailingStore(plain, random.nextInt(8), random.nextBoolean()));
    }
    run(plain, root);
    assertThat(comparable(Rows.of(plain)))
        .as("seed %d", seed)
        .isEqualTo(comparable(reference(root)));
    assertSound(plain);
  }

  @EveryStore
  void followsFilesThatGrow(TestStore store) throws Exception {
    long seed = Long.getLong("seshat.seed", 20260131L);
    Random random = new Random(seed);
    MadeUpFiles files = madeUp(seed);
    world(seed);
    List<String> whole = reference(root);
    Store plain = store.store();
    Map<String, Double> shares = new HashMap<>();
    for (int round = 1; round <= 3; round++) {
      for (String name : files.files().keySet()) {
        double before = shares.getOrDefault(name, 0.0);
        double share = round == 3 ? 1 : before + random.nextDouble() * (1 - before);
        shares.put(name, share);
        byte[] part = files.part(name, share);
        MadeUpFiles.write(root, name, part, part.length);
      }
      run(plain, root);
    }
    assertThat(comparable(Rows.of(plain))).as("seed %d", seed).isEqualTo(comparable(whole));
    assertSound(plain);
  }
}
