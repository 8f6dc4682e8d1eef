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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
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

  /// Runs a command that goes on until it is told to stop, and stops it once it waits.
  Result runAndInterrupt(String... args) {
    FutureTask<Result> running = new FutureTask<>(() -> run(args));
    Thread thread = Thread.ofPlatform().daemon().start(running);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!running.isDone() && System.nanoTime() < deadline) {
      if (waits(thread)) {
        thread.interrupt();
      }
      LockSupport.parkNanos(2_000_000);
    }
    try {
      return running.get(1, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(String.join(" ", args) + " did not end", e);
    }
  }

  /// Whether a thread of a serving or watching command has nothing to do but to wait for its end.
  private static boolean waits(Thread thread) {
    boolean waits = false;
    for (StackTraceElement frame : thread.getStackTrace()) {
      waits |= frame.getMethodName().equals("awaitCommit");
      waits |=
          frame.getClassName().endsWith("CountDownLatch")
              && (thread.getState() == Thread.State.WAITING
                  || thread.getState() == Thread.State.TIMED_WAITING);
      waits &= !frame.getClassName().endsWith(".Server");
    }
    return waits;
  }

  /// The JSON that a command prints.
  Map<String, @Nullable Object> json(String... args) {
    String[] more = java.util.Arrays.copyOf(args, args.length + 1);
    more[args.length] = "--json";
    return run(more).json();
  }
}
