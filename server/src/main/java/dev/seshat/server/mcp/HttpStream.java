package dev.seshat.server.mcp;

import io.javalin.http.Context;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// One HTTP answer that messages go out by: a single one as plain JSON if that will do, otherwise as a stream of events.
///
/// It is written by the thread of its request, and by those of other requests.
final class HttpStream implements McpStreamableServerTransport {
  private static final Logger LOG = LoggerFactory.getLogger(HttpStream.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /// A stream ends after this, so that one of a token that is no longer valid ends too; a client comes back by itself.
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Context ctx;
  private final McpJsonMapper mapper;
  private final boolean mayBePlain;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable OutputStream events;

  /// @param mayBePlain whether the client takes an answer as JSON
  HttpStream(Context ctx, McpJsonMapper mapper, boolean mayBePlain) {
    this.ctx = ctx;
    this.mapper = mapper;
    this.mayBePlain = mayBePlain;
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message, @Nullable String messageId) {
    return sendMessage(message);
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.fromRunnable(() -> send(Messages.clarified(message)));
  }

  private synchronized void send(JSONRPCMessage message) {
    if (closed.getCount() == 0) {
      return;
    }
    String json = text(message);
    if (mayBePlain && events == null && message instanceof JSONRPCResponse) {
      ctx.contentType("application/json").result(json);
      return;
    }
    try {
      write("event: message\ndata: " + json + "\n\n");
    } catch (IOException e) {
      gone(e);
    }
  }

  private String text(JSONRPCMessage message) {
    try {
      return mapper.writeValueAsString(message);
    } catch (IOException e) {
      // a value of the SDK's or of ours that has no JSON
      throw new UncheckedIOException(e);
    }
  }

  /// Keeps the stream open until it is closed, the client is gone, or it is old.
  void listen() {
    try {
      write(": open\n\n");
      long left = LIFE.dividedBy(HEARTBEAT);
      while (left-- > 0 && !closed.await(HEARTBEAT.toSeconds(), TimeUnit.SECONDS)) {
        write(": alive\n\n");
      }
    } catch (IOException e) {
      gone(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  private synchronized void write(String event) throws IOException {
    OutputStream out = events;
    if (out == null) {
      ctx.contentType("text/event-stream").header("Cache-Control", "no-store");
      out = ctx.res().getOutputStream();
      events = out;
    }
    out.write(event.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void gone(IOException e) {
    LOG.debug("the client no longer reads", e);
    close();
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return mapper.convertValue(data, type);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(this::close);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
