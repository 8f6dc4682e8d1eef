package dev.seshat.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.markdown.MergePolicy;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Random edits of a person in the file and of agents in the store, over many syncs, as they are on disk.
class SyncStoreTest {
  private static final long SEED = Long.getLong("seshat.seed", 1_931);
  private static final int DESKS = Integer.getInteger("seshat.desks", 12);
  private static final int ROUNDS = 10;

  @EveryStore
  void nothingIsLostAndASecondSyncHasNothingToDo(TestStore store) {
    RandomEdits edits = new RandomEdits(SEED);
    int taken = 0;
    for (int i = 0; i < DESKS; i++) {
      Desk desk = new Desk(store);
      desk.seshat.taskFiles().sync(desk.id(), MergePolicy.values()[i % 3], false);
      for (int round = 0; round < ROUNDS; round++) {
        Set<String> known = RandomEdits.words(desk.text());
        for (int n = edits.random().nextInt(4); n > 0; n--) {
          desk.edit(edits::edited);
        }
        for (int n = edits.random().nextInt(4); n > 0; n--) {
          edits.work(desk.seshat.tasks(), desk.id());
        }
        String before = desk.text();
        SyncReport report = desk.sync();
        if (report.state().isSetAside()) {
          report = desk.accept();
        }
        taken += report.toStore();
        requireNothingLost(desk, before, known);
        SyncReport again = desk.sync();
        assertThat(again.isUnchanged())
            .as("desk %d, round %d: %s\n%s\n%s", i, round, again, before, desk.text())
            .isTrue();
      }
    }
    assertThat(taken).isGreaterThan(DESKS * ROUNDS / 2);
  }

  /// Each word that the person has written is in the file still, or in the store, or in a conflict. A word that both sides
  /// knew may be another now: an agent has said so.
  private static void requireNothingLost(Desk desk, String before, Set<String> known) {
    Set<String> there = RandomEdits.words(desk.text());
    desk.seshat
        .tasks()
        .tree(desk.id())
        .forEach(each -> there.addAll(RandomEdits.words(each.title())));
    for (SyncConflict.State state : SyncConflict.State.values()) {
      desk.seshat.taskFiles().conflicts(desk.id(), state, null, 500).items().stream()
          .flatMap(each -> Stream.of(each.file(), each.db()))
          .filter(each -> each != null)
          .forEach(each -> there.addAll(RandomEdits.words(each)));
    }
    Set<String> own = new HashSet<>(RandomEdits.words(before));
    own.removeAll(known);
    assertThat(there).as("%s\n%s", before, desk.text()).containsAll(own);
    List<String> comments = comments(before);
    assertThat(comments(desk.text()).stream().collect(Collectors.toSet())).containsAll(comments);
  }

  private static List<String> comments(String text) {
    return text.lines().filter(each -> each.contains("<!-- ")).map(String::strip).toList();
  }
}
