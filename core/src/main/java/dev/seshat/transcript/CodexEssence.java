package dev.seshat.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What of a record of Codex stays the same when the client, or a later version of it, writes the record again.
final class CodexEssence {
  private static final Set<String> KEPT =
      Set.of(
          "message",
          "reasoning",
          "function_call",
          "function_call_output",
          "local_shell_call",
          "custom_tool_call",
          "custom_tool_call_output",
          "web_search_call",
          "token_count");

  private CodexEssence() {}

  /// Whether the record is of those that stand in every copy.
  static boolean isLink(CodexRecord record) {
    return record.type().equals(CodexRecord.COMPACTED)
        || (!record.kind().isEmpty() && KEPT.contains(record.kind()));
  }

  static String of(CodexRecord record) {
    List<String> parts = new ArrayList<>();
    parts.add(record.label());
    JsonNode payload = record.payload();
    switch (record.kind()) {
      case "message" -> {
        parts.add(payload.path("role").asString(""));
        parts.add(CodexMessages.text(payload.path("content")));
      }
      case "reasoning" -> {
        parts.add(CodexMessages.text(payload.path("summary")));
        parts.add(payload.path("encrypted_content").asString(""));
      }
      case "function_call", "custom_tool_call", "local_shell_call", "web_search_call" -> {
        parts.add(payload.path("call_id").asString(""));
        parts.add(payload.path("name").asString(""));
        parts.add(payload.path("arguments").asString(payload.path("input").asString("")));
        parts.add(payload.path("action").toString());
      }
      case "function_call_output", "custom_tool_call_output" -> {
        parts.add(payload.path("call_id").asString(""));
        parts.add(payload.path("output").toString());
      }
      case "token_count" -> parts.add(payload.path("info").path("total_token_usage").toString());
      default -> parts.add(other(record));
    }
    return Hashes.of(parts.toArray(String[]::new));
  }

  private static String other(CodexRecord record) {
    JsonNode payload = record.payload();
    return switch (record.type()) {
      case CodexRecord.META -> payload.path("id").asString("");
      case CodexRecord.TURN ->
          payload.path("cwd").asString("") + "\n" + payload.path("model").asString("");
      case CodexRecord.COMPACTED -> payload.path("message").asString("");
      default -> payload.toString();
    };
  }
}
