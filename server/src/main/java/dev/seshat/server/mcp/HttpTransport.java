package dev.seshat.server.mcp;

import dev.seshat.server.http.Body;
import dev.seshat.server.http.Refusal;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Any number of conversations over HTTP at one address, as the protocol's streamable HTTP has them.
///
/// The SDK's own servlet shows exceptions to clients, lists resources from memory only, and does not bound how many
/// conversations there are. This one reads messages like [StdioTransport] does and leaves the protocol to the SDK's
/// session. Every request keeps its (virtual) thread until it is answered.
final class HttpTransport implements McpStreamableServerTransportProvider {
  private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
  private static final int SERVER_BUSY = -32000;
  private static final int SESSION_NOT_FOUND = -32001;
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";

  private final McpJsonMapper mapper;
  private final Messages messages;
  private final Direct direct;
  private final HttpSessions sessions;
  private McpStreamableServerSession.@Nullable Factory factory;

  HttpTransport(McpJsonMapper mapper, Direct direct, InstantSource clock) {
    this.mapper = mapper;
    this.messages = new Messages(mapper);
    this.direct = direct;
    this.sessions = new HttpSessions(clock);
  }

  @Override
  public void setSessionFactory(McpStreamableServerSession.Factory sessionFactory) {
    this.factory = sessionFactory;
  }

  @Override
  public List<String> protocolVersions() {
    return Protocol.VERSIONS;
  }

  /// Takes one message.
  void post(Context ctx, Agent agent) {
    Body.requireType(ctx, JSON);
    if (!accepts(ctx, JSON) && !accepts(ctx, EVENTS)) {
      throw new Refusal(
          HttpStatus.NOT_ACCEPTABLE, "say 'application/json, text/event-stream' in Accept");
    }
    requireVersion(ctx);
    switch (messages.read(Body.text(ctx))) {
      case Messages.Refused refused -> refuse(ctx, refused);
      case Messages.Message(JSONRPCRequest request) when request.method().equals("initialize") ->
          open(ctx, agent, request);
      case Messages.Message(JSONRPCMessage message) -> {
        McpStreamableServerSession session = session(ctx, agent, idOf(message));
        if (session != null) {
          take(ctx, agent, session, message);
        }
      }
    }
  }

  /// Opens the stream by which the server speaks unasked.
  void get(Context ctx, Agent agent) {
    if (!accepts(ctx, EVENTS)) {
      throw new Refusal(
          HttpStatus.NOT_ACCEPTABLE,
          "this address is for clients of the Model Context Protocol: POST messages, or accept text/event-stream");
    }
    requireVersion(ctx);
    McpStreamableServerSession session = session(ctx, agent, null);
    if (session != null) {
      HttpStream stream = new HttpStream(ctx, mapper, false);
      McpStreamableServerSession.McpStreamableServerSessionStream listening =
          session.listeningStream(stream);
      try {
        stream.listen();
      } finally {
        listening.close();
      }
    }
  }

  /// Ends a conversation.
  void delete(Context ctx, Agent agent) {
    McpStreamableServerSession session = session(ctx, agent, null);
    if (session != null) {
      sessions.end(session);
      ctx.status(HttpStatus.NO_CONTENT);
    }
  }

  private void open(Context ctx, Agent agent, JSONRPCRequest request) {
    McpStreamableServerSession session;
    JSONRPCResponse answer;
    try {
      InitializeRequest hello =
          mapper.convertValue(
              Objects.requireNonNullElse(request.params(), java.util.Map.of()),
              new TypeRef<InitializeRequest>() {});
      var begun = Objects.requireNonNull(factory).startSession(hello);
      session = begun.session();
      answer =
          JSONRPCResponse.result(request.id(), Objects.requireNonNull(begun.initResult().block()));
    } catch (RuntimeException e) {
      // what the client says of itself has a shape that the SDK cannot read
      refuse(ctx, Messages.notUnderstood(request.id(), e));
      return;
    }
    if (!sessions.add(session, agent.name())) {
      session.close();
      ctx.status(HttpStatus.SERVICE_UNAVAILABLE).header("Retry-After", "60");
      write(
          ctx,
          new Messages.Refused(
                  request.id(), SERVER_BUSY, "too many conversations are open; try again later")
              .toJson());
      return;
    }
    ctx.header(HttpHeaders.MCP_SESSION_ID, session.getId());
    new HttpStream(ctx, mapper, accepts(ctx, JSON)).sendMessage(answer).block();
  }

