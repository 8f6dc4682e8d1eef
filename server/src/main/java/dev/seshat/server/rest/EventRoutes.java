package dev.seshat.server.rest;

import dev.seshat.audit.Audit;
import dev.seshat.audit.AuditEntry;
import dev.seshat.json.Json;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.http.Params;
import dev.seshat.server.http.Refusal;
import dev.seshat.server.schema.Schema;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Changes as they happen, as server-sent events: this process's and those of others on the same store.
public final class EventRoutes implements Operations, AutoCloseable {
  private static final String TYPE = "text/event-stream; charset=utf-8";
  private static final int MAX_LISTENERS = 500;
  private static final int PAGE = 500;

  /// A stream ends after this, so that a token that is no longer valid ends too; a listener comes back by itself.
  private static final Duration LIFE = Duration.ofMinutes(10);

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /// How long the server's end may have to wait for a listener's.
  private static final Duration STEP = Duration.ofSeconds(1);

  private final AtomicInteger listeners = new AtomicInteger();
  private volatile boolean closed;

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/events", "followEvents", "Changes as they happen")
            .about(
                "Server-sent events. Each `change` has the number of its entry in the audit log as `id`, and `seq`, `at`,"
                    + " `actor`, `action`, `entity`, `entity_id` and `session_id` as JSON. A stream begins with a `ready`"
                    + " that has the number from which on it tells, and ends after 10 minutes; come back with"
                    + " `Last-Event-ID`, as browsers do, and nothing is missed.")
            .query("since", Schema.integer("Tell what came after this number", 0, Long.MAX_VALUE))
            .query("session", Schema.text("Only of this session", 100))
            .query("entity", Schema.text("Only of this kind of thing", 100))
            .header("Last-Event-ID", Schema.text("Tell what came after this number", 20))
            .answersWith(TYPE, "The events")
            .by(this::follow));
  }

  /// How many listen.
  public int listeners() {
    return listeners.get();
  }

  private Reply follow(Request request) {
    String last = request.header().apply("Last-Event-ID");
    Long since =
        last == null || last.isBlank()
            ? request.number("since")
            : Long.valueOf(Params.positive("Last-Event-ID", last));
    String session = request.text("session");
    String id = session == null ? null : request.seshat().sessions().get(session).id().toString();
    Audit audit = request.seshat().audit();
    Listener listener =
        new Listener(audit, since == null ? audit.newest() : since, id, request.text("entity"));
    return Reply.stream(TYPE, listener::serve);
  }

  /// Ends every stream.
  @Override
  public void close() {
    closed = true;
  }

  private final class Listener {
    private final Audit audit;
    private final @Nullable String session;
    private final @Nullable String entity;
    private long last;

    Listener(Audit audit, long last, @Nullable String session, @Nullable String entity) {
      this.audit = audit;
      this.last = last;
      this.session = session;
      this.entity = entity;
    }

    void serve(OutputStream out) throws IOException {
      if (listeners.incrementAndGet() > MAX_LISTENERS) {
        listeners.decrementAndGet();
        throw new Refusal(
            HttpStatus.TOO_MANY_REQUESTS, "too many listen already; come back in a minute");
      }
      try {
        send(out, "retry: 2000\nid: " + last + "\nevent: ready\ndata: {}\n\n");
        tell(out);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        listeners.decrementAndGet();
      }
    }

    private void tell(OutputStream out) throws IOException, InterruptedException {
      long end = System.nanoTime() + LIFE.toNanos();
      long silentSince = System.nanoTime();
      while (!closed && System.nanoTime() < end) {
        if (audit.await(last, STEP)) {
          send(out, news());
          silentSince = System.nanoTime();
        } else if (System.nanoTime() - silentSince > HEARTBEAT.toNanos()) {
          send(out, ": still here\n\n");
          silentSince = System.nanoTime();
        }
      }
    }

    private String news() {
      StringBuilder text = new StringBuilder();
      for (AuditEntry entry : audit.after(last, PAGE)) {
        last = entry.seq();
        if ((session == null || session.equals(entry.sessionId()))
            && (entity == null || entity.equals(entry.entity()))) {
          Map<String, @Nullable Object> head = entry.head();
          text.append("id: ").append(last).append("\nevent: change\ndata: ");
          text.append(Json.write(head)).append("\n\n");
        }
      }
      return text.toString();
    }

    private static void send(OutputStream out, String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
