package dev.seshat.transcript;

import dev.seshat.usage.TokenCounts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What one response used, as its record says; the same response may stand in several records with growing figures.
///
/// @param output all that the model wrote, `reasoning` included
/// @param unexplained tokens in the client's total that stand in no bucket
record RequestUsage(
    String host,
    String requestId,
    String model,
    long input,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long output,
    long reasoning,
    long unexplained) {
  static final String SYNTHETIC = "<synthetic>";

  /// The usage in an assistant's message; null if it tells none, or no model was asked.
  ///
  /// @param fallbackId what the request is called if the message has no id of its own
  static @Nullable RequestUsage of(JsonNode record, JsonNode message, String fallbackId) {
    JsonNode usage = message.path("usage");
    String model = message.path("model").asString("");
    if (!usage.isObject() || model.isBlank() || model.equals(SYNTHETIC)) {
      return null;
    }
    long written = count(usage, "cache_creation_input_tokens");
    JsonNode split = usage.path("cache_creation");
    long hour = count(split, "ephemeral_1h_input_tokens");
    long minutes = split.isObject() ? count(split, "ephemeral_5m_input_tokens") : written;
    if (minutes + hour == 0) {
      minutes = written;
    }
    return new RequestUsage(
        TranscriptClient.CLAUDE_CODE.host(),
        requestId(record, message, fallbackId),
        model.length() > 200 ? model.substring(0, 200) : model,
        count(usage, "input_tokens"),
        count(usage, "cache_read_input_tokens"),
        minutes,
        hour,
        count(usage, "output_tokens"),
        0,
        0);
  }

  /// @throws dev.seshat.SeshatException.Invalid if they cannot be
  TokenCounts tokens() {
    TokenCounts counts = TokenCounts.of(input, cacheRead, cacheWrite5m, cacheWrite1h, output);
    return counts.withReasoning(reasoning).withTotal(counts.totalTokens() + unexplained);
  }

  private static String requestId(JsonNode record, JsonNode message, String fallbackId) {
    String id = message.path("id").asString("");
    String request = record.path("requestId").asString("");
    if (id.isBlank()) {
      return request.isBlank() ? fallbackId : request;
    }
    return request.isBlank() ? id : id + ":" + request;
  }

  /// A count that a file tells; 0 for what is none.
  static long count(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isIntegralNumber() && value.canConvertToLong()
        ? Math.max(0, Math.min(value.longValue(), 1L << 40))
        : 0;
  }
}
