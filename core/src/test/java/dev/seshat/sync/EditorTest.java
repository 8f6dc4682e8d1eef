package dev.seshat.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.testing.TestStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What a person does to the file in an editor, each applied or reported.
class EditorTest {
  private record Edit(String name, UnaryOperator<String> change, Consumer<Desk> after) {}

  private final List<Edit> edits = new ArrayList<>();

  /// An edit that is taken: the tasks are these then, and the next sync has nothing to do.
  private void taken(String name, UnaryOperator<String> change, String... tree) {
    edits.add(
        new Edit(
            name,
            change,
            desk -> {
              SyncReport report = desk.sync();
              assertThat(report.state().isSetAside()).as(report.messages().toString()).isFalse();
              assertThat(desk.tree()).contains(tree);
              assertThat(desk.sync().isUnchanged()).isTrue();
            }));
  }

  /// The same, and what the file has then.
  private void written(String name, UnaryOperator<String> change, Consumer<Desk> after) {
    edits.add(
        new Edit(
            name,
            change,
            desk -> {
              SyncReport report = desk.sync();
              assertThat(report.state().isSetAside()).as(report.messages().toString()).isFalse();
              after.accept(desk);
              assertThat(desk.sync().isUnchanged()).isTrue();
            }));
  }

  /// An edit that leaves the tasks as they are, and that no write touches.
  private void kept(String name, UnaryOperator<String> change) {
    edits.add(
        new Edit(
            name,
            change,
            desk -> {
              List<String> tree = desk.tree();
              String text = desk.text();
              SyncReport report = desk.sync();
              assertThat(report.state().isSetAside()).as(report.messages().toString()).isFalse();
              assertThat(desk.tree()).isEqualTo(tree);
              assertThat(desk.text()).isEqualTo(text);
              desk.seshat
                  .tasks()
                  .move(desk.id(), desk.task("Keel").marker(), dev.seshat.task.TaskStatus.BLOCKED);
              desk.sync();
              String eol = text.contains("\r\n") ? "\r\n" : "\n";
              String own =
                  desk.text()
                      .replace(" (blocked)", "")
                      .replaceFirst("(?:" + eol + "){1,2}- \\S+ from the store: .*", "");
              assertThat(List.of(own.split(eol, -1)))
                  .containsExactlyElementsOf(List.of(text.split(eol, -1)));
              assertThat(desk.text()).contains("(blocked)");
              assertThat(desk.sync().isUnchanged()).isTrue();
            }));
  }

  /// An edit that is not taken: the file is as it is, and so are the tasks.
  private void reported(String name, UnaryOperator<String> change, String message) {
    edits.add(
        new Edit(
            name,
            change,
            desk -> {
              List<String> tree = desk.tree();
              String text = desk.text();
              SyncReport report = desk.sync();
              assertThat(report.state().isSetAside()).isTrue();
              assertThat(report.state().message()).contains(message);
              assertThat(report.messages()).hasSize(1);
              assertThat(desk.tree()).isEqualTo(tree);
              assertThat(desk.text()).isEqualTo(text);
              assertThat(desk.sync().state().message()).contains(message);
            }));
  }

  private static String line(String text, String title) {
    return text.lines().filter(each -> each.contains("] " + title)).findFirst().orElseThrow()
        + "\n";
  }

  private static String without(String text, String... titles) {
    String left = text;
    for (String title : titles) {
      left = left.replace(line(left, title), "");
    }
    return left;
  }

  private static UnaryOperator<String> replace(String what, String with) {
    return text -> {
      assertThat(text).contains(what);
      return text.replace(what, with);
    };
  }

