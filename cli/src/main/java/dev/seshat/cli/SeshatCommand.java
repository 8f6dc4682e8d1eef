package dev.seshat.cli;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// What every command shares: the store it works on, who works, and how results are shown.
///
/// The store is opened when a command first asks for it.
@Command(
    name = "seshat",
    description =
        "Keeps the sessions of AI agents: records, resumes, recalls and accounts for them. Without a command: how the"
            + " store stands, and what to do next.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done; 1 failed; 2 wrong usage or input; 3 not found; 4 conflict, or the state forbids it;",
      "5 forbidden or unauthorized; 6 the store cannot be used ('seshat help exit-codes').",
      "Environment: SESHAT_STORE, SESHAT_ACTOR, SESHAT_WORKSPACE, SESHAT_FILES, NO_COLOR, COLUMNS."
    })
final class SeshatCommand implements Callable<Integer>, AutoCloseable {
  /// Control characters but for the end of a line and the tab.
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

  @Option(
      names = "--store",
      paramLabel = "FILE|URL",
      scope = ScopeType.INHERIT,
      description =
          "SQLite file, or jdbc:postgresql://… (or SESHAT_STORE; default ~/.seshat/seshat.db)")
  @Nullable String store;

  @Option(
      names = "--workspace",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Schema in PostgreSQL (or SESHAT_WORKSPACE; default seshat)")
  @Nullable String workspace;

  @Option(
      names = "--files",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Where a PostgreSQL store keeps its files (or SESHAT_FILES; default ~/.seshat/WORKSPACE.files); a SQLite store: beside it")
  @Nullable String files;

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description =
          "Who is working: named in the audit log, and has its own session in focus (or SESHAT_ACTOR; default local)")
  @Nullable String actor;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Results as JSON")
  boolean json;

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      scope = ScopeType.INHERIT,
      completionCandidates = Choices.Colours.class,
      description =
          "When results have colour (default auto: on a terminal, unless NO_COLOR is set)")
  Colour colour = Colour.AUTO;

  @Option(
      names = "--wide",
      scope = ScopeType.INHERIT,
      description = "Cut no table to the terminal's width")
  boolean wide;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "With an error, its stack trace")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Show the version")
  boolean version;

  private final Terminal terminal;
  private @Nullable Seshat seshat;
  private @Nullable ZoneId zone;

  SeshatCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Without a command: how the store stands.
  @Override
  public Integer call() {
    return Overview.print(this);
  }

  Terminal terminal() {
    return terminal;
  }

  boolean isJson() {
    return json;
  }

  /// The store, if it was said; null if not.
  @Nullable String givenStore() {
    return store != null && !store.isBlank() ? store : terminal.variable("SESHAT_STORE");
  }

  /// Where the store is: a path or a JDBC URL.
  String where() {
    String given = givenStore();
    return given != null
        ? given
        : Path.of(System.getProperty("user.home"), ".seshat", "seshat.db").toString();
  }

  String workspace() {
    return given(workspace, "SESHAT_WORKSPACE", Seshat.DEFAULT_WORKSPACE);
  }

  String actor() {
    return given(actor, "SESHAT_ACTOR", Seshat.LOCAL);
  }

  /// Where the store's files are to be, if it was said; null if not.
  private @Nullable Path files() {
    if (files != null && !where().startsWith("jdbc:")) {
      throw new Invalid(
          "--files", "goes with a PostgreSQL store; a SQLite store has its files beside it");
    }
    String given = files != null ? files : terminal.variable("SESHAT_FILES");
    return given == null || given.isBlank() ? null : Numbers.path("--files", given);
  }

  /// Who works, if it was said; null if not.
  @Nullable String givenActor() {
    return actor != null ? actor : terminal.variable("SESHAT_ACTOR");
  }

  private String given(@Nullable String option, String variable, String otherwise) {
    if (option != null) {
      return option;
    }
    String value = terminal.variable(variable);
    return value != null ? value : otherwise;
  }

  /// The store, opened at the first call.
  Seshat seshat() {
    Seshat open = seshat;
    if (open == null) {
      open =
          Seshat.open(where(), workspace(), files())
              .as(actor())
              .through("cli")
              .configured(environment());
      seshat = open;
    }
    return open;
  }

  /// The zone of days and times: the one that whoever works has chosen, else that of this machine.
  ZoneId zone() {
    ZoneId known = zone;
    if (known == null) {
      known = seshat().preferences().chosen().zoneHere();
      zone = known;
    }
    return known;
  }

  /// A time as a table shows it.
  String shown(@Nullable Instant time) {
    return time == null ? "" : When.shown(time, zone());
  }

  /// Prints `value` as JSON, if that is wanted.
  boolean printedAsJson(@Nullable Object value) {
    if (json) {
      terminal.out().println(Json.pretty(value));
    }
    return json;
  }

  /// Prints a line of a result.
  void say(String line) {
    terminal.out().println(line);
  }

  /// A text from outside as a terminal may be given it: without what would move its cursor or change its colours. Where the
  /// results go into a file or a pipe they stay as they are.
  String harmless(String text) {
    return terminal.outIsTerminal() ? CONTROLS.matcher(text).replaceAll("\uFFFD") : text;
  }

  /// Says something that is not a result.
  void notice(String line) {
    // what was said before it stands before it, where both go to one screen
    terminal.out().flush();
    terminal.err().println(line);
  }

  Map<String, String> environment() {
    return terminal.environment();
  }

  @Override
  public void close() {
    if (seshat != null) {
      seshat.close();
      seshat = null;
    }
  }
}
