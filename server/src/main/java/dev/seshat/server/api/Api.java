package dev.seshat.server.api;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.idempotency.Kept;
import dev.seshat.server.http.Body;
import dev.seshat.server.http.Params;
import dev.seshat.server.http.Refusal;
import dev.seshat.server.http.Upload;
import dev.seshat.server.schema.Schema;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The REST interface: every operation, and the one way that a request takes through it.
public final class Api {
  /// The attribute of a request that names its operation, for metrics.
  public static final String OPERATION = "operation";

  private final List<Operation> operations;
  private final Visitors visitors;

  public Api(List<? extends Operations> features, Visitors visitors) {
    this.operations = features.stream().flatMap(feature -> feature.operations().stream()).toList();
    this.visitors = visitors;
  }

  /// Every operation that is served.
  public List<Operation> operations() {
    return operations;
  }

  /// Adds the operations.
  public void addTo(RoutesConfig routes) {
    for (Operation operation : operations) {
      routes.addHttpHandler(
          HandlerType.findOrCreate(operation.method()),
          operation.address(),
          ctx -> answer(ctx, operation));
    }
  }

  private void answer(Context ctx, Operation operation) throws IOException {
    ctx.attribute(OPERATION, operation.id());
    Visitor visitor = visitors.of(ctx);
    visitor.require(operation.role());
    Call call = read(ctx, operation, visitor);
    String key = operation.onlyReads() ? null : ctx.header("Idempotency-Key");
    send(ctx, operation, key == null ? call.run() : call.once(key));
  }

  /// A request with what tells it from others under the same idempotency key.
  private record Call(Operation operation, Request request, String fingerprint) {
    Reply run() {
      return operation.handler().handle(request);
    }

    /// The answer, kept in the store in the transaction that makes the change.
    Reply once(String key) {
      Kept kept =
          request
              .seshat()
              .once(
                  key,
                  fingerprint,
                  seshat -> operation.handler().handle(request.with(seshat)).kept());
      Reply reply = Reply.of(kept.answer());
      return kept.isNew() ? reply : reply.withHeader("Idempotency-Replayed", "true");
    }
  }

  private static Call read(Context ctx, Operation operation, Visitor visitor) {
    String file = operation.file();
    if (file != null) {
      Body.requireType(ctx, file);
      requireNoKey(ctx);
    }
    String text = operation.body() == null ? "" : Body.text(ctx);
    Request request =
        new Request(
            visitor.seshat(),
            visitor.role(),
            path(ctx, operation),
            query(ctx, operation),
            body(ctx, operation, text),
            operation.versioned() ? IfMatch.version(ctx) : null,
            ctx::header,
            new RawBody(ctx));
    String fingerprint =
        operation.method() + " " + ctx.path() + "?" + ctx.queryString() + "\n" + text;
    return new Call(operation, request, fingerprint);
  }

  /// A body that is read as it comes cannot be compared with the one that its key stood for.
  private static void requireNoKey(Context ctx) {
    if (ctx.header("Idempotency-Key") != null) {
      throw new Invalid("Idempotency-Key", "goes with a JSON body, not with a file");
    }
  }

  private static Map<String, String> path(Context ctx, Operation operation) {
    Map<String, String> values = new LinkedHashMap<>();
    operation
        .path()
        .forEach((name, schema) -> {
          String value = ctx.pathParam(name);
          schema.check(name, converted(schema, value));
          values.put(name, value);
        });
    return values;
  }

  private static Map<String, Object> query(Context ctx, Operation operation) {
    Map<String, Object> values = new LinkedHashMap<>();
    operation
        .query()
        .forEach((name, schema) -> {
          Object otherwise = schema.keyword("default");
          if (otherwise != null) {
            values.put(name, otherwise);
          }
        });
    String[] known = operation.query().keySet().toArray(String[]::new);
    Params.of(ctx, known)
        .all()
        .forEach((name, value) -> {
          Schema schema = java.util.Objects.requireNonNull(operation.query().get(name));
          Object converted = converted(schema, value);
          schema.check(name, converted);
          values.put(name, converted);
        });
    for (String name : operation.required()) {
      if (!values.containsKey(name)) {
        throw new Invalid(name, "is missing");
      }
    }
    return values;
  }

  /// The text of a parameter as the type that its schema names; the text itself where it is none.
  private static Object converted(Schema schema, String text) {
    return switch (String.valueOf(schema.keyword("type"))) {
      case "integer" -> {
        try {
          yield Long.parseLong(text);
        } catch (NumberFormatException e) {
          yield text;
        }
      }
      case "boolean" ->
          switch (text) {
            case "true", "1", "on", "yes" -> true;
            case "false", "0", "off", "no" -> false;
            default -> text;
          };
      default -> text;
    };
  }

  private static Map<String, ? extends @Nullable Object> body(
      Context ctx, Operation operation, String text) {
    Schema schema = operation.body();
    if (schema == null || (text.isBlank() && !operation.bodyRequired())) {
      return Map.of();
    }
    Map<String, @Nullable Object> body = Body.object(ctx, text);
    schema.check("", body);
    return body;
  }

  private static void send(Context ctx, Operation operation, Reply reply) throws IOException {
    reply.headers().forEach(ctx::header);
    String tag = reply.headers().get("ETag");
    if (tag != null && operation.onlyReads() && tag.equals(ctx.header("If-None-Match"))) {
      ctx.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    ctx.status(reply.status());
    if (!reply.type().isEmpty()) {
      ctx.contentType(reply.type());
    }
    if (reply.stream() != null) {
      write(ctx, reply);
    } else if (!reply.text().isEmpty()) {
      ctx.result(reply.text());
    }
  }

  /// What is sent bit by bit for as long as it takes is neither packed nor held back.
  private static void write(Context ctx, Reply reply) throws IOException {
    boolean live = reply.type().startsWith("text/event-stream");
    java.util.Objects.requireNonNull(reply.stream())
        .write(live ? ctx.res().getOutputStream() : ctx.outputStream());
  }

  /// The body as it comes.
  private record RawBody(Context ctx) implements Request.Input {
    @Override
    public InputStream open() throws IOException {
      return ctx.req().getInputStream();
    }

    @Override
    public Upload upload() {
      try {
        return Upload.read(ctx.req());
      } catch (Refusal e) {
        // what of the body still comes is read by nobody
        ctx.header("Connection", "close");
        throw e;
      }
    }
  }

  /// The version of a thing as an entity tag: `"7"`.
  private static final class IfMatch {
    private IfMatch() {}

    /// The version that the asker read, null if the request does not depend on one.
    static @Nullable Long version(Context ctx) {
      String header = ctx.header("If-Match");
      if (header == null || header.strip().equals("*")) {
        return null;
      }
      String tag = header.strip();
      try {
        if (tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"")) {
          return Long.parseLong(tag.substring(1, tag.length() - 1));
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new Invalid(
          "If-Match",
          "must be the ETag of an answer, such as \"7\", not '" + Texts.shorten(tag, 40) + "'");
    }
  }
}
