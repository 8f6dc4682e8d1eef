package dev.seshat.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.markdown.TaskFile;
import dev.seshat.session.NewNote;
import dev.seshat.task.TaskStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What comes into a file beside its tasks.
class FileLogTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static void note(Desk desk, String type, String text) {
    desk.seshat.notes().add(desk.id(), NewNote.of(type, text));
  }

  @EveryStore
  void aNoteComesBehindWhatAPersonHasWrittenThere(TestStore store) {
    Desk desk = new Desk(store);
    desk.edit(text ->
        text.replace(
                "### Decisions\n", "### Decisions\n\nMine: *oak*, not pine.\n\n* why: it lasts\n")
            .replace("### Next Steps\n\n", ""));
    note(desk, "decision", "Oak it is\n[ ] really");
    note(desk, "insight", "Glue needs ten degrees");
    note(desk, "todo", "has no heading any more");
    note(desk, "concern", "is of no heading");
    String before = desk.text();
    assertThat(desk.sync().isFileWritten()).isTrue();
    assertThat(desk.text())
        .isEqualTo(
            before
                .replace("* why: it lasts\n", "* why: it lasts\n* Oak it is \\[ ] really\n")
                .replace("### Key Learnings\n", "### Key Learnings\n\n- Glue needs ten degrees\n"));
    assertThat(desk.sync().isUnchanged()).isTrue();
    desk.edit(text -> text.replace("- Glue needs ten degrees\n", ""));
    note(desk, "decision", "Varnish twice");
    desk.sync();
    assertThat(desk.text())
        .contains("* Oak it is \\[ ] really\n* Varnish twice\n")
        .doesNotContain("Glue");
    assertThat(desk.sync().isUnchanged()).isTrue();
  }

  @EveryStore
  void whatWasNotedBeforeTheFileIsInItFromTheBeginning(TestStore store) {
    Desk desk = new Desk(store);
    String id =
        desk.seshat
            .sessions()
            .startUnfocused(dev.seshat.session.NewSession.of("Later").kind("tasks"))
            .id()
            .toString();
    desk.seshat.notes().add(id, NewNote.of("decision", "First"));
    desk.seshat.notes().add(id, NewNote.of("next_step", "Second"));
    SyncReport report = desk.seshat.taskFiles().sync(id, null, false);
    assertThat(java.nio.file.Path.of(report.state().path()))
        .content()
        .contains("### Decisions\n\n- First\n", "### Next Steps\n\n- Second\n");
    assertThat(desk.seshat.taskFiles().sync(id, null, false).isUnchanged()).isTrue();
  }

  @EveryStore
  void aDayHasOneLineOfWhatTheStoreHasChanged(TestStore store) {
    Desk desk = new Desk(store);
    desk.edit(text -> text.replace("this file was made\n", "this file was made\n- mine\n"));
    desk.sync();
    assertThat(desk.text()).doesNotContain("from the store");
    desk.seshat.tasks().move(desk.id(), desk.task("Keel").marker(), TaskStatus.IN_PROGRESS);
    desk.sync();
    assertThat(desk.text())
        .contains("- mine\n- ")
        .contains("from the store: tasks added 0, changed 1\n");
    desk.seshat.tasks().move(desk.id(), desk.task("Ribs").marker(), TaskStatus.IN_PROGRESS);
    desk.sync();
    assertThat(desk.text()).contains("from the store: tasks added 0, changed 2\n");
    assertThat(desk.text().lines().filter(each -> each.contains("from the store"))).hasSize(1);
    assertThat(desk.sync().isUnchanged()).isTrue();
  }

  @Test
  void ofManyDaysTheOldestLinesOfOursGo() {
    String text = "# X\n\n## Change Log\n\nMine.\n\n- 2020-01-01: mine too\n";
    for (int day = 0; day < 100; day++) {
      text =
          FileLog.added(
              TaskFile.parse(text),
              List.of(),
              new FileLog.Written(day, 1),
              NOON.plus(Duration.ofDays(day)));
    }
    assertThat(text).startsWith("# X\n\n## Change Log\n\nMine.\n\n- 2020-01-01: mine too\n- ");
    assertThat(text.lines().filter(each -> each.contains("from the store"))).hasSize(60);
    assertThat(text).contains("- 2026-06-08: from the store: tasks added 99, changed 1\n");
    assertThat(text).doesNotContain("2026-03-01");
  }

  @Test
  void nothingComesIntoWhatDoesNotEnd() {
    for (String odd : List.of("```\ncode", "<!-- open", "<script>\nlet x")) {
      String text = "## Task Groups\n\n- [ ] A ^tabc\n\n## Change Log\n\n" + odd;
      assertThat(FileLog.added(TaskFile.parse(text), List.of(), new FileLog.Written(1, 1), NOON))
          .isEqualTo(text);
    }
    String group = "## Task Groups\n\n### Change Log\n\n- [ ] A ^tabc\n";
    assertThat(FileLog.added(TaskFile.parse(group), List.of(), new FileLog.Written(1, 1), NOON))
        .isEqualTo(group);
  }
}
