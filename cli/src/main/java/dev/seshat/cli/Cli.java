package dev.seshat.cli;

import dev.seshat.Texts;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/// The command line as a function: arguments and streams in, an exit code out.
final class Cli {
  static final int OK = 0;
  static final int FAILED = 1;

  /// Nouns that speak of all the others.
  private static final Set<String> ALL = Set.of("completion", "man", "help");

  private Cli() {}

  /// Each noun and its class. Only the one that is called is made, since reading the options of all takes time.
  private static Map<String, Function<SeshatCommand, Object>> nouns() {
    Map<String, Function<SeshatCommand, Object>> nouns = new LinkedHashMap<>();
    nouns.put("session", SessionCommand::new);
    nouns.put("coding", CodingCommand::new);
    nouns.put("iteration", IterationCommand::new);
    nouns.put("task", TaskCommand::new);
    nouns.put("group", GroupCommand::new);
    nouns.put("sync", SyncCommand::new);
    nouns.put("search", SearchCommand::new);
    nouns.put("recall", RecallCommand::new);
    nouns.put("message", MessageCommand::new);
    nouns.put("chat", ChatCommand::new);
    nouns.put("image", ImageCommand::new);
    nouns.put("pattern", PatternCommand::new);
    nouns.put("keyword", KeywordCommand::new);
    nouns.put("knowledge", KnowledgeCommand::new);
    nouns.put("link", LinkCommand::new);
    nouns.put("storyteller", StorytellerCommand::new);
    nouns.put("event", EventCommand::new);
    nouns.put("process", ProcessCommand::new);
    nouns.put("mode", ModeCommand::new);
    nouns.put("template", TemplateCommand::new);
    nouns.put("usage", UsageCommand::new);
    nouns.put("prices", PricesCommand::new);
    nouns.put("budget", BudgetCommand::new);
    nouns.put("model", ModelCommand::new);
    nouns.put("project", ProjectCommand::new);
    nouns.put("promise", PromiseCommand::new);
    nouns.put("schedule", ScheduleCommand::new);
    nouns.put("prefs", PrefsCommand::new);
    nouns.put("kpi", KpiCommand::new);
    nouns.put("calendar", CalendarCommand::new);
    nouns.put("import", ImportCommand::new);
    nouns.put("serve", ServeCommand::new);
    nouns.put("mcp", McpCommand::new);
    nouns.put("token", TokenCommand::new);
    nouns.put("webhook", WebhookCommand::new);
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
    nouns.put("man", ManCommand::new);
    nouns.put("help", HelpCommand::new);
    nouns.put("complete", CompleteCommand::new);
    nouns.put("rehearse", RehearseCommand::new);
    return nouns;
  }

  /// Runs one command.
  static int run(Terminal given, String... args) {
    Given said = Given.of(args);
    Terminal terminal = given.as(said);
    Mistakes mistakes =
        new Mistakes(terminal, said.json(), Arrays.asList(args).contains("--verbose"));
    try (SeshatCommand root = new SeshatCommand(terminal)) {
      return commandLine(root, args).execute(args);
    } catch (RuntimeException | Error e) {
      // closing the store failed, or the input was too much for this machine
      return mistakes.failed(e, null);
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  /// The parser for `args`: with the noun that they name, with none where they name none and ask for no help, else with
  /// all of them.
  static CommandLine commandLine(SeshatCommand root, String... args) {
    CommandLine line = new CommandLine(root);
    Map<String, Function<SeshatCommand, Object>> nouns = nouns();
    Given said = Given.of(args);
    boolean one =
        said.command() != null
            && nouns.containsKey(said.command())
            && !ALL.contains(said.command());
    boolean none = said.command() == null && !asksForHelp(args);
    nouns.forEach((name, make) -> {
      if (one ? name.equals(said.command()) : !none) {
        CommandLine noun = new CommandLine(make.apply(root));
        line.addSubcommand(name, noun);
        addVerbs(noun, one ? args : new String[0]);
      }
    });
    Ansi ansi = root.terminal().colour() ? Ansi.ON : Ansi.OFF;
    line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    line.setOut(new PrintWriter(root.terminal().out(), true));
    line.setErr(new PrintWriter(root.terminal().err(), true));
    line.registerConverter(BigDecimal.class, Cli::decimal);
    line.registerConverter(Colour.class, Colour::of);
    line.setExpandAtFiles(false);
    line.setUsageHelpAutoWidth(false);
    Mistakes mistakes =
        new Mistakes(root.terminal(), said.json(), Arrays.asList(args).contains("--verbose"));
    line.setParameterExceptionHandler((e, given) -> mistakes.misused(e));
    line.setExecutionExceptionHandler((e, command, parsed) -> mistakes.failed(e, parsed));
    return line;
  }

  /// Gives a noun that leaves them out its verbs: the one that `args` name, or all. Reading the options of thirty verbs
  /// takes longer than what most of them do.
  private static void addVerbs(CommandLine noun, String... args) {
    if (noun.getCommandSpec().usageMessage().hidden() || !noun.getSubcommands().isEmpty()) {
      return;
    }
    List<Method> verbs = new ArrayList<>();
    for (Class<?> each = noun.getCommand().getClass();
        each != Object.class;
        each = each.getSuperclass()) {
      verbs.addAll(0, CommandLine.getCommandMethods(each, null));
    }
    List<String> words = Arrays.asList(args);
    List<Method> named = verbs.stream().filter(verb -> isNamed(verb, words)).toList();
    for (Method verb : named.size() == 1 && !asksForHelp(args) ? named : verbs) {
      CommandLine made = new CommandLine(verb);
      noun.addSubcommand(made.getCommandName(), made);
    }
  }

  private static boolean isNamed(Method verb, List<String> words) {
    Command command = verb.getAnnotation(Command.class);
    return command != null
        && (words.contains(command.name())
            || Arrays.stream(command.aliases()).anyMatch(words::contains));
  }

  private static boolean asksForHelp(String... args) {
    List<String> all = Arrays.asList(args);
    return all.contains("--help") || all.contains("-h");
  }

  private static BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + Texts.shorten(text, 40) + "' is not a number");
    }
  }
}
