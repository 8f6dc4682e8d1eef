package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What all commands have in common.
class CliTest {
  @TempDir Path folder;
  Path store;
  Shell shell;

  @BeforeEach
  void make() {
    store = folder.resolve("test.db");
    shell = new Shell(store);
  }

  @Test
  void versionIsAnsweredBeforeAnythingElseIsRead() {
    assertThat(Given.asksForVersion(new String[] {"--version"})).isTrue();
    assertThat(Given.asksForVersion(new String[] {"--store", "x", "-V"})).isTrue();
    assertThat(Given.asksForVersion(new String[] {"--store", "--version"})).isFalse();
    assertThat(Given.asksForVersion(new String[] {"search", "--version"})).isFalse();
    assertThat(Given.asksForVersion(new String[] {})).isFalse();
  }

  static Stream<String> commands() {
    Terminal none =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(java.io.OutputStream.nullOutputStream()),
            new PrintStream(java.io.OutputStream.nullOutputStream()),
            Map.of(),
            false,
            false);
    CommandLine line = Cli.commandLine(new SeshatCommand(none), "--help");
    return line.getSubcommands().entrySet().stream()
        .flatMap(noun ->
            Stream.concat(
                Stream.of(noun.getKey()),
                noun.getValue().getSubcommands().keySet().stream()
                    .map(verb -> noun.getKey() + " " + verb)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasItsHelpAndRefusesAnUnknownOption(String command) {
    Shell.Result help = shell.run((command + " --help").split(" "));
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: seshat ").contains("--json").contains("--store");
    shell.run((command + " --no-such-option").split(" ")).refused(2);
    assertThat(store).doesNotExist();
  }

  @Test
  void helpListsTheCommandsAndTheExitCodes() {
    assertThat(shell.run("--help").out())
        .contains("session")
        .contains("Exit codes")
        .contains("SESHAT_STORE");
  }

  @Test
  void aMistypedCommandGetsASuggestion() {
    assertThat(shell.run("sesion", "list").refused(2).err())
        .contains("did you mean")
        .contains("session");
    assertThat(shell.run("session", "lst").refused(2).err()).contains("did you mean 'list'?");
    assertThat(shell.run("sesion", "search", "x").refused(2).err()).contains("'session'");
    assertThat(shell.run("help", "sesion").refused(3).err()).contains("'session'");
    shell.run("zzzzzz").refused(2);
    shell.run("session").refused(2);
    shell.run("").refused(2);
  }

  @Test
  void aMistypedOptionOrValueGetsASuggestion() {
    assertThat(shell.run("session", "list", "--jsno").refused(2).err())
        .contains("Unknown option: '--jsno'; did you mean '--json'?");
    assertThat(shell.run("session", "note", "--imprtant").refused(2).err())
        .contains("'--important'");
    assertThat(shell.run("session", "list", "--status", "activ").refused(2).err())
        .contains("did you mean 'active'?");
    assertThat(shell.run("session", "list", "--status=paused,compleated").refused(2).err())
        .contains("did you mean 'completed'?");
    assertThat(shell.run("usage", "--by", "modle").refused(2).err()).contains("'model'");
    assertThat(shell.run("kpi", "--by", "weather").refused(2).err()).doesNotContain("did you mean");
    assertThat(shell.run("kpi", "--color", "alwys").refused(2).err()).contains("'always'");
  }

  @Test
  void withoutACommandItSaysHowTheStoreStandsAndMakesNone() {
    assertThat(shell.run().out())
        .contains(store.toString())
        .contains("no store yet")
        .contains("seshat import claude-code")
        .contains("seshat session start INTENTION");
    assertThat(shell.json()).containsEntry("exists", false).containsEntry("schema_current", false);
    assertThat(store).doesNotExist();

    shell.run("db", "migrate");
    assertThat(shell.run().out()).contains("none yet").contains("current");

    shell.run("session", "start", "Plant the beds");
    assertThat(shell.run().out())
        .contains("1 (1 active)")
        .contains("Plant the beds")
        .contains("session brief current")
        .contains("$0.00 today");
    shell.run("session", "pause");
    assertThat(shell.run().out()).contains("session resume ").contains("in focus       none");
    assertThat(shell.json())
        .containsEntry("sessions", 1)
        .containsEntry("in_focus", null)
        .containsEntry("states", Map.of("paused", 1));
  }

  @Test
  void aStoreThatIsBehindIsNotTouchedByAsking() throws SQLException {
    shell.run("db", "migrate");
    int known = (int) Objects.requireNonNull(shell.json("db", "status").get("version"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store)) {
      connection
          .createStatement()
          .execute("DELETE FROM schema_migrations WHERE version = " + known);
    }
    assertThat(shell.run().out()).contains("1 steps behind").contains("seshat db migrate --print");
    assertThat(shell.json()).containsEntry("schema_current", false);
  }

  @Test
  void colourIsForTerminalsUnlessItIsAskedFor() {
    shell.run("session", "start", "Something");
    assertThat(shell.run("session", "list").out()).doesNotContain("\033");
    assertThat(shell.run("session", "list", "--color", "always").out()).contains("\033[32mactive");
    shell.onTerminal(100);
    assertThat(shell.run("session", "list").out()).contains("\033[32mactive");
    assertThat(shell.run("--color=never", "session", "list").out()).doesNotContain("\033");
    assertThat(shell.with("NO_COLOR", "1").run("session", "list").out()).doesNotContain("\033");
    assertThat(shell.run("session", "list", "--color=always").out()).contains("\033[32mactive");
  }

  @Test
  void whatIsStoredCannotSteerTheTerminal() {
    shell.run("session", "start", "Red \033[31mtitle", "--name", "a \033[2J b");
    shell.run("session", "log", "current", "Cleared \033[2J away");
    shell.onTerminal(80).with("NO_COLOR", "1");
    for (String command :
        List.of(
            "session list",
            "session show",
            "session brief",
            "session turns current",
            "search cleared",
            "recall cleared",
            "session pause",
            "",
            "audit list")) {
      String out = shell.run(command.isEmpty() ? new String[0] : command.split(" ")).out();
      assertThat(out).as(command).isNotEmpty().doesNotContain("\033").doesNotContain("\007");
    }
  }

  @Test
  void aTableIsCutToTheTerminalAndNowhereElse() {
    String title = "A very long name that will not fit at all ".repeat(4).strip();
    shell.run("session", "start", "Something", "--name", title);
    assertThat(shell.run("session", "list").out()).contains(title);
    shell.onTerminal(60);
    assertThat(shell.run("session", "list").out()).contains("…").doesNotContain(title);
    assertThat(shell.run("session", "list", "--wide").out()).contains(title);
  }

  @Test
  void aStoreThatIsNoDatabaseIsRefused() throws Exception {
    Path text =
        Files.writeString(
            folder.resolve("notes.txt"),
            "This is a text, and a long one, but it is not a database. ".repeat(40));
    String before = Files.readString(text);
    assertThat(new Shell(text).run("session", "list").refused(6).err())
        .contains("not a SQLite database");
    assertThat(Files.readString(text)).isEqualTo(before);
    new Shell(folder).run("session", "list").refused(6);
    new Shell(text.resolve("below-a-file.db")).run("session", "list").refused(6);
    new Shell(text).run("db", "status").refused(6);
    new Shell(text).run("doctor").refused(6);
  }

  @Test
  void aStoreOfANewerVersionIsRefused() throws SQLException {
    assertThat(shell.run("session", "list").code()).isZero();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store)) {
      connection
          .createStatement()
          .execute(
              "INSERT INTO schema_migrations VALUES (999, '999_future', 'x', '2030-01-01T00:00:00.000Z')");
    }
    for (String command :
        new String[] {
          "session list", "db status", "db migrate", "doctor", "backup " + folder.resolve("b.db")
        }) {
      assertThat(shell.run(command.split(" ")).refused(6).err()).contains("newer version");
    }
    assertThat(folder.resolve("b.db")).doesNotExist();
  }

  @Test
  void anUnknownDatabaseOrServerIsRefused() {
    shell.with("SESHAT_STORE", "jdbc:mysql://localhost/x").run("session", "list").refused(2);
    shell
        .with("SESHAT_STORE", "jdbc:postgresql://127.0.0.1:1/x?connectTimeout=1")
        .run("db", "status")
        .refused(6);
  }

  @Test
  void verboseAddsTheStackTrace() {
    Shell.Result result = shell.run("session", "show", "ffffffff", "--verbose");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("\tat ");
  }

  @Test
  void aTableFitsTheTerminalAndItsTitlesAreBold() {
    shell.run("session", "start", "A very long intention that will not fit ".repeat(10));
    Shell.Result list = shell.onTerminal(80).run("session", "list");
    assertThat(list.out().replaceAll("\033\\[\\d*m", "").lines())
        .allMatch(line -> line.length() <= 80);
    assertThat(list.out()).contains("\033[1m");
    assertThat(shell.with("NO_COLOR", "1").run("session", "list").out()).doesNotContain("\033");
  }
}
