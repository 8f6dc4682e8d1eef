package dev.seshat.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.markdown.MergePolicy;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import dev.seshat.task.NewTask;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.List;
import java.util.Map;

/// A session's file and the store, as one and the other is changed.
class TaskFilesTest {
  @EveryStore
  void theFirstSyncMakesAFileThatTheNextLeavesAlone(TestStore store) {
    Desk desk = new Desk(store);
    String text = desk.text();
    assertThat(text)
        .startsWith("---\nid: " + desk.session.shortId() + "\nstatus: active\npriority: 3\n---\n")
        .contains("# Build a boat\n", "## Overview\n", "## Task Groups\n", "### Build\n")
        .contains("  - [ ] Ask around @mara ~3h ^", "  - [x] Read ^", "- [ ] Sails #SHIP-7 ^")
        .contains("## Notes\n", "### Decisions\n", "## Change Log\n");
    SyncReport again = desk.sync();
    assertThat(again.isUnchanged()).isTrue();
    assertThat(again.state().status()).isEqualTo(SyncState.Status.SYNCHRONIZED);
    assertThat(desk.text()).isEqualTo(text);
  }

  @EveryStore
  void bothSidesFlow(TestStore store) {
    Desk desk = new Desk(store);
    desk.edit(text ->
        text.replace("- [ ] Hull", "- [ ] The hull").replace("priority: 3", "priority: 1 # now"));
    desk.seshat.tasks().move(desk.id(), desk.task("Keel").marker(), TaskStatus.IN_PROGRESS);
    desk.seshat.tasks().add(desk.id(), List.of(NewTask.of("Mast").in("Rig")));
    desk.seshat.sessions().pause(desk.id());
    SyncReport report = desk.sync();
    assertThat(report.messages()).isEmpty();
    assertThat(desk.tree()).contains("Build: The hull", "Build: >Keel (in_progress)");
    assertThat(desk.text())
        .contains("priority: 1 # now", "status: paused", "- [ ] Keel (in_progress) ^", "### Rig")
        .contains("- [ ] The hull ^", "- [ ] Mast ^");
    assertThat(desk.seshat.sessions().get(desk.id()).get(SessionField.PRIORITY_LEVEL)).isEqualTo(1);
    assertThat(desk.sync().isUnchanged()).isTrue();
  }

