package dev.seshat.cli;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What goes wrong, as people and programs are told: one line on stderr, and an exit code.
final class Mistakes {
  private static final int MAX = 300;

  private final Terminal terminal;
  private final boolean json;
  private final boolean verbose;

  /// @param json whether the line is a JSON object: `{"error": {"code", "message", "path"}}`
  /// @param verbose whether the stack trace is shown too
  Mistakes(Terminal terminal, boolean json, boolean verbose) {
    this.terminal = terminal;
    this.json = json;
    this.verbose = verbose;
  }

  /// Tells of arguments that the parser refused.
  int misused(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String unknown = unknownOption(e);
    String message =
        Texts.shorten(
                unknown == null
                    ? String.valueOf(e.getMessage())
                    : "Unknown option: '" + unknown + "'",
                MAX)
            + (unknown == null ? didYouMean(e) : optionMeant(command, unknown))
            + " (see '"
            + command.qualifiedName()
            + " --help')";
    ArgSpec about = e.getArgSpec();
    tell("invalid", message, about == null ? null : nameOf(about), e);
    return ExitCode.INVALID.code();
  }

  /// Tells of what a command threw.
  ///
  /// @param parsed what the parser understood; null if it did not come so far
  int failed(Throwable e, @Nullable ParseResult parsed) {
    Throwable cause =
        e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
    switch (cause) {
      case SeshatException known -> {
        String path = known instanceof Invalid invalid ? invalid.path() : null;
        String hint = known instanceof Invalid && parsed != null ? valueMeant(parsed) : "";
        String code = known.code().word();
        String shown = Texts.shorten(known.getMessage(), 2 * MAX) + hint;
        tell(code, json ? shown : shown + " (" + code + ")", path, known);
        return known.code().exitCode();
      }
      case IOException io -> unreadable(io);
      case UncheckedIOException io -> unreadable(io);
      default ->
          tell(
              "internal",
              "this should not have happened: "
                  + Texts.shorten(cause.toString(), MAX)
                  + "; run it again with --verbose and report what it prints",
              null,
              cause);
    }
    return ExitCode.FAILED.code();
  }

  private void unreadable(Exception io) {
    String why = Texts.shorten(String.valueOf(io.getMessage()), MAX);
    tell("failed", "cannot read or write " + why, null, io);
  }

  private void tell(String code, String message, @Nullable String path, Throwable cause) {
    if (!json) {
      terminal.err().println("seshat: " + message);
      if (verbose) {
        terminal.err().print(trace(cause));
      }
      return;
    }
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    if (path != null && !path.isEmpty()) {
      error.put("path", path);
    }
    if (verbose) {
      error.put("trace", trace(cause));
    }
    terminal.err().println(Json.write(Map.of("error", error)));
  }

  private static String trace(Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  // ---- what was meant ----

  private static String didYouMean(ParameterException e) {
    if (e.getArgSpec() != null && e.getValue() != null) {
      return didYouMean(e.getValue(), Choices.of(e.getArgSpec()));
    }
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return "";
    }
    String typed = unmatched.getUnmatched().getFirst();
    CommandLine command = e.getCommandLine();
    if (!typed.startsWith("-")) {
      return didYouMean(typed, command.getSubcommands().keySet());
    }
    return optionMeant(command.getCommandSpec(), typed);
  }

  private static String optionMeant(CommandSpec command, String typed) {
    int equals = typed.indexOf('=');
    List<String> options = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      options.addAll(List.of(option.names()));
    }
    return didYouMean(equals < 0 ? typed : typed.substring(0, equals), options);
  }

  /// A mistyped option that the parser did not come to complain of, since something else is missing.
  private static @Nullable String unknownOption(ParameterException e) {
    return e instanceof MissingParameterException
        ? e.getCommandLine().getUnmatchedArguments().stream()
            .filter(arg -> arg.startsWith("-"))
            .findFirst()
            .orElse(null)
        : null;
  }

  /// What was meant by a value that is none of those that its option or parameter takes.
  private static String valueMeant(ParseResult parsed) {
    for (ParseResult each = parsed;
        each != null;
        each = each.hasSubcommand() ? each.subcommand() : null) {
      for (ArgSpec arg : each.matchedArgs()) {
        List<String> known = Choices.of(arg);
        for (String typed : known.isEmpty() ? List.<String>of() : arg.stringValues()) {
          String hint = known.contains(typed) ? "" : didYouMean(typed, known);
          if (!hint.isEmpty()) {
            return hint;
          }
        }
      }
    }
    return "";
  }

  private static String didYouMean(String typed, Collection<String> known) {
    List<String> near = Nearest.to(typed, known);
    return near.isEmpty() ? "" : "; did you mean '" + String.join("' or '", near) + "'?";
  }

  private static String nameOf(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }
}
