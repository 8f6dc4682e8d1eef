package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole interview at the shell.
class InterviewCommandTest {
  @TempDir Path folder;
  Shell shell;

  @BeforeEach
  void make() {
    shell = new Shell(folder.resolve("test.db"));
    shell.json("storyteller", "add", "Rose");
    shell.json("storyteller", "consent", "Rose");
  }

  private String plan(String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "session";
    all[1] = "plan";
    System.arraycopy(args, 0, all, 2, args.length);
    List<?> sessions = (List<?>) Objects.requireNonNull(shell.json(all).get("sessions"));
    return String.valueOf(((Map<?, ?>) sessions.getFirst()).get("short_id"));
  }

  @Test
  void isConductedFromPlanToSuggestion() {
    String id =
        plan("Rose", "--process", "life-story", "--node", "childhood", "--at", "2030-01-01");
    shell.json("session", "resume", id);
    String asked = shell.run("session", "next", id).out();
    assertThat(asked).startsWith("childhood · scene").contains("What is the first thing");
    Shell.Result next =
        shell.run(
            "session",
            "answer",
            id,
            "A green door.",
            "--analysis",
            "{\"sentiment\":\"positive\",\"key_themes\":[\"home\"]}");
    assertThat(next.code()).as(next.err()).isZero();
    assertThat(next.out()).contains("childhood · ").doesNotContain("What is the first thing");
    assertThat(shell.stdin("By the river.\n").run("session", "answer", id, "-").code()).isZero();
    shell.json("session", "pause", id);
    assertThat(shell.run("session", "answer", id, "Otto.").err())
        .contains("seshat session resume " + id);
    shell.json("session", "resume", id);
    shell.json("session", "next", id);
    assertThat(shell.run("session", "progress", id).out())
        .contains("life-story@1, at 'childhood': 3 answered, 0 skipped");
    assertThat(shell.run("session", "advance", id).refused(4).err())
        .contains("1 required prompt is left");
    Map<String, ?> step = shell.json("session", "skip", id);
    while (step.get("prompt") != null) {
      step = shell.json("session", "skip", id);
    }
    assertThat(shell.run("session", "next", id).out())
        .contains("'childhood' is done; next comes 'youth'");
    assertThat(shell.run("session", "advance", id).out()).contains("now at 'youth'");
    assertThat(shell.run("process", "position", "Rose").out())
        .containsPattern("childhood .*done")
        .containsPattern("youth .*here");
    Map<String, ?> ended = shell.json("session", "complete", id);
    assertThat(String.valueOf(ended.get("summary"))).contains("3 answered and 4 skipped", "home");
    assertThat(shell.run("session", "suggest", id).out()).contains("required questions");
    Map<String, ?> made = shell.json("session", "suggest", id, "--schedule", "1");
    assertThat(String.valueOf(made.get("sessions")))
        .contains("previous_session_id=" + ended.get("id"));
    shell.run("session", "suggest", id, "--schedule", "9").refused(2);
  }

  @Test
  void movingASessionIsWarnedOfWhereItsStorytellerIsBusy() {
    String id =
        plan("Rose", "--process", "life-story", "--node", "childhood", "--at", "2030-01-01");
    String other = plan("Rose", "--process", "life-story", "--node", "youth", "--at", "2030-01-09");
    String to = "scheduled_at=" + shell.json("session", "show", id).get("scheduled_at");
    String warning =
        other + ": the storyteller has session " + id + ", 'Childhood session', at that time";
    assertThat(shell.run("session", "update", other, to).err()).contains("warning: " + warning);
    assertThat(shell.json("session", "update", other, to))
        .containsEntry("warnings", List.of(warning));
    assertThat(shell.json("session", "update", other, "name=Later")).doesNotContainKey("warnings");
  }

  @Test
  void anAnswerIsWrittenInTheEditor() throws IOException {
    String id = plan("Rose", "--process", "life-story", "--node", "childhood");
    shell.json("session", "resume", id);
    shell.json("session", "next", id);
    assertThat(shell.run("session", "answer", id).refused(2).err()).contains("EDITOR");
    Path editor = folder.resolve("editor.sh");
    Files.writeString(
        editor, "grep -q '^# What is the first thing' \"$1\" && echo '# My door' >> \"$1\"\n");
    Shell writing = shell.with("EDITOR", "sh " + editor);
    writing.json("session", "answer", id);
    assertThat(shell.run("session", "interactions", id).out()).contains("# My door");
    assertThat(shell.with("EDITOR", "true").run("session", "answer", id).refused(2).err())
        .contains("empty");
    shell.with("EDITOR", "false").run("session", "answer", id).refused(4);
  }

  @Test
  void anEventTakesThreeSessionsAndAClashIsWarnedOf() {
    String event = String.valueOf(shell.json("event", "add", "Rose", "war", "The war").get("id"));
    Shell.Result planned =
        shell.run("session", "plan", "--event", event, "--at", "2030-01-01", "--days", "0");
    assertThat(planned.code()).as(planned.err()).isZero();
    assertThat(planned.out().lines()).hasSize(3);
    assertThat(planned.err()).contains("warning: ").contains("at that time");
    shell.run("session", "plan", "Rose").refused(2);
  }

  @Test
  void templatesSuitEventsAndMakeSessions() {
    shell.json(
        "template",
        "add",
        "Gentle",
        "--for-event",
        "loss",
        "--intention",
        "Listen to {storyteller}",
        "--completion",
        "{\"text\":\"All is asked\",\"check\":\"prompts_open() = 0\"}");
    assertThat(shell.run("template", "list", "--for-event", "loss").out()).contains("Gentle");
    assertThat(shell.run("template", "show", "Gentle").out()).contains("prompts_open() = 0");
    String id = plan("Rose", "--template", "Gentle", "--set", "name=Mine");
    assertThat(shell.run("session", "show", id).out()).contains("Listen to Rose", "Mine");
    shell.json("template", "edit", "Gentle", "--no-active");
    shell.run("session", "plan", "Rose", "--template", "Gentle").refused(2);
    shell.json("template", "delete", "Gentle");
    shell.run("template", "show", "Gentle").refused(3);
  }

  @Test
  void processesAreLookedAtCheckedAndTakenIn() throws IOException {
    assertThat(shell.run("process", "list").err()).contains("life-story, software-requirements");
    assertThat(shell.run("process", "show", "life-story").out())
        .contains("childhood", "scene    1* What is the first thing", "→ youth");
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, shell.run("process", "export", "life-story").out());
    assertThat(shell.run("process", "validate", file.toString()).out())
        .contains("life-story is whole: 11 nodes, 61 prompts");
    Files.writeString(file, Files.readString(file).replace("- to: youth", "- to: nowhere"));
    assertThat(shell.run("process", "validate", file.toString()).refused(2).err())
        .contains("names no node: 'nowhere'")
        .contains("line ");
  }
}
