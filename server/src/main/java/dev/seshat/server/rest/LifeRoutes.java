package dev.seshat.server.rest;

import static dev.seshat.server.rest.SessionRoutes.ref;

import dev.seshat.Seshat;
import dev.seshat.json.Fields;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Body;
import dev.seshat.server.http.Params;
import dev.seshat.session.Ending;
import dev.seshat.session.Session;
import dev.seshat.session.SessionStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The life of a session: each step is a POST to the session's address with the step's name.
public final class LifeRoutes implements Routes {
  private final Seshat seshat;

  public LifeRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    step(routes, "start", this::activate);
    step(routes, "resume", this::activate);
    step(routes, "pause", ctx -> move(ctx, SessionStatus.PAUSED));
    step(routes, "archive", ctx -> move(ctx, SessionStatus.ARCHIVED));
    step(routes, "complete", ctx -> end(ctx, SessionStatus.COMPLETED));
    step(routes, "fail", ctx -> end(ctx, SessionStatus.FAILED));
    step(routes, "cancel", ctx -> end(ctx, SessionStatus.CANCELLED));
    step(routes, "focus", this::focus);
    step(routes, "fork", this::fork);
    step(routes, "summarize", this::summarize);
    routes.get("/api/v1/focus", this::inFocus);
    routes.delete("/api/v1/focus", this::clearFocus);
  }

  private interface Step {
    Session take(Context ctx);
  }

  private static void step(RoutesConfig routes, String name, Step step) {
    routes.post(
        "/api/v1/sessions/{ref}/" + name,
        ctx -> {
          Params.of(ctx);
          SessionRoutes.session(ctx, step.take(ctx));
        });
  }

  private static Map<String, @Nullable Object> nothing(Context ctx) {
    Map<String, @Nullable Object> body = Body.objectOrNothing(ctx);
    new Fields(body).done();
    return body;
  }

  private Session activate(Context ctx) {
    nothing(ctx);
    return seshat.sessions().activate(ref(ctx));
  }

  private Session move(Context ctx, SessionStatus to) {
    nothing(ctx);
    return seshat.sessions().move(ref(ctx), to, Ending.none(), IfMatch.version(ctx));
  }

  private Session end(Context ctx, SessionStatus to) {
    Ending ending = Ending.fromJson(Body.objectOrNothing(ctx));
    return seshat.sessions().move(ref(ctx), to, ending, IfMatch.version(ctx));
  }

  private Session focus(Context ctx) {
    nothing(ctx);
    return seshat.focus().set(ref(ctx));
  }

  private Session summarize(Context ctx) {
    nothing(ctx);
    return seshat.sessions().summarize(ref(ctx));
  }

  private Session fork(Context ctx) {
    Fields fields = new Fields(Body.objectOrNothing(ctx));
    Long at = fields.number("at_sequence", 0, Long.MAX_VALUE);
    String intention = fields.text("intention", 100_000);
    fields.done();
    Session made = seshat.sessions().fork(ref(ctx), at, intention);
    ctx.status(HttpStatus.CREATED).header("Location", "/api/v1/sessions/" + made.id());
    return made;
  }

  private void inFocus(Context ctx) {
    Params.of(ctx);
    SessionRoutes.session(ctx, seshat.sessions().get("current"));
  }

  private void clearFocus(Context ctx) {
    Params.of(ctx);
    seshat.focus().clear();
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