  private void words() {
    taken("rename", replace("] Keel", "] Lay the keel"), "Build: >Lay the keel");
    taken("check", replace("[ ] Keel", "[x] Keel"), "Build: >Keel x");
    taken("check with a capital", replace("[ ] Keel", "[X] Keel"), "Build: >Keel x");
    taken("uncheck", replace("[x] Read", "[ ] Read"), ">Read");
    taken("say a status", replace("] Keel", "] Keel (blocked)"), "Build: >Keel (blocked)");
    taken("begin", replace("] Keel", "] Keel (in_progress)"), "Build: >Keel (in_progress)");
    written(
        "say hours",
        replace("] Keel", "] Keel ~5h"),
        desk -> assertThat(desk.task("Keel").estimatedEffort()).isEqualTo(5));
    written(
        "say other hours",
        replace("~3h", "~8h"),
        desk -> assertThat(desk.task("Ask around").estimatedEffort()).isEqualTo(8));
    written(
        "take hours away",
        replace(" ~3h", ""),
        desk -> assertThat(desk.task("Ask around").estimatedEffort()).isNull());
    written(
        "say who",
        replace("] Keel", "] Keel @Bob.Smith"),
        desk -> assertThat(desk.task("Keel").specialistType()).isEqualTo("Bob.Smith"));
    written(
        "say another reference",
        replace("#SHIP-7", "#SHIP-8"),
        desk -> assertThat(desk.task("Sails").reference()).isEqualTo("SHIP-8"));
    taken("emoji", replace("] Keel", "] Keel ⛵️🧑‍🔧"), "Build: >Keel ⛵️🧑‍🔧");
    taken("right to left", replace("] Keel", "] שדרית"), "Build: >שדרית");
    taken(
        "a title with marks",
        replace("] Keel", "] *Keel* `x` [a](b)"),
        "Build: >*Keel* `x` [a](b)");
    written(
        "a very long line",
        replace("] Keel", "] " + "long ".repeat(120) + "Keel"),
        desk -> {
          assertThat(desk.seshat.taskFiles().state(desk.id()).message()).contains("500");
          assertThat(desk.text()).contains("long ".repeat(120) + "Keel ^");
          assertThat(desk.tree()).contains("Build: >Keel");
        });
    written(
        "a new line that is too long",
        text ->
            text.replace(
                line(text, "Invite"), line(text, "Invite") + "- [ ] " + "x".repeat(501) + "\n"),
        desk -> {
          assertThat(desk.seshat.taskFiles().state(desk.id()).message()).contains("500");
          assertThat(desk.text()).contains("- [ ] " + "x".repeat(501) + "\n");
        });
  }

  private void trees() {
    taken(
        "check a parent",
        replace("[ ] Hull", "[x] Hull"),
        "Build: Hull x",
        "Build: >Keel x",
        "Build: >Ribs x");
    edits.add(
        new Edit(
            "uncheck what stands under a checked one",
            text -> text.replace("[ ] Hull", "[x] Hull"),
            desk -> {
              desk.sync();
              assertThat(desk.line("Ribs")).startsWith("  - [x] Ribs");
              desk.edit(text -> text.replace("[x] Ribs", "[ ] Ribs"));
              desk.sync();
              assertThat(desk.tree()).contains("Build: Hull", "Build: >Keel x", "Build: >Ribs");
              assertThat(desk.line("Hull")).startsWith("- [ ] Hull");
              assertThat(desk.sync().isUnchanged()).isTrue();
            }));
    written(
        "reorder",
        text ->
            without(text, "Ribs")
                .replace(line(text, "Keel"), line(text, "Ribs") + line(text, "Keel")),
        desk ->
            assertThat(desk.tree())
                .containsSubsequence(
                    "Build: Hull", "Build: >Ribs", "Build: >Keel", "Build: Sails"));
    taken("indent", replace("- [ ] Sails", "  - [ ] Sails"), "Build: >Sails");
    written(
        "outdent",
        replace("  - [ ] Ribs", "- [ ] Ribs"),
        desk ->
            assertThat(desk.tree())
                .containsSubsequence("Build: >Keel", "Build: Ribs", "Build: Sails"));
    taken(
        "cut and paste to another group",
        text ->
            without(text, "Sails")
                .replace(line(text, "Invite"), line(text, "Invite") + line(text, "Sails")),
        "Launch: Invite",
        "Launch: Sails");
    taken("a new group", replace("### Launch", "### Rig\n\n- [ ] Mast\n\n### Launch"), "Rig: Mast");
    written(
        "a new group without tasks",
        replace("### Launch", "### Rig\n\n### Launch"),
        desk ->
            assertThat(desk.seshat.taskGroups().list(desk.id()))
                .extracting(each -> each.name())
                .contains("Rig"));
    written(
        "rename a group",
        replace("### Build", "### Shipyard"),
        desk -> {
          assertThat(desk.tree()).contains("Shipyard: Hull");
          assertThat(desk.seshat.taskGroups().list(desk.id())).hasSize(2);
        });
    written(
        "put a group into another",
        replace("### Launch", "#### Launch"),
        desk -> {
          assertThat(desk.tree()).contains("Launch: Invite");
          assertThat(desk.seshat.taskGroups().list(desk.id()).getLast().level()).isEqualTo(1);
        });
    taken("delete one", text -> without(text, "Sails"), "Build: Hull", "Launch: Invite");
    written(
        "delete one and put it back",
        text -> without(text, "Sails"),
        desk -> {
          String marker =
              desk.seshat.tasks().tree(desk.id()).stream()
                  .filter(each -> each.title().equals("Sails"))
                  .findFirst()
                  .orElseThrow()
                  .marker();
          assertThat(desk.tree()).doesNotContain("Build: Sails");
          desk.edit(text ->
              text.replace("### Launch", "- [ ] Sails #SHIP-7 ^" + marker + "\n\n### Launch"));
          desk.sync();
          assertThat(desk.tree()).contains("Build: Sails");
        });
    taken(
        "delete what others stand under",
        text -> without(text, "Hull", "Keel", "Ribs"),
        "Build: Sails");
    taken(
        "delete a parent and keep what stood under it",
        text ->
            without(text, "Hull")
                .replace("  - [ ] Keel", "- [ ] Keel")
                .replace("  - [ ] Ribs", "- [ ] Ribs"),
        "Build: Keel",
        "Build: Ribs");
  }

