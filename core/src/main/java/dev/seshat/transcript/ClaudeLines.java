package dev.seshat.transcript;

import dev.seshat.transcript.TranscriptLines.BadLine;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// Reads single lines of a transcript: noise is told from content by its first tokens, and only content becomes a tree.
final class ClaudeLines {
  /// Records that clients write by the thousand and that tell nothing that another record does not: they are counted,
  /// and stand in the archive.
  private static final Set<String> NOISE =
      Set.of(
          "file-history-snapshot",
          "file-history-delta",
          "last-prompt",
          "permission-mode",
          "mode",
          "attribution-snapshot");

  private static final Set<String> NOISY_PROGRESS =
      Set.of(
          "hook_progress",
          "bash_progress",
          "powershell_progress",
          "mcp_progress",
          "query_update",
          "search_results_received");

  private ClaudeLines() {}

  /// What a line holds: noise of a type, or content.
  record Read(String type, @Nullable JsonNode content) {}

  /// @throws BadLine if it is not one JSON object
  static Read read(byte[] bytes, int length) throws BadLine {
    try {
      String noise = noise(bytes, length);
      if (noise != null) {
        return new Read(noise, null);
      }
      JsonNode node = TranscriptLines.object(bytes, length);
      return new Read(node.path("type").asString(""), node);
    } catch (JacksonException e) {
      throw BadLine.of(e);
    }
  }

  /// The name of a line's noise, null if it is content. The whole line is walked, so that a broken one is found here too.
  private static @Nullable String noise(byte[] bytes, int length) {
    try (JsonParser parser = TranscriptLines.MAPPER.createParser(bytes, 0, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      String type = "";
      String data = "";
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("type") && value == JsonToken.VALUE_STRING) {
          type = parser.getString();
          if (isContent(type)) {
            return null;
          }
        } else if (name.equals("data") && value == JsonToken.START_OBJECT) {
          data = typeOfObject(parser);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        return null;
      }
      if (type.equals("progress")) {
        return NOISY_PROGRESS.contains(data) ? "progress/" + data : null;
      }
      return NOISE.contains(type) ? type : null;
    }
  }

  private static boolean isContent(String type) {
    return !type.equals("progress") && !NOISE.contains(type);
  }

  private static String typeOfObject(JsonParser parser) {
    String type = "";
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("type")) {
        type = parser.getString();
      } else {
        parser.skipChildren();
      }
    }
    return type;
  }
}
