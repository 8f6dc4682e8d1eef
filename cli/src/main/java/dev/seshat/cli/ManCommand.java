package dev.seshat.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/// `man`: the manual page, made of what the commands say of themselves.
@Command(name = "man", description = "Print the manual page: seshat man | man -l -")
final class ManCommand implements Runnable {
  private final SeshatCommand root;

  @Spec @Nullable CommandSpec spec;

  ManCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    root.say(page(Objects.requireNonNull(spec).root()).stripTrailing());
  }

  /// The page in roff, with the macros of man(7).
  static String page(CommandSpec top) {
    StringBuilder page = new StringBuilder();
    page.append(".TH SESHAT 1 \"\" \"Seshat ").append(text(Main.version())).append("\"\n");
    page.append(".SH NAME\nseshat \\- keeps the sessions of AI agents\n");
    page.append(".SH SYNOPSIS\n.B seshat\n[OPTIONS] [COMMAND]\n");
    page.append(".SH DESCRIPTION\n").append(text(CommandTree.description(top))).append('\n');
    page.append(".SH OPTIONS\nFor every command, before or after it.\n");
    CommandTree.options(top).forEach(option -> argument(page, option));
    page.append(".SH COMMANDS\n");
    for (CommandSpec command : CommandTree.all(top)) {
      if (command != top && CommandTree.isRunnable(command)) {
        command(page, command);
      }
    }
    page.append(".SH EXIT STATUS\n");
    for (ExitCode each : ExitCode.values()) {
      page.append(".TP\n.B ").append(each.code()).append('\n');
      page.append(text(each.meaning().replace("`", ""))).append('\n');
    }
    page.append(".SH ENVIRONMENT\n");
    List.of(
            "SESHAT_STORE\tThe store: a SQLite file, or jdbc:postgresql://…",
            "SESHAT_FILES\tWhere a PostgreSQL store keeps its files",
            "SESHAT_WORKSPACE\tThe schema in PostgreSQL",
            "SESHAT_ACTOR\tWho is working",
            "NO_COLOR\tIf it is set, results have no colour",
            "COLUMNS\tThe width of tables on a terminal",
            "SESHAT_JAVA_HOME\tThe JDK to use",
            "SESHAT_JAVA_OPTS\tFurther options for the JVM")
        .forEach(line ->
            page.append(".TP\n.B ")
                .append(text(line.substring(0, line.indexOf('\t'))))
                .append('\n')
                .append(text(line.substring(line.indexOf('\t') + 1)))
                .append('\n'));
    page.append(".SH FILES\n.TP\n.I ~/.seshat/seshat.db\nThe store, where none is named.\n");
    return page.toString();
  }

  private static void command(StringBuilder page, CommandSpec command) {
    page.append(".SS \"").append(text(CommandTree.synopsis(command))).append("\"\n");
    page.append(text(CommandTree.description(command))).append('\n');
    CommandTree.parameters(command).forEach(each -> argument(page, each));
    CommandTree.options(command).forEach(each -> argument(page, each));
  }

  private static void argument(StringBuilder page, ArgSpec arg) {
    page.append(".TP\n.B \"").append(text(CommandTree.written(arg))).append("\"\n");
    String description = CommandTree.description(arg);
    boolean required = arg instanceof OptionSpec && arg.required();
    page.append(
            text(
                (description.isEmpty() ? "\u00a0" : description) + (required ? " (required)" : "")))
        .append('\n');
  }

  /// Text that roff takes for nothing else.
  private static String text(String text) {
    StringBuilder roff = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '\\' -> roff.append("\\e");
            case '-' -> roff.append("\\-");
            case '"' -> roff.append("\\(dq");
            case '\'' -> roff.append("\\(aq");
            case '^' -> roff.append("\\(ha");
            case '~' -> roff.append("\\(ti");
            case '`' -> roff.append("\\(ga");
            default -> {
              if (c < 128) {
                roff.appendCodePoint(c);
              } else {
                roff.append("\\[u%04X]".formatted(c));
              }
            }
          }
        });
    String line = roff.toString();
    return line.startsWith(".") ? "\\&" + line : line;
  }
}
