package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Completion, as shells do it.
class CompletionTest {
  @TempDir Path folder;
  Shell shell;

  @BeforeEach
  void make() {
    shell = new Shell(folder.resolve("test.db"));
  }

  /// What bash completes the last of `words` to.
  private List<String> completed(String... words) throws Exception {
    Path script = folder.resolve("seshat.bash");
    Files.writeString(script, shell.run("completion", "bash").out());
    Path program = folder.resolve("seshat");
    Files.writeString(
        program, "#!/bin/sh\nprintf '%s\\tWhat it is\\n' cafe0123 \"$1-$2\" 'two words'\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    StringBuilder call = new StringBuilder("source '" + script + "'; COMP_WORDS=(seshat");
    for (String word : words) {
      call.append(" '").append(word).append('\'');
    }
    call.append("); COMP_CWORD=").append(words.length);
    call.append("; _seshat '").append(program).append("'; printf '%s\\n' \"${COMPREPLY[@]}\"");
    return bash("-c", call.toString()).lines().filter(line -> !line.isEmpty()).toList();
  }

  private static String bash(String... args) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("bash", "--norc", "--noprofile"));
    command.addAll(List.of(args));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void bashAndZshReadTheirScripts() throws Exception {
    for (String each : List.of("bash", "zsh")) {
      Path script =
          Files.writeString(folder.resolve("script"), shell.run("completion", each).out());
      assertThat(bash("-n", script.toString())).isEmpty();
    }
    assertThat(shell.run("completion", "zsh").out()).contains("bashcompinit");
    assertThat(shell.with("SHELL", "/usr/bin/fish").run("completion").out())
        .contains("complete -c seshat -n '__seshat_wants session' -a list -d 'List sessions")
        .contains("-l status -r -a 'scheduled active");
    shell.run("completion", "tcsh").refused(2);
  }

  @Test
  void commandsAndOptionsAreCompleted() throws Exception {
    assertThat(completed("se")).containsExactlyInAnyOrder("session", "search", "serve");
    assertThat(completed("session", "art")).contains("artifact", "artifacts");
    assertThat(completed("session", "list", "--st")).contains("--status", "--store");
    assertThat(completed("--store", "x", "session", "lis")).containsExactly("list");
    assertThat(completed("--json", "db", "")).contains("status", "migrate");
    assertThat(completed("comp")).containsExactly("completion");
  }

  @Test
  void valuesAreCompleted() throws Exception {
    assertThat(completed("session", "list", "--status", "pau")).containsExactly("paused");
    assertThat(completed("session", "list", "--status", "=", "c"))
        .containsExactlyInAnyOrder("completed", "cancelled");
    assertThat(completed("session", "show", "ca")).containsExactly("cafe0123");
    assertThat(completed("session", "show", "c"))
        .containsExactlyInAnyOrder("cafe0123", "complete-sessions");
    assertThat(completed("session", "note", "--important", "c")).contains("complete-sessions");
    assertThat(completed("usage", "--project", "t")).containsExactly("two\\ words");
    assertThat(completed("usage", "--model", "")).contains("complete-models");
    assertThat(completed("backup", folder + "/seshat.b")).containsExactly(folder + "/seshat.bash");
    assertThat(completed("search", "a")).isEmpty();
  }

  @Test
  void theProgramKnowsWhatIsInTheStoreAndMakesNone() {
    assertThat(shell.run("complete", "sessions")).isEqualTo(new Shell.Result(0, "", ""));
    assertThat(folder.resolve("test.db")).doesNotExist();
    String id =
        String.valueOf(shell.json("session", "start", "Plant", "--project", "garden").get("id"));
    assertThat(shell.run("complete", "sessions").out())
        .contains("current\t")
        .contains(id.substring(0, 8) + "\tPlant");
    assertThat(shell.run("complete", "projects").out()).isEqualTo("garden\n");
    assertThat(shell.run("complete", "weather")).isEqualTo(new Shell.Result(0, "", ""));
    assertThat(shell.run("--help").out()).doesNotContain("complete ");
  }
}