  private void take(
      Context ctx, Agent agent, McpStreamableServerSession session, JSONRPCMessage message) {
    McpTransportContext context = agent.inContext();
    switch (message) {
      case JSONRPCRequest request -> {
        HttpStream stream = new HttpStream(ctx, mapper, accepts(ctx, JSON));
        JSONRPCResponse answer = direct.answer(request);
        Mono<Void> answered =
            answer == null ? session.responseStream(request, stream) : stream.sendMessage(answer);
        answered.contextWrite(with -> with.put(McpTransportContext.KEY, context)).block();
      }
      case JSONRPCNotification notification -> accept(ctx, context, session.accept(notification));
      case JSONRPCResponse response -> accept(ctx, context, session.accept(response));
      default -> throw new IllegalStateException("a message of another kind: " + message);
    }
  }

  /// Takes what needs no answer. What is wrong with it is not the client's concern: it may answer a question that
  /// nobody waits for any more.
  private static void accept(Context ctx, McpTransportContext context, Mono<Void> work) {
    try {
      work.contextWrite(with -> with.put(McpTransportContext.KEY, context)).block();
    } catch (RuntimeException e) {
      // the SDK throws whatever the message made of it
      LOG.debug("a message that nobody waits for", e);
    }
    ctx.status(HttpStatus.ACCEPTED);
  }

  /// The conversation that the request names; null if it was refused.
  private @Nullable McpStreamableServerSession session(
      Context ctx, Agent agent, @Nullable Object request) {
    String id = ctx.header(HttpHeaders.MCP_SESSION_ID);
    McpStreamableServerSession session = sessions.find(id, agent.name());
    if (session == null && id == null) {
      refuse(
          ctx,
          new Messages.Refused(
              request,
              Messages.INVALID_REQUEST,
              "the header Mcp-Session-Id is missing; send initialize first, and then what it gave"));
    } else if (session == null) {
      ctx.status(HttpStatus.NOT_FOUND);
      write(
          ctx,
          new Messages.Refused(
                  request,
                  SESSION_NOT_FOUND,
                  "this conversation has ended; begin another with initialize")
              .toJson());
    }
    return session;
  }

  private static @Nullable Object idOf(JSONRPCMessage message) {
    return message instanceof JSONRPCRequest request ? request.id() : null;
  }

  /// Refuses a message; what has the shape of a request is answered like any, with its error.
  private void refuse(Context ctx, Messages.Refused refused) {
    if (refused.code() != Messages.INVALID_PARAMS) {
      ctx.status(HttpStatus.BAD_REQUEST);
    }
    write(ctx, refused.toJson());
  }

  private void write(Context ctx, Object message) {
    try {
      ctx.contentType(JSON).result(mapper.writeValueAsString(message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireVersion(Context ctx) {
    String version = ctx.header(HttpHeaders.PROTOCOL_VERSION);
    if (version != null && !Protocol.VERSIONS.contains(version)) {
      throw new Refusal(
          HttpStatus.BAD_REQUEST,
          "the MCP-Protocol-Version is none that is spoken here; these are: "
              + String.join(", ", Protocol.VERSIONS));
    }
  }

  /// Whether the client takes a media type. Programs that say nothing, or `*/*`, are given what is simplest.
  private static boolean accepts(Context ctx, String type) {
    String accept = ctx.header("Accept");
    if (accept == null) {
      return type.equals(JSON);
    }
    String said = accept.toLowerCase(Locale.ROOT);
    return said.contains(type) || (type.equals(JSON) && said.contains("*/*"));
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return Mono.fromRunnable(() ->
        sessions.all().stream()
            .filter(McpStreamableServerSession::hasListeningStream)
            .forEach(session -> session.sendNotification(method, params).block()));
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(() -> sessions.all().forEach(sessions::end));
  }
}
