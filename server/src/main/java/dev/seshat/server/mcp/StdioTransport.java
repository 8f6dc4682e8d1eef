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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  private final McpJsonMapper mapper;
  private final Messages messages;
  private final Direct direct;
  private final LineReader lines;
  private final OutputStream out;
  private McpServerSession.@Nullable Factory sessions;
  private boolean initialized;
  private boolean peerGone;

  StdioTransport(McpJsonMapper mapper, Direct direct, InputStream in, OutputStream out) {
    this.mapper = mapper;
    this.messages = new Messages(mapper);
    this.direct = direct;
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
      if (line.problem() != null) {
        write(new Messages.Refused(null, Messages.INVALID_REQUEST, line.problem()).toJson());
      } else if (!line.text().isBlank()) {
        take(session, line.text());
      }
    }
  }

  private void take(McpServerSession session, String text) {
    switch (messages.read(text)) {
      case Messages.Refused refused -> write(refused.toJson());
      case Messages.Message(JSONRPCRequest request) -> answer(session, request);
      case Messages.Message(JSONRPCNotification notification) -> {
        initialized |= notification.method().equals("notifications/initialized");
        session.handle(notification).block();
      }
      case Messages.Message(JSONRPCMessage unasked) ->
          LOG.debug("an answer, though nothing was asked of the client: {}", unasked);
    }
  }

  private void answer(McpServerSession session, JSONRPCRequest request) {
    boolean early = request.method().equals("initialize") || request.method().equals("ping");
    if (!initialized && !early) {
      write(
          new Messages.Refused(
                  request.id(),
                  Messages.INVALID_REQUEST,
                  "the handshake is not complete; send initialize, then notifications/initialized")
              .toJson());
      return;
    }
    JSONRPCResponse answer = direct.answer(request);
    if (answer == null) {
      session.handle(request).block();
    } else {
      write(answer);
    }
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
    return Protocol.VERSIONS;
  }

  /// The way out, as the SDK's session sees it.
  private final class Outlet implements McpServerTransport {
    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return Mono.fromRunnable(() -> write(Messages.clarified(message)));
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
