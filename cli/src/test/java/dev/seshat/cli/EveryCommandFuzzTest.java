package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Texts;
import dev.seshat.cli.Examples.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Every command with bad and random values for each of its options and parameters, too few and too many of them: what it
/// cannot take it refuses in one clear line, with a documented exit code, and writes nothing.
///
/// Of the values for each option a few are drawn. `-Dseshat.seed=N` repeats a run; `-Dseshat.fuzz=N` says how many are drawn,
/// and how many random combinations each command gets.
class EveryCommandFuzzTest {
  /// Commands that go on when they are not told that once is enough, or when what they wait for does not come.
  private static final java.util.Set<String> GO_ON =
      java.util.Set.of("promise work", "promise watch");

  private static final long SEED = Long.getLong("seshat.seed", 20_260_101L);
  private static final int DRAWS = Integer.getInteger("seshat.fuzz", 2);
  private static final List<Integer> CODES =
      Arrays.stream(ExitCode.values()).map(ExitCode::code).toList();

  @TempDir static Path folder;
  static World world;
  static final Map<String, Integer> CALLS = new TreeMap<>();
  static List<Path> around;
  static String home;
  static Map<String, String> model;

  private @Nullable Connection watcher;
  private long version;

  @BeforeAll
  static void make() throws Exception {
    world = new World(folder);
    // what a command writes into its user's home, it writes there
    home = System.setProperty("user.home", folder.resolve("home").toString());
    model = world.dump();
    around = list(Path.of("").toAbsolutePath());
  }

