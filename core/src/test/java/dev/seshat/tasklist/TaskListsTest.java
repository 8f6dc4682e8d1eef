package dev.seshat.tasklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.session.NewSession;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskCounts;
import dev.seshat.task.TaskStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskListsTest {
  private static final String LIST =
      """
      # What is left

      Some words, and - [ ] no box.

      - [ ] Call the printer #42 @ada ~3h
        - [x] Find the number
        - [ ] Ask for a price (blocked)
      1. [X] Choose paper

      ## Later

      * [ ] Send invitations
      * [ ] Send invitations
      """;

  @TempDir Path folder = Path.of("");

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String session(Seshat seshat) {
    return seshat.sessions().startUnfocused(NewSession.of("Take over").kind("tasks")).shortId();
  }

  private static List<String> shown(Seshat seshat, String session) {
    return seshat.tasks().tree(session).stream().map(TaskListsTest::shown).toList();
  }

  private static String shown(Task task) {
    return "%s%s/%s%s%s%s%s"
        .formatted(
            "> ".repeat(task.level()),
            task.title(),
            task.status().word(),
            task.group() == null ? "" : " in " + task.group(),
            task.specialistType() == null ? "" : " @" + task.specialistType(),
            task.estimatedEffort() == null ? "" : " ~" + task.estimatedEffort(),
            task.reference() == null ? "" : " #" + task.reference());
  }

  private static Task named(Seshat seshat, String session, String title) {
    return seshat.tasks().tree(session).stream()
        .filter(each -> each.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static String export(Seshat seshat, String session, ListFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      seshat.taskLists().export(session, format, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @EveryStore
  void aListOfBoxesBecomesTasksOnce(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    TaskListReport first = seshat.taskLists().importFrom("todo.md", in(LIST), session);
    assertThat(first.added()).isEqualTo(6);
    assertThat(first.remarks()).isEmpty();
    assertThat(shown(seshat, session))
        .containsExactly(
            "Call the printer/pending @ada ~3 #42",
            "> Find the number/completed",
            "> Ask for a price/blocked",
            "Choose paper/completed",
            "Send invitations/pending in Later",
            "Send invitations/pending in Later");
    TaskListReport again = seshat.taskLists().importFrom("todo.md", in(LIST), session);
    assertThat(List.of(again.added(), again.changed(), again.alreadyThere()))
        .containsExactly(0L, 0L, 6L);
    assertThat(TaskCounts.recount(store.scope())).isEmpty();
  }

  @EveryStore
  void whatIsNewThereIsBroughtUnlessItIsNewHereToo(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    seshat.taskLists().importFrom("todo.md", in(LIST), session);
    String first = named(seshat, session, "Ask for a price").marker();
    seshat.tasks().move(session, first, TaskStatus.IN_PROGRESS);
    String changed =
        LIST.replace("1. [X] Choose", "1. [ ] Choose")
                .replace("(blocked)", "(cancelled)")
                .replace("~3h", "~5h")
            + "* [ ] More\n";
    TaskListReport report = seshat.taskLists().importFrom("todo.md", in(changed), session);
    assertThat(List.of(report.added(), report.changed(), report.alreadyThere()))
        .containsExactly(1L, 2L, 4L);
    assertThat(report.remarks())
        .extracting(TaskListReport.Remark::what)
        .containsExactly("its status was changed there and here; what is here stays");
    assertThat(shown(seshat, session))
        .contains(
            "Call the printer/pending @ada ~5 #42",
            "> Ask for a price/in_progress",
            "Choose paper/pending",
            "More/pending in Later");
    assertThat(seshat.taskLists().importFrom("todo.md", in(changed), session).remarks()).isEmpty();
    assertThat(TaskCounts.recount(store.scope())).isEmpty();
  }

  private void board(String name, String text) throws IOException {
    Path file = folder.resolve("backlog/tasks/" + name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private void smallBoard() throws IOException {
    board(
        "task-1 - Press.md",
        """
        ---
        id: TASK-1
        title: 'Build the press: all of it'
        status: In Progress
        assignee: ['@Ada L', '@ben']
        created_date: '2025-08-23 19:13'
        labels: [wood, iron]
        dependencies:
          - task-2
        priority: high
        ordinal: 1000
        milestone: m-1
        ---

        ## Description

        As it says.

        ## Acceptance Criteria
        <!-- AC:BEGIN -->
        - [ ] #1 It prints
        <!-- AC:END -->
        """);
    board("task-1.1 - Screw.md", "---\nid: task-1.1\ntitle: Cut the screw\nstatus: Done\n---\n");
    board(
        "task-2 - Wood.md",
        "---\nid: 2\ntitle: Buy wood\nstatus: Hmm\ndependencies: [task-1, task-9]\n---\nOak.\n"
            .replace("id: 2", "id: task-2"));
    board("notes.md", "---\nid: broken\n  title: x\n---\n");
    Files.createDirectories(folder.resolve("backlog/drafts"));
    Files.writeString(folder.resolve("backlog/drafts/d.md"), "---\nid: d-1\ntitle: Draft\n---\n");
  }

  @EveryStore
  void aFolderWithAFileForEachTaskIsTaken(TestStore store) throws IOException {
    smallBoard();
    Seshat seshat = store.seshat();
    TaskListReport report = seshat.taskLists().importFrom(folder, null);
    String session = report.sessionId().toString();
    assertThat(report.added()).isEqualTo(3);
    assertThat(
            report.remarks().stream()
                .map(each -> each.where() + ": " + each.what())
                .collect(Collectors.joining("\n")))
        .contains("notes.md: front matter: is not YAML in line 2")
        .contains("task-2 - Wood.md: its status 'Hmm' is none that is known; it is pending here")
        .contains("task-2 - Wood.md: waits for 'task-9', which is not there")
        .contains("task-2 - Wood.md: waits for 'task-1', which waits for it; that is left out");
    assertThat(shown(seshat, session))
        .containsExactly(
            "Buy wood/pending",
            "Build the press: all of it/in_progress in m-1 @ada-l",
            "> Cut the screw/completed in m-1");
    Task press =
        seshat.tasks().get(session, named(seshat, session, "Build the press: all of it").marker());
    assertThat(press.description())
        .startsWith("## Description")
        .contains("- [ ] #1 It prints")
        .endsWith("Labels: wood, iron");
    assertThat(press.dependsOn()).hasSize(1);
    assertThat(press.createdAt()).hasToString("2025-08-23T19:13:00Z");
    assertThat(press.priority()).isEqualTo(2);
    board("task-2 - Wood.md", "---\nid: task-2\ntitle: Buy wood\nstatus: Done\n---\nOak.\n");
    TaskListReport again = seshat.taskLists().importFrom(folder, null);
    assertThat(again.sessionId()).isEqualTo(report.sessionId());
    assertThat(List.of(again.added(), again.changed(), again.alreadyThere()))
        .containsExactly(0L, 1L, 2L);
    assertThat(named(seshat, session, "Buy wood").status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(TaskCounts.recount(store.scope())).isEmpty();
  }

  @EveryStore
  void whatIsWrittenIsReadTheSame(TestStore store) throws IOException {
    smallBoard();
    Seshat seshat = store.seshat();
    String list = session(seshat);
    seshat.taskLists().importFrom("todo.md", in(LIST), list);
    String copy = session(seshat);
    seshat.taskLists().importFrom("copy.md", in(export(seshat, list, ListFormat.MARKDOWN)), copy);
    assertThat(shown(seshat, copy)).isEqualTo(shown(seshat, list));
    assertThat(export(seshat, copy, ListFormat.MARKDOWN).replace("Take over", ""))
        .isEqualTo(export(seshat, list, ListFormat.MARKDOWN).replace("Take over", ""));

    String board = seshat.taskLists().importFrom(folder, null).sessionId().toString();
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    seshat.taskLists().export(board, ListFormat.BACKLOG, zip);
    TaskListReport report =
        seshat
            .taskLists()
            .importFrom("board.zip", new ByteArrayInputStream(zip.toByteArray()), null);
    String other = report.sessionId().toString();
    assertThat(report.remarks()).isEmpty();
    assertThat(shown(seshat, other)).containsExactlyInAnyOrderElementsOf(shown(seshat, board));
    assertThat(named(seshat, other, "Buy wood").description()).isEqualTo("Oak.");
    assertThat(named(seshat, other, "Build the press: all of it").description())
        .isEqualTo(named(seshat, board, "Build the press: all of it").description());
    TaskListReport back =
        seshat
            .taskLists()
            .importFrom("board.zip", new ByteArrayInputStream(zip.toByteArray()), board);
    assertThat(back.added()).isZero();
    assertThat(export(seshat, board, ListFormat.CSV).lines().count()).isGreaterThan(3);
    assertThat(export(seshat, board, ListFormat.JSON)).contains("\"title\" : \"Buy wood\"");
  }

  @EveryStore
  void foldersOfStrangersAreReadWithCare(TestStore store) throws IOException {
    Files.writeString(folder.resolve("good.md"), "- [ ] One\n");
    Files.writeString(folder.resolve("long.md"), "- [ ] x\n".repeat(200_000));
    Files.write(folder.resolve("bytes.md"), new byte[] {'-', ' ', (byte) 0xC3, (byte) 0x28});
    Files.createSymbolicLink(folder.resolve("link.md"), Path.of("good.md"));
    Files.createSymbolicLink(folder.resolve("around"), folder);
    Files.writeString(folder.resolve("deep.md"), deep());
    Files.writeString(folder.resolve("nul.md"), "- [ ] a\u0000b\n- [ ] " + "t".repeat(600) + "\n");
    Seshat seshat = store.seshat();
    TaskListReport report = seshat.taskLists().importFrom(folder, null);
    Map<String, String> said =
        report.remarks().stream()
            .collect(
                Collectors.toMap(
                    TaskListReport.Remark::where, TaskListReport.Remark::what, (a, b) -> a));
    assertThat(said)
        .containsEntry("long.md", "is longer than 1 MB")
        .containsEntry("bytes.md", "is not UTF-8")
        .containsEntry("link.md", "is a link; links are not followed")
        .containsEntry("around", "is a link; links are not followed")
        .containsEntry("nul.md:2", "its title is longer than 500 characters; it is cut");
    assertThat(report.skipped()).isEqualTo(4);
    assertThat(shown(seshat, report.sessionId().toString()))
        .contains("One/pending", "a\uFFFDb/pending");
    assertThat(TaskCounts.recount(store.scope())).isEmpty();
    assertThatThrownBy(() -> seshat.taskLists().importFrom("none.md", in("no task"), null))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("has no task");
    assertThatThrownBy(
            () -> seshat.taskLists().importFrom("cut.zip", in("PK\u0003\u0004and no more"), null))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void aZipOfZeroesIsNotUnpackedForever() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry("first.md"));
      zip.write("- [ ] One\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("zeroes.bin"));
      byte[] zeroes = new byte[1 << 20];
      for (int i = 0; i < 520; i++) {
        zip.write(zeroes);
      }
      zip.putNextEntry(new ZipEntry("second.md"));
      zip.write("- [ ] Two\n".getBytes(StandardCharsets.UTF_8));
    }
    Remarks remarks = new Remarks();
    List<SourceFiles.SourceFile> read =
        SourceFiles.of("bomb.zip", new ByteArrayInputStream(bytes.toByteArray()), remarks);
    assertThat(read).extracting(SourceFiles.SourceFile::name).containsExactly("first.md");
    assertThat(remarks.all())
        .singleElement()
        .satisfies(each -> assertThat(each.what()).contains("512 MB"));
  }

  private static String deep() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      text.append("  ".repeat(i)).append("- [ ] level ").append(i).append('\n');
    }
    return text.toString();
  }

  @EveryStore
  void whatHasOpenTasksUnderItIsOpen(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat);
    TaskListReport report =
        seshat
            .taskLists()
            .importFrom("a.md", in("- [x] All\n  - [x] Half\n    - [ ] Rest\n"), session);
    assertThat(shown(seshat, session))
        .containsExactly("All/in_progress", "> Half/in_progress", "> > Rest/pending");
    assertThat(report.remarks()).hasSize(2);
    seshat
        .tasks()
        .change(
            session,
            named(seshat, session, "Rest").marker(),
            TaskChange.to(TaskStatus.IN_PROGRESS),
            null);
    assertThat(TaskCounts.recount(store.scope())).isEmpty();
  }
}
