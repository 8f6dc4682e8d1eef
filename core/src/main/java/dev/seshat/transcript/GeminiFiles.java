package dev.seshat.transcript;

import dev.seshat.transcript.TranscriptLines.BadLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells the chats of Gemini CLI by what stands at their beginning.
final class GeminiFiles {
  private static final String CHATS = "chats";
  private static final int LONGEST_ROOT = 4_000;

  private GeminiFiles() {}

  /// What is known of a file; null if it does not begin as a chat does, or has not begun yet.
  static @Nullable SourceFile look(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    boolean document = absolute.getFileName().toString().endsWith(".json");
    JsonNode header = document ? headOfDocument(absolute) : firstLine(absolute);
    if (header == null) {
      return null;
    }
    String named = Identified.name(header.path("sessionId").asString(""));
    String key = named == null ? Identified.stem(absolute) : named;
    String parent = header.path("kind").asString("").equals("subagent") ? parent(absolute) : null;
    return Identified.of(
        TranscriptClient.GEMINI,
        absolute,
        key,
        key.equals(parent) ? null : parent,
        Envelope.time(
            header.has("startTime") ? header.path("startTime") : header.path("timestamp")),
        document);
  }

  /// A subagent's chat stands in a folder that is called as its parent's session is.
  private static @Nullable String parent(Path path) {
    Path folder = path.getParent();
    Path above = folder == null ? null : folder.getParent();
    return folder != null && above != null && above.endsWith(CHATS)
        ? Identified.name(folder.getFileName().toString())
        : null;
  }

  private static @Nullable JsonNode firstLine(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      LineReader lines = new LineReader(in, 0, 0, (bytes, from, length) -> {}, LineReader.LONGEST);
      while (lines.offset() < SourceFile.PEEKED && lines.next()) {
        if (lines.isTooLong() || lines.isBlank()) {
          continue;
        }
        try {
          JsonNode line = TranscriptLines.object(lines.bytes(), lines.length());
          return isOurs(line) ? line : null;
        } catch (BadLine e) {
          if (!lines.isTerminated()) {
            return null;
          }
          // said with its number when the file is read
        }
      }
    }
    return null;
  }

  private static boolean isOurs(JsonNode line) {
    boolean header = line.has("sessionId") && (line.has("projectHash") || line.has("startTime"));
    boolean message = line.has("id") && line.has("timestamp") && line.has("type");
    return header || message || line.path("$set").isObject();
  }

  /// What a document says of itself before its messages; null if it is none of this client's.
  private static @Nullable JsonNode headOfDocument(Path path) throws IOException {
    ObjectNode head = TranscriptLines.MAPPER.createObjectNode();
    boolean messages = false;
    try (InputStream in = Files.newInputStream(path);
        JsonParser parser = TranscriptLines.MAPPER.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        messages |= name.equals("messages") && value == JsonToken.START_ARRAY;
        if (value == JsonToken.VALUE_STRING) {
          head.put(name, parser.getString());
        } else {
          parser.skipChildren();
        }
        if (messages && head.has("sessionId") && head.has("startTime") && head.has("kind")) {
          return head;
        }
      }
    } catch (JacksonException e) {
      // it may be written at this moment; it is looked at again when it has changed
      return null;
    }
    return messages && head.has("sessionId") ? head : null;
  }

  /// The directory that the chats' project has, where the client says it; empty if not.
  static String projectRoot(Path path) {
    Path folder = folder(path);
    Path root = folder == null ? null : folder.resolve(".project_root");
    try {
      if (root == null || !Files.isRegularFile(root) || Files.size(root) > LONGEST_ROOT) {
        return "";
      }
      return new String(Files.readAllBytes(root), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /// What the client calls the project, unless it is a hash; empty if nothing.
  static String projectName(Path path) {
    Path folder = folder(path);
    String name =
        folder == null || folder.getFileName() == null ? "" : folder.getFileName().toString();
    return name.matches("[0-9a-f]{64}") ? "" : name;
  }

  private static @Nullable Path folder(Path path) {
    for (Path up = path.getParent(); up != null && up.getFileName() != null; up = up.getParent()) {
      if (up.endsWith(CHATS)) {
        return up.getParent();
      }
    }
    return null;
  }
}
