package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs commands in this process, on a store of its own.
final class Shell {
  private final Map<String, String> environment = new HashMap<>();
  private String stdin = "";
  private boolean isTerminal;

  Shell(Path store) {
    environment.put("SESHAT_STORE", store.toString());
  }

  /// What a command did.
  record Result(int code, String out, String err) {
    Map<String, @Nullable Object> json() {
      assertThat(code).as(err).isZero();
      return Json.parseObject("stdout", out);
    }

    /// Holds it to be an error as every error is shown: one line, nothing on stdout, no stack trace.
    Result refused(int expected) {
      assertThat(code).as(err).isEqualTo(expected);
      assertThat(err.lines()).hasSize(1);
      assertThat(err).startsWith("seshat: ").doesNotContain("\tat ").doesNotContain("Exception");
      assertThat(out).isEmpty();
      return this;
    }
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Shell stdin(String text) {
    stdin = text;
    return this;
  }

  Shell onTerminal(int columns) {
    isTerminal = true;
    return with("COLUMNS", String.valueOf(columns)).with("TERM", "xterm");
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            environment,
            isTerminal,
            false);
    int code = Cli.run(terminal, args);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// The JSON that a command prints.
  Map<String, @Nullable Object> json(String... args) {
    String[] more = java.util.Arrays.copyOf(args, args.length + 1);
    more[args.length] = "--json";
    return run(more).json();
  }
}
