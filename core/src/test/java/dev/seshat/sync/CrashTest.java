package dev.seshat.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.task.NewTask;
import dev.seshat.task.TaskStatus;
import dev.seshat.task.Tasks;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.FailingStore;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.Projects;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Syncs that are broken off between any two of their steps: the next one comes to what the first would have.
class CrashTest {
  private static final int MOST_STEPS = 8;

  private static TaskFiles files(Store store, Disk disk) {
    Scope scope = new Scope(store, Seshat.LOCAL);
    Sessions sessions = new Sessions(scope, new Projects(scope));
    return new TaskFiles(
        scope,
        sessions,
        new Tasks(scope, sessions),
        within -> new Sessions(within, new Projects(within)),
        SessionMode.NONE,
        disk);
  }

  /// Changes on both sides: new lines, a check, a rename, a removal, a group, and what agents did.
  private static void change(Desk desk) {
    desk.edit(text ->
        text.replace("[ ] Keel", "[x] Keel")
            .replace("- [ ] Sails", "- [ ] Ropes\n- [ ] Ropes\n  - [ ] Splice\n- [ ] The sails")
            .replaceAll("- \\[ ] Invite.*\\n", "")
            .replace("### Launch", "### Rig\n\n- [ ] Mast\n\n### Launch")
            .replace("priority: 3", "priority: 2"));
    desk.seshat.tasks().move(desk.id(), desk.task("Ribs").marker(), TaskStatus.BLOCKED);
    desk.seshat.tasks().add(desk.id(), List.of(NewTask.of("Tar").in("Build")));
  }

  private static List<String> shape(Desk desk) {
    List<String> shape = new ArrayList<>(desk.tree());
    shape.add(desk.text().replaceAll("\\^t\\w+", "^").replaceFirst("id: .*", ""));
    return shape;
  }

  @EveryStore
  void theNextSyncComesToTheSame(TestStore store) {
    Desk whole = new Desk(store);
    change(whole);
    whole.sync();
    List<String> expected = shape(whole);
    assertThat(whole.sync().isUnchanged()).isTrue();
    int killed = 0;
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      for (boolean after : List.of(false, true)) {
        for (boolean isDisk : List.of(false, true)) {
          Desk desk = new Desk(store);
          change(desk);
          killed += broken(store, desk, steps, after, isDisk);
          // whoever comes next finds what the dead one has left
          desk.sync();
          assertThat(shape(desk))
              .as("%d steps, %s, %s", steps, after ? "after" : "before", isDisk ? "disk" : "store")
              .isEqualTo(expected);
          assertThat(desk.sync().isUnchanged()).isTrue();
        }
      }
    }
    assertThat(killed).isGreaterThanOrEqualTo(10);
  }

  private static int broken(TestStore store, Desk desk, int steps, boolean after, boolean isDisk) {
    Store broken = isDisk ? store.store() : new FailingStore(store.store(), steps, after);
    Disk disk = isDisk ? new FailingDisk(steps, after) : new LocalDisk(Clock.systemUTC());
    try {
      files(broken, disk).sync(desk.id(), null, false);
      return 0;
    } catch (FailingStore.Killed e) {
      return 1;
    }
  }

  @EveryStore
  void aPersonWhoGoesOnAfterACrashLosesNothing(TestStore store) {
    Desk desk = new Desk(store);
    change(desk);
    broken(store, desk, 0, false, true);
    desk.edit(text ->
        text.replace("] Ropes\n- ", "] Ropes\n- [ ] Blocks\n- ")
            .replace("[ ] Hull", "[ ] The hull"));
    desk.sync();
    assertThat(desk.tree())
        .contains(
            "Build: Blocks", "Build: The hull", "Build: The sails", "Rig: Mast", "Build: >Keel x")
        .doesNotContain("Launch: Invite");
    assertThat(desk.tree()).filteredOn("Build: Ropes"::equals).hasSize(2);
    assertThat(desk.sync().isUnchanged()).isTrue();
    assertThat(Set.copyOf(desk.tree())).hasSizeGreaterThan(8);
  }
}