  private static List<Path> list(Path directory) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.endsWith("target")).sorted().toList();
    }
  }

  @AfterAll
  static void everythingWasCalledAndNothingWasLeftBehind() throws Exception {
    System.setProperty("user.home", home);
    System.out.println(
        "calls: "
            + CALLS.entrySet().stream()
                .map(each -> "seshat " + each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", ")));
    assertThat(list(Path.of("").toAbsolutePath())).isEqualTo(around);
  }

  static List<String> commands() {
    return List.copyOf(EveryCommandTest.commands().keySet());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void badValues(String command) throws Exception {
    Example example = Objects.requireNonNull(Examples.byCommand().get(command)).getFirst();
    CommandSpec spec = Objects.requireNonNull(EveryCommandTest.commands().get(command));
    Random random = new Random(SEED ^ command.hashCode());
    reset();
    List<List<String>> calls = new ArrayList<>();
    List<String> base = List.of(Examples.arguments(example, world));
    for (OptionSpec option : CommandTree.options(spec)) {
      for (String value : drawn(option, random)) {
        calls.add(with(base, option, value));
      }
      if (random.nextInt(4) == 0) {
        calls.add(plus(base, option.longestName()));
      }
    }
    for (PositionalParamSpec parameter : CommandTree.parameters(spec)) {
      for (String value : drawn(parameter, random)) {
        calls.add(with(base, spec, parameter, value));
      }
    }
    for (int i = base.size() - example.args().size(); i < base.size(); i++) {
      List<String> fewer = new ArrayList<>(base);
      fewer.remove(i);
      calls.add(fewer);
    }
    calls.add(plus(base, "one-more", "and-more"));
    calls.add(plus(base, "--nothing-of-the-kind"));
    List<String[]> anywhere =
        List.of(
            new String[] {"--color", "mauve"},
            new String[] {"--actor", "x".repeat(300)},
            new String[] {"--store", "jdbc:nothing:at-all"},
            new String[] {"--store", folder.resolve("plan.md").toString()});
    calls.add(plus(base, anywhere.get(random.nextInt(anywhere.size()))));
    for (int i = 0; i < DRAWS; i++) {
      calls.add(combined(base, spec, random));
    }
    for (List<String> call : calls) {
      call(command, example, call);
    }
  }

  private static List<String> drawn(ArgSpec arg, Random random) {
    List<String> values = new ArrayList<>(BadValues.of(arg, world, random));
    Collections.shuffle(values, random);
    return values.subList(0, Math.min(DRAWS, values.size()));
  }

  private List<String> combined(List<String> base, CommandSpec spec, Random random) {
    List<String> call = base;
    List<ArgSpec> args = new ArrayList<>(CommandTree.options(spec));
    args.addAll(CommandTree.parameters(spec));
    for (int i = random.nextInt(3); i >= 0 && !args.isEmpty(); i--) {
      ArgSpec arg = args.get(random.nextInt(args.size()));
      List<String> values = BadValues.of(arg, world, random);
      String value = values.get(random.nextInt(values.size()));
      call =
          arg instanceof OptionSpec option
              ? with(call, option, value)
              : with(call, spec, (PositionalParamSpec) arg, value);
    }
    return call;
  }

  private static List<String> plus(List<String> base, String... more) {
    List<String> call = new ArrayList<>(base);
    call.addAll(List.of(more));
    return call;
  }

  /// The call with this value of an option, in place of the one that it has.
  private static List<String> with(List<String> base, OptionSpec option, String value) {
    List<String> call = new ArrayList<>(base);
    int at = call.indexOf(option.longestName());
    if (at >= 0 && option.arity().max() > 0) {
      call.subList(at, Math.min(call.size(), at + 2)).clear();
    }
    call.add(option.longestName() + "=" + value);
    return call;
  }

  /// The call with this value of a parameter, in place of the one that it has.
  private static List<String> with(
      List<String> base, CommandSpec spec, PositionalParamSpec parameter, String value) {
    List<String> call = new ArrayList<>(base);
    List<String> given;
    try {
      CommandLine.ParseResult parsed =
          spec.root().commandLine().parseArgs(base.toArray(String[]::new));
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      given =
          parsed.matchedPositionals().stream()
              .filter(each -> each.index().equals(parameter.index()))
              .flatMap(each -> each.originalStringValues().stream())
              .toList();
    } catch (CommandLine.ParameterException e) {
      given = List.of();
    }
    int at = given.isEmpty() ? -1 : call.lastIndexOf(given.getFirst());
    if (at >= 0) {
      call.set(at, value);
    } else {
      call.add(value);
    }
    return call;
  }

  private void call(String command, Example example, List<String> args) throws Exception {
    CALLS.merge(command, 1, Integer::sum);
    String[] all = args.toArray(String[]::new);
    Shell shell = world.shell().stdin(example.stdin());
    boolean runs =
        example.runs()
            || GO_ON.contains(command)
            || args.stream().anyMatch(each -> each.startsWith("--follow"));
    Shell.Result result = runs ? shell.runAndInterrupt(all) : shell.run(all);
    String shown = "seshat " + Texts.shorten(String.join(" ", args), 200);
    assertThat(CODES).as(shown).contains(result.code());
    assertThat(result.err() + result.out())
        .as(shown)
        .doesNotContain("should not have happened")
        .doesNotContain("\tat dev.seshat");
    if (result.code() == 0) {
      reset();
    } else {
      if (result.code() > 1) {
        assertThat(result.err().lines()).as("%s: %s", shown, result.err()).hasSize(1);
        assertThat(result.err())
            .as(shown)
            .startsWith("seshat: ")
            .doesNotContain("\033")
            .hasSizeLessThan(1_500);
        assertThat(result.out()).as(shown).isEmpty();
      }
      requireUnchanged(shown);
    }
  }

  private void requireUnchanged(String call) throws Exception {
    if (World.version(Objects.requireNonNull(watcher)) != version) {
      assertThat(world.dump()).as(call).isEqualTo(model);
    }
  }

  /// Begins again with the store as it was.
  private void reset() throws Exception {
    close();
    world.reset();
    Connection connection = world.connect();
    version = World.version(connection);
    watcher = connection;
  }

  @AfterEach
  void close() throws Exception {
    if (watcher != null) {
      watcher.close();
    }
  }
}
