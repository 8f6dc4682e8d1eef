package dev.seshat.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How long the built program takes to start, beside a JVM that does nothing, and how much memory an idle server holds.
///
/// It drives the launcher, so what it measures is what a person or an agent gets.
final class StartBench {
  private static final int ROUNDS = Integer.getInteger("seshat.rounds", 10);
  private static final int IDLE_SECONDS = Integer.getInteger("seshat.idle", 60);
  private static final Map<String, String> CACHED = Map.of();
  private static final Map<String, String> PLAIN = Map.of("SESHAT_JAVA_OPTS", "-XX:AOTMode=off");
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}
      """;
  private static final String CALL =
      """
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"session_start","arguments":{"intention":"Measure the start"}}}
      """;

  private final Report report;
  private final Path folder;
  private final String launcher;

  private StartBench(Report report, Path folder, Path launcher) {
    this.report = report;
    this.folder = folder;
    this.launcher = launcher.toString();
  }

  static void run(Report report) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("seshat-start");
    StartBench bench = new StartBench(report, folder, launcher());
    bench.load();
    bench.commands();
    bench.mcp();
    bench.serve();
    bench.load();
  }

  private static Path launcher() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.isExecutable(directory.resolve("seshat"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new IllegalStateException("no launcher 'seshat' here or above; run it in the checkout");
    }
    return directory.resolve("seshat");
  }

  /// What else the machine had to do: a figure of a busy machine says little.
  private void load() throws IOException {
    Path file = Path.of("/proc/loadavg");
    if (Files.isReadable(file)) {
      report.figure(
          "load of the machine (1, 5, 15 minutes)", Files.readString(file).substring(0, 14));
    }
  }

  private void commands() throws IOException, InterruptedException {
    run(CACHED, launcher, "--version"); // builds, if that is needed
    run(CACHED, launcher, "session", "start", "Measure the start");
    String[] bare = bare();
    String[] version = {launcher, "--version"};
    String[] list = {launcher, "session", "list"};
    double[][] times = new double[6][ROUNDS];
    for (int i = -1; i < ROUNDS; i++) {
      double[] round = {
        run(CACHED, bare),
        run(CACHED, version),
        run(CACHED, list),
        run(PLAIN, list),
        run(CACHED, launcher),
        run(CACHED, launcher, "search", "start"),
      };
      for (int j = 0; i >= 0 && j < round.length; j++) {
        times[j][i] = round[j];
      }
    }
    double jvm = median(times[0]);
    report.figure("a JVM that prints a line", millis(jvm));
    report.atMost("seshat --version, over that", median(times[1]) - jvm, 150);
    report.figure("seshat --version", millis(median(times[1])));
    report.figure("seshat (how the store stands)", millis(median(times[4])));
    report.figure("seshat session list", millis(median(times[2])));
    report.figure("  the same without the cache", millis(median(times[3])));
    report.figure("seshat search", millis(median(times[5])));
  }

  /// The JVM with the launcher's options and a class of one line.
  private static String[] bare() {
    String classes =
        Path.of(
                URI.create(
                    Bare.class.getProtectionDomain().getCodeSource().getLocation().toString()))
            .toString();
    return new String[] {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-XX:-UsePerfData",
      "-cp",
      classes,
      "dev.seshat.bench.Bare"
    };
  }

  private double run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = start(environment, command);
    process.getOutputStream().close();
    process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed");
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private Process start(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SESHAT_STORE", folder.resolve("bench.db").toString());
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private void mcp() throws IOException, InterruptedException {
    double[] first = new double[ROUNDS];
    double[] call = new double[ROUNDS];
    double[] plain = new double[ROUNDS];
    for (int i = -1; i < ROUNDS; i++) {
      double[] cached = handshake(CACHED);
      double[] uncached = handshake(PLAIN);
      if (i >= 0) {
        first[i] = cached[0];
        call[i] = cached[1];
        plain[i] = uncached[0];
      }
    }
    report.atMost("mcp: start to the answer of initialize", median(first), 700);
    report.figure("  the same without the cache", millis(median(plain)));
    report.figure("mcp: start to the first tool's answer", millis(median(call)));
  }

  /// The time from the start of the process to the answer of `initialize`, and to that of a first call.
  private double[] handshake(Map<String, String> environment)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = start(environment, launcher, "mcp");
    try (Writer in = process.outputWriter();
        BufferedReader out = process.inputReader()) {
      in.write(INITIALIZE);
      in.flush();
      answer(out, "\"id\":1");
      double initialized = (System.nanoTime() - start) / 1e6;
      in.write(CALL);
      in.flush();
      answer(out, "\"id\":2");
      return new double[] {initialized, (System.nanoTime() - start) / 1e6};
    } finally {
      process.waitFor();
    }
  }

  private static void answer(BufferedReader out, String id) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(id)) {
        return;
      }
    }
    throw new IllegalStateException("no answer to " + id);
  }

  private void serve() throws IOException, InterruptedException {
    double[] ready = new double[3];
    for (int i = 0; i < ready.length; i++) {
      ready[i] = serve(i + 1 == ready.length);
    }
    report.figure("serve: start to the first answer", millis(median(ready)));
  }

  private double serve(boolean stays) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = start(CACHED, launcher, "serve", "--port", "0");
    try (BufferedReader out = process.inputReader();
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create(out.readLine());
      ask(client, uri.resolve("/health/ready"));
      double ready = (System.nanoTime() - start) / 1e6;
      if (stays) {
        List<Double> megabytes = new ArrayList<>(List.of(resident(process)));
        for (String page : List.of("/", "/sessions", "/api/v1/sessions")) {
          ask(client, uri.resolve(page));
        }
        megabytes.add(resident(process));
        Thread.sleep(IDLE_SECONDS * 1_000L);
        megabytes.add(resident(process));
        report.figure("serve: memory after the start", megabytes(megabytes.get(0)));
        report.figure("serve: memory after three pages", megabytes(megabytes.get(1)));
        report.below(
            "serve: memory after " + IDLE_SECONDS + " s idle", "MB", megabytes.get(2), 150);
      }
      return ready;
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static void ask(HttpClient client, URI uri) throws IOException, InterruptedException {
    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /// The resident memory of a process in megabytes; 0 where the system does not say.
  private static double resident(Process process) {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    try {
      return Files.isReadable(status)
          ? Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1_024 / 1e6)
              .findFirst()
              .orElse(0)
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double median(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.0f ms", millis);
  }

  private static String megabytes(double megabytes) {
    return String.format(Locale.ROOT, "%.0f MB", megabytes);
  }
}
