package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
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
    assertThat(Main.asksForVersion(new String[] {"--version"})).isTrue();
    assertThat(Main.asksForVersion(new String[] {"--store", "x", "-V"})).isTrue();
    assertThat(Main.asksForVersion(new String[] {"--store", "--version"})).isFalse();
    assertThat(Main.asksForVersion(new String[] {"search", "--version"})).isFalse();
    assertThat(Main.asksForVersion(new String[] {})).isFalse();
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
    assertThat(shell.run("session", "lst").refused(2).err()).contains("'list'");
    shell.run().refused(2);
    shell.run("session").refused(2);
    shell.run("").refused(2);
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

  @Test
  void completionKnowsTheCommands() {
    assertThat(shell.run("completion").out())
        .contains("complete")
        .contains("session")
        .contains("transcript");
  }
}
