package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The life of sessions at the shell.
class SessionCommandTest {
  @TempDir Path folder;
  Shell shell;

  @BeforeEach
  void make() {
    shell = new Shell(folder.resolve("test.db"));
  }

  private String start(String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "session";
    args[1] = "start";
    System.arraycopy(more, 0, args, 2, more.length);
    return String.valueOf(shell.json(args).get("id"));
  }

  private Object field(String session, String name) {
    return String.valueOf(shell.json("session", "show", session).get(name));
  }

  @Test
  void theIdOfASessionIsNoIntention() {
    String first = start("Write the release notes").substring(0, 8);
    assertThat(shell.run("session", "start", first).refused(2).err())
        .contains("did you mean: seshat session resume " + first);
    start("deadbeef");
    assertThat(shell.json("session", "list").toString()).doesNotContain("intention=" + first);
  }

  @Test
  void startingPausesWhatWasInFocus() {
    String first = start("Write the release notes", "--name", "Notes", "--kind", "chat");
    assertThat(field("current", "id")).isEqualTo(first);
    String second = start("Another", "--kind", "chat");
    assertThat(field(first, "status")).isEqualTo("paused");
    assertThat(field("current", "id")).isEqualTo(second);

    shell.json("session", "resume", first.substring(0, 8));
    Map<String, ?> done =
        shell.json(
            "session",
            "complete",
            first,
            "--outcome",
            "partial",
            "--summary",
            "Done.",
            "--rating",
            "4");
    assertThat(done.get("status")).isEqualTo("completed");
    assertThat(done.get("outcome")).isEqualTo("partial");
    assertThat(done.get("success_rating")).isEqualTo(4);
    assertThat(shell.run("session", "pause", first).refused(4).err())
        .contains("completed")
        .contains("paused");
    shell.run("session", "show", "current").refused(3);
  }

  @Test
  void actorsHaveTheirOwnFocus() {
    String mine = start("Mine");
    String theirs = start("Theirs", "--actor", "ada");
    assertThat(field("current", "id")).isEqualTo(mine);
    assertThat(shell.with("SESHAT_ACTOR", "ada").json("session", "show", "current").get("id"))
        .isEqualTo(theirs);
  }

