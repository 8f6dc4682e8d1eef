package dev.seshat.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.session.NewSession;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.store.Stores;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.Tasks;
import dev.seshat.testing.FailingStore;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.Projects;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Very many syncs of small sessions, each after random changes of both sides: in a SQLite store, within transactions that
/// hold many of them, so that no disk is waited for.
class SyncInStorePropertyTest {
  private static final int CASES = Integer.getInteger("seshat.cases", 10_000);
  private static final int AT_ONCE = 250;
  private static final int ROUNDS = 10;
  private static final long SEED = Long.getLong("seshat.seed", 5_501);

  /// A session with a few tasks, and its file.
  private static final class Pair {
    final MemoryDisk disk = new MemoryDisk();
    final Scope scope;
    final Tasks tasks;
    final String id;
    final Path file;

    Pair(Store store, MergePolicy policy) {
      this.scope = new Scope(store, Seshat.LOCAL);
      Sessions sessions = new Sessions(scope, new Projects(scope));
      this.tasks = new Tasks(scope, sessions);
      this.id = sessions.startUnfocused(NewSession.of("Build").kind("tasks")).id().toString();
      tasks.add(
          id,
          List.of(
              NewTask.of("Plan").called("plan"),
              NewTask.of("Ask").under("plan"),
              NewTask.of("Hull").called("hull").in("Group 0"),
              NewTask.of("Keel").under("hull"),
              NewTask.of("Sails").in("Group 1")));
      TaskFiles files = files(store);
      files.sync(id, policy, false);
      this.file = Path.of(files.state(id).path());
    }

    TaskFiles files(Store store) {
      Scope own = new Scope(store, Seshat.LOCAL);
      Sessions sessions = new Sessions(own, new Projects(own));
      return new TaskFiles(
          own,
          sessions,
          new Tasks(own, sessions),
          within -> new Sessions(within, new Projects(within)),
          SessionMode.NONE,
          disk);
    }

    String text() {
      return new String(Objects.requireNonNull(disk.read(file)), StandardCharsets.UTF_8);
    }

    void edit(RandomEdits edits) {
      for (int n = edits.random().nextInt(4); n > 0; n--) {
        disk.save(file, edits.edited(text()).getBytes(StandardCharsets.UTF_8));
      }
      for (int n = edits.random().nextInt(3); n > 0; n--) {
        edits.work(tasks, id);
      }
    }

    SyncReport sync() {
      TaskFiles files = files(scope.store());
      SyncReport report = files.sync(id, null, false);
      return report.state().isSetAside() ? files.sync(id, null, true) : report;
    }

    Set<String> markers() {
      return tasks.tree(id).stream().map(Task::marker).collect(Collectors.toSet());
    }
  }

  private interface Cases {
    /// @return how many it has tried
    int run(Store store, RandomEdits edits, int first);
  }

  private static void many(Cases cases) throws Exception {
    try (TestStore test = TestStore.sqlite()) {
      Store store = test.store();
      RandomEdits edits = new RandomEdits(SEED);
      int done = 0;
      while (done < CASES) {
        int first = done;
        done +=
            store.write(tx ->
                Stores.within(
                    store,
                    tx,
                    joined -> {
                      int tried = 0;
                      while (tried < AT_ONCE) {
                        tried += cases.run(joined, edits, first + tried);
                      }
                      return tried;
                    }));
      }
    }
  }

  /// Each word that the person has written is in the file still, or in the store, or in a conflict; each line that is no
  /// task's, and each marker of a line, is in the file.
  private static void requireNothingLost(String name, Pair pair, String before, Set<String> known) {
    String after = pair.text();
    Set<String> own = new HashSet<>(RandomEdits.words(before));
    own.removeAll(known);
    own.removeAll(RandomEdits.words(after));
    if (!own.isEmpty()) {
      pair.tasks.tree(pair.id).forEach(each -> own.removeAll(RandomEdits.words(each.title())));
    }
    if (!own.isEmpty()) {
      for (SyncConflict.State state : SyncConflict.State.values()) {
        pair.files(pair.scope.store()).conflicts(pair.id, state, null, 500).items().stream()
            .flatMap(each -> Stream.of(each.file(), each.db()))
            .filter(Objects::nonNull)
            .forEach(each -> own.removeAll(RandomEdits.words(each)));
      }
    }
    assertThat(own).as("%s\n%s\n%s", name, before, after).isEmpty();
    assertThat(lines(after, "<!-- ")).as(name).containsAll(lines(before, "<!-- "));
    assertThat(lines(after, "word")).as(name).containsAll(lines(before, "word"));
    Set<String> markers = RandomEdits.markers(after);
    assertThat(markers)
        .as("%s\n%s\n%s", name, before, after)
        .containsAll(RandomEdits.markers(before));
  }

  private static List<String> lines(String text, String start) {
    return text.lines().map(String::strip).filter(each -> each.startsWith(start)).toList();
  }

  /// Of each case some step of the first sync may fail, before or after what it does; a second sync is whole, and a third
  /// finds nothing to do.
  @Test
  void nothingVanishesSyncTwiceIsSyncOnceAndACrashBetweenAnyTwoStepsConverges() throws Exception {
    List<Integer> killed = new ArrayList<>();
    many((store, edits, first) -> {
      Pair pair = new Pair(store, MergePolicy.values()[first / ROUNDS % 4]);
      for (int round = 0; round < ROUNDS; round++) {
        String name = "case " + (first + round);
        Set<String> known = RandomEdits.words(pair.text());
        Set<String> ids = pair.markers();
        pair.edit(edits);
        String before = pair.text();
        crash(pair, store, edits, killed);
        pair.sync();
        requireNothingLost(name, pair, before, known);
        String after = pair.text();
        List<String> tree = tree(pair);
        assertThat(pair.markers()).as(name).containsAll(ids);
        SyncReport again = pair.sync();
        assertThat(again.toStore()).as("%s\n%s\n%s", name, before, after).isZero();
        assertThat(pair.text()).as(name).isEqualTo(after);
        assertThat(tree(pair)).as(name).isEqualTo(tree);
        assertThat(again.state().status())
            .as(name)
            .isEqualTo(
                again.state().openConflicts() == 0
                    ? SyncState.Status.SYNCHRONIZED
                    : SyncState.Status.CONFLICT);
      }
      return ROUNDS;
    });
    assertThat(killed).hasSizeGreaterThan(CASES / 3);
    assertThat(killed).contains(0, 1, 2);
  }

  private static void crash(Pair pair, Store store, RandomEdits edits, List<Integer> killed) {
    int step = edits.random().nextInt(4);
    boolean isAfter = edits.random().nextBoolean();
    Store broken = store;
    if (edits.random().nextBoolean()) {
      pair.disk.breakAfter(step, isAfter);
    } else {
      broken = new FailingStore(store, step, isAfter);
    }
    try {
      pair.files(broken).sync(pair.id, null, false);
    } catch (FailingStore.Killed e) {
      killed.add(step);
    }
    pair.disk.mend();
  }

  private static List<String> tree(Pair pair) {
    return pair.tasks.tree(pair.id).stream()
        .map(each -> each.path() + " " + each.title() + " " + each.status() + " " + each.group())
        .toList();
  }
}