  private void lines() {
    written(
        "a new line",
        text ->
            text.replace(line(text, "Invite"), line(text, "Invite") + "- [ ] Buy wine @mara ~1h\n"),
        desk -> {
          assertThat(desk.tree()).contains("Launch: Buy wine");
          assertThat(desk.line("Buy wine")).matches("- \\[ ] Buy wine @mara ~1h \\^t[0-9a-z]{3,}");
        });
    taken("a new line that is done", text -> text + "\n## Task Groups\n\n- [x] Dream\n", "Dream x");
    taken(
        "a new line under a finished one",
        text -> text.replace(line(text, "Read"), line(text, "Read") + "    - [ ] Read more\n"),
        ">Read",
        ">>Read more");
    taken(
        "paste a list",
        text ->
            text.replace(
                line(text, "Invite"),
                line(text, "Invite") + "* [ ] one\n  * [ ] two\n    * [x] three\n* [ ] one\n"),
        "Launch: one",
        "Launch: >two",
        "Launch: >>three x");
    taken(
        "a numbered list",
        text ->
            text.replace(
                line(text, "Invite"), line(text, "Invite") + "\n1. [ ] first\n2. [ ] second\n"),
        "Launch: first",
        "Launch: second");
    taken("another bullet", replace("- [ ] Sails", "+ [ ] Sails"), "Build: Sails");
    taken("tabs", replace("  - [ ] Keel", "\t- [ ] Keel"), "Build: >Keel");
    written(
        "delete a marker",
        text -> text.replaceAll("] Keel \\^t\\w+", "] Keel"),
        desk -> {
          assertThat(desk.seshat.tasks().tree(desk.id())).hasSize(8);
          assertThat(desk.line("Keel")).endsWith("^" + desk.task("Keel").marker());
        });
    written(
        "delete all markers",
        text -> text.replaceAll(" \\^t\\w+", ""),
        desk -> assertThat(desk.seshat.tasks().tree(desk.id())).hasSize(8));
    taken(
        "paste a line of another file",
        text ->
            text.replace(line(text, "Invite"), line(text, "Invite") + "- [ ] Foreign ^tzzzzzz\n"),
        "Launch: Foreign");
    reported(
        "duplicate a line",
        text -> text.replace(line(text, "Sails"), line(text, "Sails") + line(text, "Sails")),
        "stands in lines");
    edits.add(
        new Edit(
            "duplicate a line, and accept it",
            text -> text.replace(line(text, "Sails"), line(text, "Sails") + line(text, "Sails")),
            desk -> {
              desk.accept();
              assertThat(desk.tree()).filteredOn("Build: Sails"::equals).hasSize(2);
              assertThat(desk.sync().isUnchanged()).isTrue();
            }));
    kept("windows line ends", text -> text.replace("\n", "\r\n"));
    kept("trailing blanks", text -> text.replace("## Notes", "## Notes   \n\nwords  "));
    kept(
        "prose between tasks",
        text -> text.replace(line(text, "Sails"), "Of linen.\n\n" + line(text, "Sails")));
    kept(
        "a note under a task",
        text -> text.replace(line(text, "Sails"), line(text, "Sails") + "  bought already\n"));
    kept(
        "a plain item under a task",
        text -> text.replace(line(text, "Sails"), line(text, "Sails") + "  - plain\n"));
    kept("a code fence", replace("## Notes", "```\n- [ ] no task ^tcode\n```\n\n## Notes"));
    kept("a quote", replace("## Notes", "> said by Mara\n\n## Notes"));
    kept("a comment", replace("## Notes", "<!-- - [ ] no task -->\n\n## Notes"));
    kept(
        "a note",
        replace("### Decisions\n", "### Decisions\n\n- We take oak.\n- [ ] not a task\n"));
    kept("the change log", text -> text + "\n- 2026-01-01 begun\n");
    kept("a table", replace("## Notes", "| a | b |\n|---|---|\n| 1 | 2 |\n\n## Notes"));
    kept("a byte order mark", text -> "\uFEFF" + text);
  }

