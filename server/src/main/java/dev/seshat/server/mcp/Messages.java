package dev.seshat.server.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a client sends, held to the shape that the protocol gives it before the SDK sees it, and what is sent to it, in
/// words that it can use. The SDK checks little, and shows exceptions as they are.
final class Messages {
  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int INVALID_PARAMS = -32602;
  private static final int INTERNAL_ERROR = -32603;

  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
  private static final String NOT_UNDERSTOOD =
      "the request could not be understood; look at its params";

  /// What a method cannot do without, which the SDK does not check.
  private static final Map<String, String> NEEDED =
      Map.of(
          "initialize", "protocolVersion",
          "tools/call", "name",
          "prompts/get", "name",
          "resources/read", "uri");

  private final McpJsonMapper mapper;

  Messages(McpJsonMapper mapper) {
    this.mapper = mapper;
  }

  /// What a text turned out to be.
  sealed interface Read permits Message, Refused {}

  /// A message of the protocol.
  record Message(JSONRPCMessage content) implements Read {}

  /// A text that is none.
  ///
  /// @param id of the request, if that much could be read
  /// @param reason one line: what is wrong
  record Refused(@Nullable Object id, int code, String reason) implements Read {
    /// The answer that says so; its `id` is there even where it is null.
    Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> answer = new LinkedHashMap<>();
      answer.put("jsonrpc", "2.0");
      answer.put("id", id);
      answer.put("error", Map.of("code", code, "message", reason));
      return answer;
    }
  }

  /// Reads one message.
  Read read(String text) {
    try {
      Map<?, ?> message = mapper.readValue(text, HashMap.class);
      if (message != null) {
        return shaped(message);
      }
    } catch (IOException | RuntimeException e) {
      // the mapper's own exceptions are unchecked
      LOG.debug("malformed message", e);
    }
    return text.stripLeading().startsWith("[")
        ? new Refused(null, INVALID_REQUEST, "a message is one JSON object; send them one by one")
        : new Refused(
            null, PARSE_ERROR, "this is not a JSON object; a message is one, in one line");
  }

  private static Read shaped(Map<?, ?> message) {
    Object id = message.get("id");
    Object known = id instanceof String || id instanceof Integer || id instanceof Long ? id : null;
    if (!"2.0".equals(message.get("jsonrpc"))) {
      return new Refused(known, INVALID_REQUEST, "\"jsonrpc\": \"2.0\" is missing");
    }
    if (!(message.get("method") instanceof String method)) {
      return known != null && (message.containsKey("result") || message.containsKey("error"))
          ? answer(known, message)
          : new Refused(known, INVALID_REQUEST, "the message has no method");
    }
    Object params = message.get("params");
    if (!message.containsKey("id")) {
      return new Message(new JSONRPCNotification("2.0", method, params));
    }
    if (known == null) {
      return new Refused(null, INVALID_REQUEST, "the id must be a text or a whole number");
    }
    String problem = problem(method, params);
    return problem == null
        ? new Message(new JSONRPCRequest("2.0", method, known, params))
        : new Refused(known, INVALID_PARAMS, problem);
  }

  private static Read answer(Object id, Map<?, ?> message) {
    if (!message.containsKey("error")) {
      return new Message(JSONRPCResponse.result(id, message.get("result")));
    }
    return message.get("error") instanceof Map<?, ?> error
            && error.get("code") instanceof Integer code
            && error.get("message") instanceof String said
        ? new Message(
            JSONRPCResponse.error(
                id, new JSONRPCResponse.JSONRPCError(code, said, error.get("data"))))
        : new Refused(null, INVALID_REQUEST, "the error has no code and message");
  }

  /// What is wrong with the parameters of a request; null if they have the method's shape.
  private static @Nullable String problem(String method, @Nullable Object params) {
    if (params != null && !(params instanceof Map)) {
      return "params must be an object";
    }
    String needed = NEEDED.get(method);
    Map<?, ?> given = params == null ? Map.of() : (Map<?, ?>) params;
    if (needed != null && !(given.get(needed) instanceof String)) {
      return "params." + needed + " must be a text";
    }
    for (String name : List.of("arguments", "capabilities", "clientInfo")) {
      if (given.get(name) != null && !(given.get(name) instanceof Map)) {
        return "params." + name + " must be an object";
      }
    }
    return null;
  }

  /// A message as a client can use it: the SDK hides what was asked for in `data`, and shows exceptions as they are.
  static JSONRPCMessage clarified(JSONRPCMessage message) {
    if (!(message instanceof JSONRPCResponse response) || response.error() == null) {
      return message;
    }
    JSONRPCResponse.JSONRPCError error = response.error();
    if (error.code() == INTERNAL_ERROR) {
      LOG.error("request {} failed: {}", response.id(), error.message());
      return error(response.id(), INVALID_PARAMS, NOT_UNDERSTOOD);
    }
    return error.data() instanceof String detail
        ? error(response.id(), error.code(), detail)
        : message;
  }

  /// The refusal of a request that the SDK failed to read.
  static Refused notUnderstood(Object id, RuntimeException why) {
    LOG.debug("a request that the SDK cannot read", why);
    return new Refused(id, INVALID_PARAMS, NOT_UNDERSTOOD);
  }

  static JSONRPCResponse error(Object id, int code, String message) {
    return JSONRPCResponse.error(id, new JSONRPCResponse.JSONRPCError(code, message));
  }
}
