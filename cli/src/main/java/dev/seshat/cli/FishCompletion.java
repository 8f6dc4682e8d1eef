package dev.seshat.cli;

import java.util.LinkedHashSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The completion script for fish.
final class FishCompletion {
  private static final String HEAD =
      """
      # Completion of seshat's commands in fish, made by `seshat completion fish`.
      #   for good: seshat completion fish > ~/.config/fish/completions/seshat.fish

      # The command so far, without options.
      function __seshat_command
          set -l skip 0
          for word in (commandline -opc)[2..-1]
              if test $skip = 1
                  set skip 0
                  continue
              end
              switch $word
                  case --store --workspace --actor --color
                      set skip 1
                  case '-*'
                  case '*'
                      echo -- $word
              end
          end
      end

      # Whether the command so far is just these words: then a verb is wanted.
      function __seshat_wants
          test "$(__seshat_command)" = "$(string join \\n -- $argv)"
      end

      # Whether the command begins with these words.
      function __seshat_in
          set -l words (__seshat_command)
          test "$(string join \\n -- $words[1..(count $argv)])" = "$(string join \\n -- $argv)"
      end

      complete -c seshat -f
      """;

  private FishCompletion() {}

  static String script(CommandSpec top) {
    StringBuilder script = new StringBuilder(HEAD);
    for (OptionSpec option : CommandTree.options(top)) {
      option(script, "", option);
    }
    for (CommandSpec command : CommandTree.all(top)) {
      String words = command.qualifiedName().substring(top.name().length()).strip();
      for (CommandLine below : new LinkedHashSet<>(command.subcommands().values())) {
        CommandSpec verb = below.getCommandSpec();
        if (!verb.usageMessage().hidden()) {
          line(
              script,
              "__seshat_wants " + words,
              "-a " + verb.name(),
              CommandTree.description(verb));
        }
      }
      if (command == top) {
        continue;
      }
      String within = "__seshat_in " + words;
      CommandTree.options(command).forEach(option -> option(script, within, option));
      for (ArgSpec parameter : CommandTree.parameters(command)) {
        String values = values(parameter);
        if (!values.isEmpty()) {
          line(script, within, values, "");
        }
      }
    }
    return script.toString();
  }

  private static void option(StringBuilder script, String condition, OptionSpec option) {
    StringBuilder what = new StringBuilder();
    for (String name : option.names()) {
      what.append(name.startsWith("--") ? "-l " : "-s ")
          .append(name.replaceFirst("^-+", ""))
          .append(' ');
    }
    if (option.arity().max() > 0) {
      what.append("-r ").append(values(option));
    }
    line(script, condition, what.toString().strip(), CommandTree.description(option));
  }

  private static String values(ArgSpec arg) {
    String kind = CompleteCommand.kindOf(arg);
    if (kind.equals("@files")) {
      return "-F";
    }
    if (kind.startsWith("@")) {
      return "-a '(seshat complete " + kind.substring(1) + " 2>/dev/null)'";
    }
    return kind.isEmpty() ? "" : "-a '" + kind.replace(',', ' ') + "'";
  }

  private static void line(
      StringBuilder script, String condition, String what, String description) {
    script.append("complete -c seshat ");
    if (!condition.isEmpty()) {
      script.append("-n '").append(condition.strip()).append("' ");
    }
    script.append(what);
    if (!description.isEmpty()) {
      script
          .append(" -d '")
          .append(description.replace("\\", "\\\\").replace("'", "\\'"))
          .append('\'');
    }
    script.append('\n');
  }
}