  private void front() {
    kept("an unknown key", replace("priority: 3\n", "priority: 3\nmine: {a: [1, 2]} # kept\n"));
    kept("no front matter", text -> text.substring(text.indexOf("\n---\n") + 5));
    kept("no status", replace("status: active\n", ""));
    reported(
        "an open front matter", replace("priority: 3\n---\n", "priority: 3\n"), "front matter");
    reported("a broken front matter", replace("priority: 3\n", "priority: [3\n"), "front matter");
    reported(
        "another session's", text -> text.replaceFirst("id: \\w+", "id: ffffffff"), "ffffffff");
    written(
        "a status that there is not",
        replace("status: active", "status: doing"),
        desk -> {
          assertThat(desk.seshat.taskFiles().state(desk.id()).message()).contains("doing");
          assertThat(desk.text()).contains("status: doing");
        });
    written(
        "pause",
        replace("status: active", "status: paused"),
        desk ->
            assertThat(desk.seshat.sessions().get(desk.id()).status())
                .isEqualTo(dev.seshat.session.SessionStatus.PAUSED));
  }

  private void torn() {
    reported("empty", text -> "", "empty");
    reported("blank", text -> "\n \n", "empty");
    reported("NUL", text -> text + "\0", "NUL");
    reported("all tasks deleted", text -> text.replaceAll("(?m)^ *- \\[.*\\n", ""), "gone at once");
    reported(
        "a merge that is not finished",
        replace(
            "- [ ] Sails",
            "<<<<<<< HEAD\n- [ ] Sails\n=======\n- [ ] Sail\n>>>>>>> b\n- [ ] Sails"),
        "merge");
    reported(
        "half a save",
        text -> text.substring(0, text.indexOf("] Invite") + 5),
        "in the middle of the line");
    reported(
        "the first half", text -> text.substring(0, text.indexOf("  - [ ] Ask")), "gone at once");
    edits.add(
        new Edit(
            "all tasks deleted, and that is meant",
            text -> text.replaceAll("(?m)^ *- \\[.*\\n", ""),
            desk -> {
              desk.sync();
              desk.accept();
              assertThat(desk.tree()).containsExactly(">Read x");
              assertThat(desk.sync().isUnchanged()).isTrue();
            }));
    edits.add(
        new Edit(
            "no UTF-8",
            text -> text,
            desk -> {
              desk.save((desk.text() + "ü").getBytes(StandardCharsets.ISO_8859_1));
              assertThat(desk.sync().state().message()).contains("UTF-8");
            }));
    edits.add(
        new Edit(
            "renamed away",
            text -> text,
            desk -> {
              move(desk.file, desk.file.resolveSibling("mine.md"));
              List<String> tree = desk.tree();
              assertThat(desk.sync().state().message()).contains("gone");
              assertThat(desk.tree()).isEqualTo(tree);
              move(desk.file.resolveSibling("mine.md"), desk.file);
              assertThat(desk.sync().state().isSetAside()).isFalse();
              move(desk.file, desk.file.resolveSibling("mine.md"));
              desk.accept();
              assertThat(desk.text()).contains("] Keel ^" + desk.task("Keel").marker());
              assertThat(desk.tree()).isEqualTo(tree);
            }));
    edits.add(
        new Edit(
            "read-only",
            text -> text.replace("[ ] Keel", "[x] Keel"),
            desk -> {
              protect(desk.file, "r--r--r--");
              desk.seshat
                  .tasks()
                  .move(desk.id(), desk.task("Sails").marker(), dev.seshat.task.TaskStatus.BLOCKED);
              assertThat(org.assertj.core.api.Assertions.catchThrowable(desk::sync))
                  .hasMessageContaining("read-only");
              protect(desk.file, "rw-r--r--");
              desk.sync();
              assertThat(desk.tree()).contains("Build: >Keel x", "Build: Sails (blocked)");
              assertThat(desk.line("Sails")).contains("(blocked)");
              assertThat(desk.sync().isUnchanged()).isTrue();
            }));
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void protect(Path file, String permissions) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @TestFactory
  List<DynamicTest> edits() {
    words();
    trees();
    lines();
    front();
    torn();
    assertThat(edits).hasSizeGreaterThan(60);
    return edits.stream()
        .map(each ->
            DynamicTest.dynamicTest(
                each.name(),
                () -> {
                  try (TestStore store = TestStore.sqlite()) {
                    Desk desk = new Desk(store);
                    desk.edit(each.change());
                    each.after().accept(desk);
                  }
                }))
        .toList();
  }
}
