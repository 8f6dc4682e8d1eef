package dev.seshat.transcript;

import dev.seshat.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A transcript file that a test writes line by line.
final class Lines {
  static final String SESSION = "11111111-2222-4333-8444-555555555555";

  private final StringBuilder text = new StringBuilder();
  private final String session;
  private int second;

  Lines(String session) {
    this.session = session;
  }

  static Lines main() {
    return new Lines(SESSION);
  }

  /// A record of this type; the fields of `more` come last and win.
  Lines record(String type, String uuid, Map<String, ? extends @Nullable Object> more) {
    return raw(Json.write(fields(type, uuid, more)));
  }

  Map<String, @Nullable Object> fields(
      String type, String uuid, Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("type", type);
    record.put("uuid", uuid);
    record.put("sessionId", session);
    record.put("isSidechain", false);
    record.put("cwd", "/home/mara/boats");
    record.put("gitBranch", "main");
    record.put("version", "2.1.0");
    record.put("timestamp", "2025-03-01T08:00:%02d.000Z".formatted(second++ % 60));
    record.putAll(more);
    return record;
  }

  Lines prompt(String uuid, Object content) {
    return record("user", uuid, Map.of("message", Map.of("role", "user", "content", content)));
  }

  Lines says(String uuid, String message, int output, Map<String, ?> block) {
    return record(
        "assistant",
        uuid,
        Map.of(
            "requestId",
            "req_" + message,
            "message",
            message(message, "claude-sonnet-4-5-20250929", output, block)));
  }

  static Map<String, Object> message(String id, String model, int output, Map<String, ?> block) {
    return Map.of(
        "id",
        id,
        "role",
        "assistant",
        "model",
        model,
        "content",
        List.of(block),
        "usage",
        Map.of(
            "input_tokens",
            10,
            "cache_creation_input_tokens",
            0,
            "cache_read_input_tokens",
            0,
            "output_tokens",
            output));
  }

  Lines raw(String line) {
    text.append(line).append('\n');
    return this;
  }

  /// A last line without its end.
  Lines cut(String line) {
    text.append(line);
    return this;
  }

  Path write(Path root, String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return file;
  }

  Path write(Path root) throws IOException {
    return write(root, "-home-mara-boats/" + session + ".jsonl");
  }
}
