package dev.seshat.transcript;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One line of a rollout: a time, a type, and what it carries.
///
/// The first versions of the client wrote the carried object alone; such a line is understood as if it had been carried.
///
/// @param kind the type of what it carries; empty for types that carry only one kind of thing
record CodexRecord(
    String type, String kind, JsonNode payload, JsonNode line, @Nullable Instant at) {
  static final String META = "session_meta";
  static final String TURN = "turn_context";
  static final String ITEM = "response_item";
  static final String EVENT = "event_msg";
  static final String COMPACTED = "compacted";

  private static final Set<String> TYPES = Set.of(META, TURN, ITEM, EVENT, COMPACTED);
  private static final Set<String> BARE =
      Set.of(
          "message",
          "reasoning",
          "function_call",
          "function_call_output",
          "local_shell_call",
          "custom_tool_call",
          "custom_tool_call_output",
          "web_search_call");

  static CodexRecord of(JsonNode line) {
    Instant at = Envelope.time(line.path("timestamp"));
    String type = line.path("type").asString("");
    JsonNode payload = line.path("payload");
    if (payload.isObject()) {
      boolean carries = type.equals(ITEM) || type.equals(EVENT);
      String kind = carries ? payload.path("type").asString("") : "";
      return new CodexRecord(type, kind, payload, line, at);
    }
    if (BARE.contains(type)) {
      return new CodexRecord(ITEM, type, line, line, at);
    }
    if (type.isEmpty() && line.path("id").isString() && at != null) {
      return new CodexRecord(META, "", line, line, at);
    }
    return new CodexRecord(type, "", line, line, at);
  }

  boolean isKnown() {
    return TYPES.contains(type);
  }

  /// What it is called where it is counted.
  String label() {
    String name = kind.isEmpty() ? type : type + "/" + kind;
    return dev.seshat.Texts.shorten(name.isEmpty() ? "(none)" : name, 80);
  }
}
