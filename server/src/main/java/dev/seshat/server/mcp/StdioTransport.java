package dev.seshat.server.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// One conversation over a pair of streams, a message per line, answered one after the other in their order.
///
/// The SDK's own transport ends at the first malformed line. This one answers such a line with an error and goes on,
/// bounds the length of a line, refuses what comes before the handshake, and ends when the input does, with every
/// answer written.
final class StdioTransport implements McpServerTransportProvider {
  /// The longest message that is read, in bytes.
  static final int MAX_MESSAGE = 16 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);
  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;
  private static final int INVALID_PARAMS = -32602;
  private static final int INTERNAL_ERROR = -32603;

  /// What a method cannot do without, which the SDK does not check.
  private static final Map<String, String> NEEDED =
      Map.of(
          "initialize", "protocolVersion",
          "tools/call", "name",
          "prompts/get", "name",
          "resources/read", "uri");

  private final McpJsonMapper mapper;
  private final LineReader lines;
  private final OutputStream out;
  private McpServerSession.@Nullable Factory sessions;
  private boolean initialized;
  private boolean peerGone;

  StdioTransport(McpJsonMapper mapper, InputStream in, OutputStream out) {
    this.mapper = mapper;
    this.lines = new LineReader(in, MAX_MESSAGE);
    this.out = out;
  }

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
    this.sessions = factory;
  }

  /// Reads and answers until the input ends, or nobody reads the answers any more.
  void run() throws IOException {
    McpServerSession session = Objects.requireNonNull(sessions).create(new Outlet());
    for (LineReader.Line line = lines.next(); line != null && !peerGone; line = lines.next()) {
      if (line.tooLong()) {
        refuse(
            null,
            INVALID_REQUEST,
            "the message is longer than " + MAX_MESSAGE + " bytes; send less at once");
      } else if (!line.text().isBlank()) {
        take(session, line.text());
      }
    }
  }

  private void take(McpServerSession session, String text) {
    Map<?, ?> message = null;
    try {
      message = mapper.readValue(text, HashMap.class);
    } catch (IOException | RuntimeException e) {
      // the mapper's own exceptions are unchecked
      LOG.debug("malformed message", e);
    }
    if (message == null) {
      if (text.stripLeading().startsWith("[")) {
        refuse(null, INVALID_REQUEST, "a message is one JSON object; send them one by one");
      } else {
        refuse(
            null,
            PARSE_ERROR,
            "this line is not a JSON object; a message is one JSON object in one line");
      }
      return;
    }
    JSONRPCMessage parsed = parsed(message);
    if (parsed == null) {
      return;
    }
    if (parsed instanceof JSONRPCNotification notification
        && notification.method().equals("notifications/initialized")) {
      initialized = true;
    }
    session.handle(parsed).block();
  }

  /// The message as the SDK knows it; null if it was refused.
  private @Nullable JSONRPCMessage parsed(Map<?, ?> message) {
    Object id = message.get("id");
    boolean hasId = id instanceof String || id instanceof Integer || id instanceof Long;
    if (!"2.0".equals(message.get("jsonrpc"))) {
      return refuse(hasId ? id : null, INVALID_REQUEST, "\"jsonrpc\": \"2.0\" is missing");
    }
    if (!(message.get("method") instanceof String method)) {
      if (hasId && (message.containsKey("result") || message.containsKey("error"))) {
        // an answer, though nothing was asked of the client
        return null;
      }
      return refuse(hasId ? id : null, INVALID_REQUEST, "the message has no method");
    }
    if (!message.containsKey("id")) {
      return new JSONRPCNotification("2.0", method, message.get("params"));
    }
    if (!hasId) {
      return refuse(null, INVALID_REQUEST, "the id must be a text or a whole number");
    }
    if (!initialized && !method.equals("initialize") && !method.equals("ping")) {
      return refuse(
          id,
          INVALID_REQUEST,
          "the handshake is not complete; send initialize, then notifications/initialized");
    }
    if (method.equals("ping")) {
      write(JSONRPCResponse.result(id, Map.of()));
      return null;
    }
    String problem = problem(method, message.get("params"));
    return problem == null
        ? new JSONRPCRequest("2.0", method, id, message.get("params"))
        : refuse(id, INVALID_PARAMS, problem);
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

  private @Nullable JSONRPCMessage refuse(@Nullable Object id, int code, String message) {
    Map<String, @Nullable Object> answer = new HashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", id);
    answer.put("error", Map.of("code", code, "message", message));
    write(answer);
    return null;
  }

  private synchronized void write(Object message) {
    try {
      out.write((mapper.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      peerGone = true;
      throw new UncheckedIOException("the client no longer reads", e);
    }
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return Mono.fromRunnable(() -> write(new JSONRPCNotification("2.0", method, params)));
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  @Override
  public List<String> protocolVersions() {
    return List.of(
        ProtocolVersions.MCP_2024_11_05,
        ProtocolVersions.MCP_2025_03_26,
        ProtocolVersions.MCP_2025_06_18,
        ProtocolVersions.MCP_2025_11_25);
  }

  /// The way out, as the SDK's session sees it.
  private final class Outlet implements McpServerTransport {
    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return Mono.fromRunnable(() -> write(clarified(message)));
    }

    /// An error as a client can use it: the SDK hides what was asked for in `data`, and shows exceptions as they are.
    private static JSONRPCMessage clarified(JSONRPCMessage message) {
      if (!(message instanceof JSONRPCResponse response) || response.error() == null) {
        return message;
      }
      JSONRPCResponse.JSONRPCError error = response.error();
      if (error.code() == INTERNAL_ERROR) {
        LOG.error("request {} failed: {}", response.id(), error.message());
        return refused(
            response, INVALID_PARAMS, "the request could not be understood; look at its params");
      }
      return error.data() instanceof String detail
          ? refused(response, error.code(), detail)
          : message;
    }

    private static JSONRPCMessage refused(JSONRPCResponse response, int code, String message) {
      return JSONRPCResponse.error(response.id(), new JSONRPCResponse.JSONRPCError(code, message));
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return mapper.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }
}
