package dev.seshat.cli;

import dev.seshat.SeshatException;
import dev.seshat.Texts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line as a function: arguments and streams in, an exit code out.
final class Cli {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private Cli() {}

  /// Each noun and its class. Only the one that is called is made, since reading the options of all takes time.
  private static Map<String, Function<SeshatCommand, Object>> nouns() {
    Map<String, Function<SeshatCommand, Object>> nouns = new LinkedHashMap<>();
    nouns.put("session", SessionCommand::new);
    nouns.put("search", SearchCommand::new);
    nouns.put("recall", RecallCommand::new);
    nouns.put("usage", UsageCommand::new);
    nouns.put("prices", PricesCommand::new);
    nouns.put("project", ProjectCommand::new);
    nouns.put("kpi", KpiCommand::new);
    nouns.put("import", ImportCommand::new);
    nouns.put("serve", ServeCommand::new);
    nouns.put("mcp", McpCommand::new);
    nouns.put("token", TokenCommand::new);
    nouns.put("query", QueryCommand::new);
    nouns.put("audit", AuditCommand::new);
    nouns.put("watch", WatchCommand::new);
    nouns.put("db", DbCommand::new);
    nouns.put("doctor", DoctorCommand::new);
    nouns.put("retention", RetentionCommand::new);
    nouns.put("export", ExportCommand::new);
    nouns.put("backup", BackupCommand::new);
    nouns.put("restore", RestoreCommand::new);
    nouns.put("completion", CompletionCommand::new);
    return nouns;
  }

  /// Runs one command.
  static int run(Terminal terminal, String... args) {
    try (SeshatCommand root = new SeshatCommand(terminal)) {
      CommandLine line = commandLine(root, args);
      return line.execute(args);
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  /// The parser for `args`: with the noun that they name, or with all of them where they name none.
  static CommandLine commandLine(SeshatCommand root, String... args) {
    CommandLine line = new CommandLine(root);
    Map<String, Function<SeshatCommand, Object>> nouns = nouns();
    String named = Arrays.stream(args).filter(nouns::containsKey).findFirst().orElse(null);
    boolean all = named == null || args[0].equals("help") || args[0].equals("completion");
    nouns.forEach((name, make) -> {
      if (all || name.equals(named)) {
        line.addSubcommand(name, make.apply(root));
      }
    });
    Ansi ansi = root.terminal().colour() ? Ansi.ON : Ansi.OFF;
    line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    line.setOut(new PrintWriter(root.terminal().out(), true));
    line.setErr(new PrintWriter(root.terminal().err(), true));
    line.registerConverter(BigDecimal.class, Cli::decimal);
    line.setExpandAtFiles(false);
    line.setUsageHelpAutoWidth(false);
    line.setParameterExceptionHandler((e, given) -> misused(root, e));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(root, e));
    return line;
  }

  private static BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + Texts.shorten(text, 40) + "' is not a number");
    }
  }

  private static int misused(SeshatCommand root, ParameterException e) {
    StringBuilder message = new StringBuilder(Texts.shorten(String.valueOf(e.getMessage()), 300));
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        message.append("; did you mean '").append(String.join("' or '", suggestions)).append("'?");
      }
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    complain(root, message + " (see '" + command + " --help')", e);
    return USAGE;
  }

  private static int failed(SeshatCommand root, Exception e) {
    Throwable cause =
        e instanceof java.lang.reflect.InvocationTargetException && e.getCause() != null
            ? e.getCause()
            : e;
    switch (cause) {
      case SeshatException known -> {
        complain(root, known.getMessage() + " (" + known.code().word() + ")", known);
        return known.code().exitCode();
      }
      case IOException io -> {
        complain(
            root,
            "cannot read or write " + Texts.shorten(String.valueOf(io.getMessage()), 300),
            io);
        return FAILED;
      }
      case UncheckedIOException io -> {
        complain(
            root,
            "cannot read or write " + Texts.shorten(String.valueOf(io.getMessage()), 300),
            io);
        return FAILED;
      }
      default -> {
        complain(
            root,
            "this should not have happened: "
                + Texts.shorten(cause.toString(), 300)
                + "; run it again with --verbose and report what it prints",
            cause);
        return FAILED;
      }
    }
  }

  /// One line on stderr; with `--verbose` the stack trace too.
  private static void complain(SeshatCommand root, String message, @Nullable Throwable cause) {
    root.terminal().err().println("seshat: " + message.replace('\n', ' '));
    if (root.isVerbose() && cause != null) {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace));
      root.terminal().err().print(trace);
    }
  }
}
