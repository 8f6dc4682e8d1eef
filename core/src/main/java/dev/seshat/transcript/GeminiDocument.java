package dev.seshat.transcript;

import dev.seshat.transcript.TranscriptLines.BadLine;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A session of Gemini CLI that is one JSON object: what it says of itself, and its messages one after the other.
///
/// It is walked twice, first to see that it is whole and which messages it has, then a message at a time, so that no more
/// than one stands in memory as a tree.
final class GeminiDocument {
  private static final String MESSAGES = "messages";

  private final JsonParser parser;
  private final ObjectNode header;
  private final Set<String> ids;
  private JsonNode message;

  private GeminiDocument(JsonParser parser, ObjectNode header, Set<String> ids) {
    this.parser = parser;
    this.header = header;
    this.ids = ids;
    this.message = header;
  }

  /// @throws BadLine if it is not one whole JSON object
  static GeminiDocument of(byte[] bytes) throws BadLine {
    ObjectNode header = TranscriptLines.MAPPER.createObjectNode();
    Set<String> ids = new HashSet<>();
    try (JsonParser parser = TranscriptLines.MAPPER.createParser(bytes, 0, bytes.length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadLine("is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY && name.equals(MESSAGES)) {
          ids(parser, ids);
        } else {
          header.set(name, parser.<JsonNode>readValueAsTree());
        }
      }
      if (parser.nextToken() != null) {
        throw new BadLine("goes on after its end");
      }
    } catch (JacksonException e) {
      throw BadLine.of(e);
    }
    return new GeminiDocument(
        TranscriptLines.MAPPER.createParser(bytes, 0, bytes.length), header, ids);
  }

  private static void ids(JsonParser parser, Set<String> ids) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean id = parser.currentName().equals("id");
        if (parser.nextToken() == JsonToken.VALUE_STRING && id) {
          ids.add(parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  /// Everything but its messages.
  JsonNode header() {
    return header;
  }

  /// Whether each of these records is a message here, or none at all.
  boolean has(Set<String> records, String session) {
    Set<String> here = new HashSet<>();
    ids.forEach(id -> here.add(GeminiReading.key(session, id)));
    Predicate<String> gone = record -> !here.contains(record);
    return records.stream().filter(GeminiReading::isMessage).noneMatch(gone);
  }

  /// Goes to the next message; false after the last.
  boolean next() throws BadLine {
    try {
      while (parser.streamReadContext().getParent() == null
          || !parser.streamReadContext().inArray()) {
        if (!enter()) {
          return false;
        }
      }
      if (parser.nextToken() == JsonToken.END_ARRAY) {
        return next();
      }
      message = parser.readValueAsTree();
      return true;
    } catch (JacksonException e) {
      throw BadLine.of(e);
    }
  }

  /// Goes on to the beginning of the messages; false at the end of the document.
  private boolean enter() {
    JsonToken token = parser.nextToken();
    while (token != null) {
      if (token == JsonToken.PROPERTY_NAME) {
        boolean messages = parser.currentName().equals(MESSAGES);
        if (parser.nextToken() == JsonToken.START_ARRAY && messages) {
          return true;
        }
        parser.skipChildren();
      }
      token = parser.nextToken();
    }
    return false;
  }

  JsonNode message() {
    return message;
  }

  long offset() {
    return parser.currentLocation().getByteOffset();
  }
}