  @Test
  void whatHappensIsLoggedAndRead() throws Exception {
    String id = start("Log it");
    Path file = Files.writeString(folder.resolve("plan.md"), "# Plan\n\nOne, two, three.\n");
    assertThat(
            shell
                .json("session", "log", id, "We lived by the river", "--author", "user")
                .get("person_text"))
        .isEqualTo("We lived by the river");
    assertThat(
            shell
                .stdin("from stdin\n")
                .json("session", "log", id, "-", "--type", "event")
                .get("agent_text"))
        .isEqualTo("from stdin");
    shell.json("session", "note", id, "Remember the river", "--type", "insight", "--important");
    Object artifact =
        shell.json("session", "artifact", id, file.toString(), "--type", "plan").get("id");

    assertThat((List<?>) shell.json("session", "interactions", id).get("interactions")).hasSize(2);
    assertThat(
            (List<?>) shell.json("session", "interactions", id, "--last", "1").get("interactions"))
        .hasSize(1);
    Map<String, ?> page = shell.json("session", "interactions", id, "--limit", "1");
    assertThat(
            (List<?>)
                shell
                    .json(
                        "session", "interactions", id, "--cursor", String.valueOf(page.get("next")))
                    .get("interactions"))
        .hasSize(1);
    assertThat((List<?>) shell.json("session", "notes", id).get("notes")).hasSize(1);
    assertThat((List<?>) shell.json("session", "artifacts", id).get("artifacts")).hasSize(1);
    assertThat(shell.json("session", "approve", String.valueOf(artifact)).get("is_approved"))
        .isEqualTo(true);
    assertThat(shell.run("session", "artifact-show", String.valueOf(artifact)).out())
        .startsWith("# Plan");
    assertThat(shell.run("session", "interactions", id).out()).contains("We lived by the river");
    assertThat(shell.run("session", "notes", id).out())
        .contains("Remember the river")
        .contains("!");
    assertThat(shell.run("session", "artifacts", id).out())
        .contains("plan.md")
        .contains("approved");
    assertThat((List<?>) shell.json("search", "river").get("hits")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(shell.run("search", "riv", "--prefix").out()).contains("river");
    assertThat(shell.run("recall", "river").out()).contains("We lived by the river");
    assertThat(shell.run("session", "brief", id, "--tokens", "300").out())
        .contains("Log it")
        .contains("river");
  }

  @Test
  void indicatorsAreJudgedAndShown() {
    String id = start("Judge", "--success", "it works", "--completion", "it is written");
    assertThat(shell.run("session", "progress", id).out()).contains("it works").contains("unknown");
    shell.json("session", "judge", id, "it works", "--met", "--evidence", "I saw it");
    assertThat(shell.run("session", "progress", id).out())
        .contains("met")
        .contains("person:local")
        .contains("I saw it");
    shell.run("session", "judge", id, "it works").refused(2);
    assertThat(shell.run("session", "judge", id, "no such indicator", "--met").code()).isIn(2, 3);
  }

  @Test
  void theProgressOfASessionWithTasksSaysHowManyAreDone() {
    String id = start("Ship it", "--kind", "tasks");
    assertThat(shell.run("session", "progress", id).out()).doesNotContain("task");
    shell.json("task", "add", "Build", "--session", id, "--complexity", "complex");
    Object notes =
        shell.json("task", "add", "Notes", "--session", id, "--complexity", "simple").get("marker");
    shell.json("task", "done", String.valueOf(notes), "--session", id);
    assertThat(shell.run("session", "progress", id).out())
        .contains("1 of 2 tasks completed, 16 % by what they weigh");
  }

  @Test
  void fieldsAreChangedAndCleared() {
    String id = start("Change me", "--set", "llm_model=opus", "--priority", "1");
    shell.json("session", "update", id, "name=A=B", "priority_level=2", "tags=[\"x\",\"y\"]");
    assertThat(field(id, "name")).isEqualTo("A=B");
    assertThat(field(id, "tags")).isEqualTo("[x, y]");
    assertThat(field(id, "llm_model")).isEqualTo("opus");
    shell.json("session", "update", id, "--clear", "name");
    assertThat(field(id, "name")).isEqualTo("null");
    shell.run("session", "update", id, "name=x", "--expect-version", "1").refused(4);
  }

  @Test
  void chainsForksAndChildren() {
    String first = start("First");
    shell.json("session", "log", first, "shared words");
    String next = start("Next", "--previous", first);
    String fork =
        String.valueOf(
            shell.json("session", "fork", first, "--intention", "Another way").get("id"));
    assertThat(shell.run("session", "chain", next).out())
        .contains(first.substring(0, 8))
        .contains(next.substring(0, 8));
    assertThat(shell.run("session", "interactions", fork).out()).contains("shared words");
    assertThat((List<?>) shell.json("session", "children", first).get("sessions")).isEmpty();
    shell.run("session", "fork", first, "--at", "99").refused(2);
  }

  @Test
  void theOtherStepsOfALife() {
    String id = String.valueOf(shell.json("session", "create", "Later").get("id"));
    assertThat(field(id, "status")).isEqualTo("scheduled");
    shell.json("session", "resume", id);
    shell.json("session", "fail", id, "--followup", "look at the logs");
    assertThat(field(id, "needs_followup")).isEqualTo("true");
    shell.json("session", "cancel", id);
    assertThat(field(id, "outcome")).isEqualTo("abandoned");
    shell.json("session", "archive", id);
    assertThat(shell.run("session", "summarize", id).code()).isZero();
    String other = start("Other", "--unfocused");
    shell.run("session", "focus").refused(3);
    assertThat(shell.json("session", "focus", other).get("id")).isEqualTo(other);
    shell.run("session", "focus", id).refused(4);
    assertThat(shell.run("session", "focus", "--clear").code()).isZero();
    shell.run("session", "focus").refused(3);
  }

  @Test
  void listsAreFilteredAndPaged() {
    for (int i = 0; i < 5; i++) {
      start(
          "Session " + i,
          "--kind",
          i < 3 ? "coding" : "chat",
          "--project",
          "p" + i % 2,
          "--tag",
          "t" + i);
    }
    assertThat((List<?>) shell.json("session", "list", "--kind", "coding").get("sessions"))
        .hasSize(3);
    assertThat(
            (List<?>) shell.json("session", "list", "--status", "active,completed").get("sessions"))
        .hasSize(1);
    assertThat((List<?>) shell.json("session", "list", "--project", "p1").get("sessions"))
        .hasSize(2);
    assertThat((List<?>) shell.json("session", "list", "--tag", "t4").get("sessions")).hasSize(1);
    assertThat((List<?>) shell.json("session", "list", "--to", "2001-01-01").get("sessions"))
        .isEmpty();
    Map<String, ?> page = shell.json("session", "list", "--limit", "2");
    assertThat((List<?>) page.get("sessions")).hasSize(2);
    assertThat(
            (List<?>)
                shell
                    .json(
                        "session",
                        "list",
                        "--limit",
                        "3",
                        "--cursor",
                        String.valueOf(page.get("next")))
                    .get("sessions"))
        .hasSize(3);
    assertThat(shell.run("session", "list", "--limit", "2").err()).contains("--cursor");
    assertThat(shell.run("session", "list", "--kind", "none").err()).contains("nothing found");
    assertThat((List<?>) shell.json("project", "list").get("projects")).hasSize(2);
    assertThat(shell.run("kpi", "--by", "kind").out()).contains("coding").contains("chat");
  }
}
