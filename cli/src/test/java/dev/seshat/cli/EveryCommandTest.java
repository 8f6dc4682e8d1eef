package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.cli.Examples.Example;
import dev.seshat.json.Json;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// What holds for every command that there is, also for those to come: each has an example, which works, and prints what
/// it says with `--json`.
class EveryCommandTest {
  @TempDir static Path folder;
  static World world;

  @BeforeAll
  static void make() throws Exception {
    world = new World(folder);
  }

  private static final Map<String, CommandSpec> COMMANDS = read();

  /// All commands that can be run, by their words; the hidden ones too.
  static Map<String, CommandSpec> commands() {
    return COMMANDS;
  }

  private static Map<String, CommandSpec> read() {
    Map<String, CommandSpec> commands = new TreeMap<>();
    collect(Cli.commandLine(new SeshatCommand(nowhere()), "help").getCommandSpec(), commands);
    return commands;
  }

  private static Terminal nowhere() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Terminal(InputStream.nullInputStream(), nowhere, nowhere, Map.of(), false, false);
  }

  private static void collect(CommandSpec command, Map<String, CommandSpec> commands) {
    if (CommandTree.isRunnable(command)) {
      commands.put(command.qualifiedName().replaceFirst("^seshat ?", ""), command);
    }
    for (CommandLine below : new LinkedHashSet<>(command.subcommands().values())) {
      collect(below.getCommandSpec(), commands);
    }
  }

  /// Reading the options of all takes many times as long as what most commands do.
  @Test
  void aCommandThatIsNamedIsReadAlone() {
    for (String command : commands().keySet()) {
      String[] words = command.split(" ");
      if (words.length == 2) {
        Map<String, CommandLine> nouns =
            Cli.commandLine(new SeshatCommand(nowhere()), words).getSubcommands();
        assertThat(nouns).as(command).containsOnlyKeys(words[0]);
        assertThat(nouns.values().iterator().next().getSubcommands().values())
            .as(
                "the verbs that are read for %s: has its noun addMethodSubcommands = false?",
                command)
            .allMatch(verb -> verb.getCommandName().equals(words[1]));
      }
    }
  }

  @Test
  void everyCommandHasAnExample() {
    Set<String> commands = new TreeSet<>(commands().keySet());
    Set<String> known = Examples.byCommand().keySet();
    assertThat(commands.stream().filter(command -> !known.contains(command)))
        .as("new commands, whose examples are missing in Examples.java (see CONTRIBUTING.md)")
        .isEmpty();
    assertThat(known).as("examples of commands that are there").isSubsetOf(commands);
  }

  static List<Example> examples() {
    return Examples.all();
  }

  private static Shell.Result run(Example example, String... more) throws Exception {
    world.reset();
    String[] args = Examples.arguments(example, world);
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    Shell shell = world.shell().stdin(example.stdin());
    return example.runs() ? shell.runAndInterrupt(all) : shell.run(all);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleWorks(Example example) throws Exception {
    Shell.Result result = run(example);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out() + result.err()).isNotBlank().doesNotContain("\033");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyResultIsJsonWhereThatIsWanted(Example example) throws Exception {
    Shell.Result result = run(example, "--json");
    assertThat(result.code()).as(result.err()).isZero();
    switch (example.prints()) {
      case JSON -> assertThat(Json.parseObject("stdout", result.out())).isNotNull();
      case LINES ->
          assertThat(result.out().lines())
              .isNotEmpty()
              .allSatisfy(line -> assertThat(Json.parseObject("stdout", line)).isNotEmpty());
      case TEXT -> assertThat(result.out()).isNotBlank();
    }
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commandPairs")
  void everyErrorIsJsonWhereThatIsWanted(String command, CommandSpec spec) {
    String[] args = (command + " --no-such-option --json").strip().split(" ");
    Shell.Result result = world.shell().run(args);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    Map<?, ?> error =
        (Map<?, ?>) Objects.requireNonNull(Json.parseObject("stderr", result.err()).get("error"));
    assertThat(error.get("code")).isEqualTo("invalid");
    assertThat(String.valueOf(error.get("message"))).contains("--no-such-option");
  }

  static Stream<Arguments> commandPairs() {
    return commands().entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
  }
}