  @EveryStore
  void whatBothChangedIsDecidedByThePolicyAndNoted(TestStore store) {
    Desk desk = new Desk(store);
    String keel = desk.task("Keel").marker();
    desk.edit(text -> text.replace("- [ ] Keel", "- [ ] Long keel (blocked)"));
    desk.seshat
        .tasks()
        .change(desk.id(), keel, TaskChange.fromJson(Map.of("title", "Short keel")), null);
    desk.seshat.tasks().move(desk.id(), keel, TaskStatus.IN_PROGRESS);
    SyncReport report = desk.sync();
    assertThat(desk.line("keel")).contains("- [ ] Long keel (in_progress) ^" + keel);
    assertThat(desk.task("Long keel").status()).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(report.state().openConflicts()).isZero();
    assertThat(
            desk.seshat
                .taskFiles()
                .conflicts(desk.id(), SyncConflict.State.DECIDED, null, 10)
                .items())
        .extracting(
            SyncConflict::field, SyncConflict::db, SyncConflict::file, SyncConflict::decision)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("title", "Short keel", "Long keel", "file"),
            org.assertj.core.groups.Tuple.tuple("status", "in_progress", "blocked", "db"));
    assertThat(desk.sync().isUnchanged()).isTrue();
  }

  @EveryStore
  void byHandNothingIsOverwrittenUntilSomebodyDecides(TestStore store) {
    Desk desk = new Desk(store);
    desk.seshat.taskFiles().sync(desk.id(), MergePolicy.MANUAL, false);
    String keel = desk.task("Keel").marker();
    String ribs = desk.task("Ribs").marker();
    desk.edit(text ->
        text.replace("- [ ] Keel", "- [ ] Long keel").replace("- [ ] Ribs", "- [ ] Long ribs"));
    desk.seshat
        .tasks()
        .change(desk.id(), keel, TaskChange.fromJson(Map.of("title", "Short keel")), null);
    desk.seshat
        .tasks()
        .change(desk.id(), ribs, TaskChange.fromJson(Map.of("title", "Short ribs")), null);
    SyncReport report = desk.sync();
    assertThat(report.state().status()).isEqualTo(SyncState.Status.CONFLICT);
    assertThat(report.state().openConflicts()).isEqualTo(2);
    assertThat(desk.text()).contains("\nsync_conflicts: 2\n---\n", "Long keel", "Long ribs");
    assertThat(desk.sync().isUnchanged()).isTrue();
    assertThat(desk.tree()).contains("Build: >Short keel", "Build: >Short ribs");
    desk.seshat.taskFiles().resolve(desk.id(), keel, "title", "db");
    assertThat(desk.text())
        .contains("\nsync_conflicts: 1\n", "- [ ] Short keel ^" + keel, "Long ribs");
    desk.seshat.taskFiles().resolve(desk.id(), ribs, "title", "Strong ribs");
    assertThat(desk.text()).contains("- [ ] Strong ribs ^" + ribs).doesNotContain("sync_conflicts");
    assertThat(desk.tree()).contains("Build: >Short keel", "Build: >Strong ribs");
    assertThat(desk.sync().state().status()).isEqualTo(SyncState.Status.SYNCHRONIZED);
    assertThat(
            desk.seshat
                .taskFiles()
                .conflicts(desk.id(), SyncConflict.State.RESOLVED, null, 10)
                .items())
        .extracting(SyncConflict::decision)
        .containsExactlyInAnyOrder("db", "Strong ribs");
  }

  @EveryStore
  void groupsAreRenamedOnBothSides(TestStore store) {
    Desk desk = new Desk(store);
    desk.edit(text -> text.replace("### Build", "### Shipyard"));
    desk.sync();
    assertThat(desk.tree()).contains("Shipyard: Hull", "Shipyard: >Keel");
    assertThat(desk.seshat.taskGroups().list(desk.id())).hasSize(2);
    desk.seshat.taskGroups().change(desk.id(), "Shipyard", Map.of("group_name", "Yard"));
    desk.sync();
    assertThat(desk.text()).contains("### Yard\n").doesNotContain("Shipyard");
    assertThat(desk.sync().isUnchanged()).isTrue();
  }

  @EveryStore
  void groupsAreReorderedOnBothSides(TestStore store) {
    Desk desk = new Desk(store);
    desk.edit(text -> text.replace("### Launch\n", "### Launch\n\nWith a band.\n"));
    desk.sync();
    desk.seshat.taskGroups().change(desk.id(), "Launch", Map.of("before", "Build"));
    String before = desk.text();
    SyncReport report = desk.sync();
    assertThat(report.messages()).isEmpty();
    assertThat(desk.text().indexOf("### Launch")).isLessThan(desk.text().indexOf("### Build"));
    assertThat(desk.text()).contains("### Launch\n\nWith a band.\n\n- [ ] Invite ^");
    assertThat(desk.text().lines().sorted().toList()).isEqualTo(before.lines().sorted().toList());
    assertThat(desk.sync().isUnchanged()).isTrue();
    desk.edit(text -> {
      int launch = text.indexOf("### Launch");
      int build = text.indexOf("### Build");
      int notes = text.indexOf("## Notes");
      return text.substring(0, launch)
          + text.substring(build, notes)
          + text.substring(launch, build)
          + text.substring(notes);
    });
    String mine = desk.text();
    desk.sync();
    assertThat(desk.text()).isEqualTo(mine);
    assertThat(desk.seshat.taskGroups().list(desk.id()))
        .extracting(dev.seshat.task.TaskGroup::name)
        .containsExactly("Build", "Launch");
    assertThat(desk.sync().isUnchanged()).isTrue();
  }

  private static SyncTable.Kept kept(TestStore store, Desk desk) {
    return store.store().read(tx -> SyncTable.find(tx, desk.session.id())).orElseThrow();
  }

  @EveryStore
  void whatIsKeptOfASyncIsTrue(TestStore store) {
    Desk desk = new Desk(store);
    assertThat(kept(store, desk).isFollowed()).isTrue();
    assertThat(kept(store, desk).resolved()).isNull();
    java.time.Instant saved = java.time.Instant.parse("2026-01-01T00:00:00Z");
    desk.edit(text -> text.replace("[ ] Invite", "[x] Invite"));
    desk.sync();
    assertThat(kept(store, desk).modified()).isEqualTo(saved);
    desk.seshat.taskFiles().sync(desk.id(), MergePolicy.MANUAL, false);
    String keel = desk.task("Keel").marker();
    desk.edit(text -> text.replace("- [ ] Keel", "- [ ] Long keel"));
    desk.seshat
        .tasks()
        .change(desk.id(), keel, TaskChange.fromJson(Map.of("title", "Short keel")), null);
    assertThat(desk.sync().state().lastResolution()).isNull();
    SyncReport report = desk.seshat.taskFiles().resolve(desk.id(), keel, "title", "db");
    assertThat(report.state().lastResolution()).isNotNull();
    assertThat(kept(store, desk).modified()).isAfter(saved);
    desk.seshat.sessions().complete(desk.id(), dev.seshat.session.Ending.none());
    desk.seshat.sessions().archive(desk.id());
    desk.sync();
    assertThat(kept(store, desk).isFollowed()).isFalse();
  }

  @EveryStore
  void anEndedSessionSaysSoInItsFile(TestStore store) {
    Desk desk = new Desk(store);
    desk.seshat.sessions().complete(desk.id(), dev.seshat.session.Ending.none());
    desk.sync();
    assertThat(desk.text()).contains("status: completed");
    desk.edit(text -> text.replace("- [ ] Invite", "- [x] Invite"));
    assertThat(desk.sync().state().message()).contains("the session has ended");
    desk.edit(text -> text.replace("status: completed", "status: active"));
    assertThat(desk.sync().state().message()).isNull();
    assertThat(desk.tree()).contains("Launch: Invite x");
    assertThat(desk.seshat.sessions().get(desk.id()).status()).isEqualTo(SessionStatus.ACTIVE);
  }
}
