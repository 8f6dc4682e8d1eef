package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// The manual page and the reference page, which are made of what the commands say of themselves.
class ManualTest {
  @TempDir Path folder;

  @Test
  void theManualNamesEveryCommandAndIsSoundRoff() throws Exception {
    String page = new Shell(folder.resolve("none.db")).run("man").out();
    assertThat(page)
        .startsWith(".TH SESHAT 1 ")
        .contains(".SH EXIT STATUS")
        .contains("SESHAT_STORE");
    EveryCommandTest.commands()
        .forEach((command, spec) -> {
          if (!spec.usageMessage().hidden()) {
            assertThat(page).contains("seshat " + command.replace("-", "\\-"));
          }
        });
    assertThat(page.lines())
        .allMatch(line -> line.chars().allMatch(c -> c >= 32 && c < 127))
        .allMatch(line -> !line.startsWith(".") || line.matches("\\.(TH|SH|SS|TP|B|I)( .*)?"));
    Path file = Files.writeString(folder.resolve("seshat.1"), page);
    if (has("groff")) {
      Process groff =
          new ProcessBuilder("groff", "-man", "-ww", "-z", "-Tutf8", file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(groff.waitFor()).isZero();
      assertThat(said).isEmpty();
    }
  }

  private static boolean has(String program) {
    return java.util.Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Test
  void everyCommandAndOptionSaysWhatItIs() {
    List<String> silent = new ArrayList<>();
    EveryCommandTest.commands()
        .forEach((command, spec) -> {
          if (CommandTree.description(spec).isBlank()) {
            silent.add(command);
          }
          for (ArgSpec arg : spec.args()) {
            boolean isLabelled = arg.arity().max() == 0 || !arg.paramLabel().startsWith("<");
            if (CommandTree.description(arg).isBlank() || !isLabelled) {
              silent.add(command + " " + CommandTree.written(arg));
            }
          }
        });
    assertThat(silent).as("commands and options without a description or a paramLabel").isEmpty();
  }

  @Test
  void theReferenceIsWhatTheProgramSays() throws Exception {
    Documents.require("cli-reference.md", reference());
  }

  private static String reference() {
    StringBuilder page =
        new StringBuilder(
            """
            # Every command

            <!-- Made from the program; ManualTest writes it with -Dseshat.docs.write=true -->

            What `seshat --help`, `seshat help COMMAND` and `seshat man` say. [The command line](cli.md) says what it is for.

            ## For every command
            """);
    Map<String, CommandSpec> commands = EveryCommandTest.commands();
    CommandSpec top = Objects.requireNonNull(commands.get(""));
    table(page, top);
    commands.forEach((command, spec) -> {
      if (!command.isEmpty() && !spec.usageMessage().hidden()) {
        page.append("\n## ").append(command).append("\n`").append(CommandTree.synopsis(spec));
        page.append("`\n\n").append(escaped(CommandTree.description(spec))).append(".\n");
        table(page, spec);
      }
    });
    return page.toString();
  }

  private static void table(StringBuilder page, CommandSpec spec) {
    String rows =
        java.util.stream.Stream.concat(
                CommandTree.parameters(spec).stream(), CommandTree.options(spec).stream())
            .map(arg ->
                "| `%s` | %s%s |\n"
                    .formatted(
                        CommandTree.written(arg).replace("|", "\\|"),
                        escaped(CommandTree.description(arg)),
                        arg.required() && arg.isOption() ? " (required)" : ""))
            .collect(Collectors.joining());
    if (!rows.isEmpty()) {
      page.append("\n| | |\n|---|---|\n").append(rows);
    }
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
  }
}
