package dev.seshat.bench;

import dev.seshat.json.Json;
import dev.seshat.transcript.ImportOptions;
import dev.seshat.transcript.ImportProgress;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Importing transcripts, beside a reader of the same files that only parses each line and adds up its tokens.
final class ImportBench {
  private static final int FILES = 4;
  private static final int TURNS = 4_000;

  private ImportBench() {}

  static void run(Report report) throws IOException {
    Path folder = Files.createTempDirectory("seshat-transcripts-");
    try (Fixture fixture = new Fixture()) {
      long bytes = 0;
      for (int i = 0; i < FILES; i++) {
        bytes += write(folder, i);
      }
      double megabytes = bytes / 1e6;
      read(folder);
      long start = System.nanoTime();
      long tokens = read(folder);
      double reader = megabytes / ((System.nanoTime() - start) / 1e9);
      start = System.nanoTime();
      var imported =
          fixture
              .seshat()
              .transcripts()
              .importClaudeCode(folder, ImportOptions.standard(), ImportProgress.none());
      double ours = megabytes / ((System.nanoTime() - start) / 1e9);
      report.figure(
          "imported", "%d turns, %,d tokens read".formatted(imported.interactions(), tokens));
      report.ratio("import of transcripts, beside parsing alone", "MB/s", ours, reader, 0.33);
    } finally {
      delete(folder);
    }
  }

  /// A transcript of made-up turns in the client's shape.
  private static long write(Path folder, int number) throws IOException {
    Prose prose = new Prose(number);
    String session = new UUID(number, 1).toString();
    Path project = Files.createDirectories(folder.resolve("-home-ada-atlas"));
    Path file = project.resolve(session + ".jsonl");
    Instant at = Instant.parse("2026-03-01T09:00:00Z");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int turn = 0; turn < TURNS; turn++) {
        at = at.plusSeconds(7);
        out.write(Json.write(line(prose, session, number, turn, at)));
        out.newLine();
      }
    }
    return Files.size(file);
  }

  private static Map<String, Object> line(
      Prose prose, String session, int number, int turn, Instant at) {
    boolean person = turn % 4 == 0;
    Object content = List.of(Map.of("type", "text", "text", prose.turn(120)));
    Map<String, Object> message =
        person
            ? Map.of("role", "user", "content", content)
            : Map.of(
                "role",
                "assistant",
                "id",
                "msg_" + number + "_" + turn,
                "model",
                "claude-opus-4-6",
                "content",
                content,
                "usage",
                Map.of("input_tokens", 3, "output_tokens", 200, "cache_read_input_tokens", 40_000));
    return Map.of(
        "type",
        person ? "user" : "assistant",
        "uuid",
        new UUID(number, turn + 10L).toString(),
        "requestId",
        "req_" + number + "_" + turn,
        "sessionId",
        session,
        "cwd",
        "/home/ada/atlas",
        "gitBranch",
        "main",
        "isSidechain",
        false,
        "timestamp",
        at.toString(),
        "message",
        message);
  }

  /// Parses every line and adds up the tokens.
  private static long read(Path folder) throws IOException {
    long tokens = 0;
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (Json.parseObject("line", line).get("message") instanceof Map<?, ?> message
                && message.get("usage") instanceof Map<?, ?> usage
                && usage.get("output_tokens") instanceof Number output) {
              tokens += output.longValue();
            }
          }
        }
      }
    }
    return tokens;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
