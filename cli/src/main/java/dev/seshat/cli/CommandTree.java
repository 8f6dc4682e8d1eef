package dev.seshat.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// All commands, as what describes them reads them: the manual, the completion, the help as JSON.
final class CommandTree {
  private CommandTree() {}

  /// The command and all below it that a user is to know of, each once.
  static List<CommandSpec> all(CommandSpec top) {
    List<CommandSpec> all = new ArrayList<>();
    collect(top, all);
    return all;
  }

  private static void collect(CommandSpec command, List<CommandSpec> all) {
    all.add(command);
    for (CommandLine below : new LinkedHashSet<>(command.subcommands().values())) {
      if (!below.getCommandSpec().usageMessage().hidden()) {
        collect(below.getCommandSpec(), all);
      }
    }
  }

  /// What can be run: not a noun that only has verbs.
  static boolean isRunnable(CommandSpec command) {
    Object user = command.userObject();
    return user instanceof Runnable
        || user instanceof java.util.concurrent.Callable
        || user instanceof java.lang.reflect.Method;
  }

  /// The options of the command itself, without those that every command has.
  static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.inherited() && !option.hidden())
        .toList();
  }

  static List<PositionalParamSpec> parameters(CommandSpec command) {
    return command.positionalParameters();
  }

  /// What it does, in a sentence.
  static String description(CommandSpec command) {
    return String.join(" ", command.usageMessage().description());
  }

  /// What an option or parameter means, in a sentence.
  static String description(ArgSpec arg) {
    return String.join(" ", arg.description());
  }

  /// `--limit N`, `--json`, `SESSION`: as it is written in a command.
  static String written(ArgSpec arg) {
    String label = arg.paramLabel();
    if (!(arg instanceof OptionSpec option)) {
      return label;
    }
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + label;
  }

  /// `seshat session note [OPTIONS] SESSION TEXT|-`
  static String synopsis(CommandSpec command) {
    StringBuilder line = new StringBuilder(command.qualifiedName());
    List<OptionSpec> options = options(command);
    for (OptionSpec option : options) {
      if (option.required()) {
        line.append(' ').append(option.longestName()).append(' ').append(option.paramLabel());
      }
    }
    if (options.stream().anyMatch(option -> !option.required())) {
      line.append(" [OPTIONS]");
    }
    for (PositionalParamSpec each : parameters(command)) {
      String shown = each.paramLabel() + (each.arity().max() > 1 ? "…" : "");
      line.append(
          each.arity().min() == 0 || each.defaultValue() != null
              ? " [" + shown + "]"
              : " " + shown);
    }
    return line.toString();
  }

  /// A command and all below it, for programs.
  static Map<String, @Nullable Object> json(CommandSpec top) {
    List<Object> commands = new ArrayList<>();
    for (CommandSpec command : all(top)) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("command", command.qualifiedName());
      json.put("description", description(command));
      json.put("options", options(command).stream().map(CommandTree::json).toList());
      json.put("parameters", parameters(command).stream().map(CommandTree::json).toList());
      commands.add(json);
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("commands", commands);
    return json;
  }

  private static Map<String, @Nullable Object> json(ArgSpec arg) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel());
    json.put("description", description(arg));
    json.put("required", arg.required());
    json.put("default", arg.defaultValue());
    List<String> choices = Choices.of(arg);
    if (!choices.isEmpty()) {
      json.put("choices", choices);
    }
    return json;
  }
}
