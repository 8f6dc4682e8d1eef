package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Seshat's own program, each time in a JVM of its own; all of them end with the test.
final class Programs implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<Process> started = new ArrayList<>();

  /// A server that listens.
  record Server(Process process, URI site) {
    /// Has it end as by a power cut.
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }

  /// The command line that runs the program on a store.
  static List<String> command(String store, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.seshat.cli.Main",
                "--store",
                store));
    command.addAll(List.of(arguments));
    return command;
  }

  /// Starts `seshat serve` on a free port, and waits until it listens.
  Server serve(String store, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(store, "serve", "--port", "0", "--lease", "5s"));
    builder.environment().putAll(environment);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(process);
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int at = line.indexOf("http://");
      if (at >= 0) {
        return new Server(process, URI.create(line.substring(at).strip()));
      }
    }
    throw new IOException("the server ended before it listened");
  }

  /// Waits until something is so.
  static void until(BooleanSupplier so) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it takes too long").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly();
      process.waitFor(20, TimeUnit.SECONDS);
    }
  }
}
