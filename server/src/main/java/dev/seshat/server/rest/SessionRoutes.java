package dev.seshat.server.rest;

import static dev.seshat.server.http.Answers.json;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Body;
import dev.seshat.server.http.Params;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sessions: list, create, read, change, and those that belong to one.
public final class SessionRoutes implements Routes {
  private final Seshat seshat;

  public SessionRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/sessions", this::list);
    routes.post("/api/v1/sessions", this::create);
    routes.get("/api/v1/sessions/{ref}", this::show);
    routes.patch("/api/v1/sessions/{ref}", this::change);
    routes.get(
        "/api/v1/sessions/{ref}/children",
        ctx -> related(ctx, seshat.sessions().children(id(ctx))));
    routes.get(
        "/api/v1/sessions/{ref}/chain", ctx -> related(ctx, seshat.sessions().chain(ref(ctx))));
  }

  private void list(Context ctx) {
    Params params =
        Params.of(
            ctx, "kind", "status", "project", "tool", "tag", "from", "to", "roots", "limit",
            "cursor");
    SessionFilter filter =
        SessionFilter.all()
            .withKind(params.text("kind"))
            .withStatuses(statuses(params.text("status")))
            .withProject(params.text("project"))
            .withTool(params.text("tool"))
            .withTag(params.text("tag"))
            .withActivity(params.time("from"), params.time("to"))
            .withRootsOnly(params.flag("roots"))
            .withLimit(params.integer("limit", 50, 1, 1_000))
            .withCursor(params.text("cursor"));
    Answers.page(ctx, "sessions", seshat.sessions().list(filter), Session::toJson);
  }

  /// One state, or several with commas between them.
  public static Set<SessionStatus> statuses(@Nullable String words) {
    Set<SessionStatus> statuses = EnumSet.noneOf(SessionStatus.class);
    if (words != null) {
      for (String word : words.split(",", -1)) {
        statuses.add(SessionStatus.of(word.strip()));
      }
    }
    return statuses;
  }

  private void create(Context ctx) {
    Params params = Params.of(ctx, "start", "focus");
    NewSession given = NewSession.fromJson(Body.object(ctx));
    boolean start = params.flag("start");
    if (params.flag("focus") && !start) {
      throw new Invalid("focus", "goes with start=true: only an active session can be in focus");
    }
    Session made =
        !start
            ? seshat.sessions().create(given)
            : params.flag("focus")
                ? seshat.sessions().start(given)
                : seshat.sessions().startUnfocused(given);
    ctx.status(HttpStatus.CREATED).header("Location", "/api/v1/sessions/" + made.id());
    session(ctx, made);
  }

  private void show(Context ctx) {
    Params.of(ctx);
    session(ctx, seshat.sessions().get(ref(ctx)));
  }

  private void change(Context ctx) {
    Params.of(ctx);
    Long version = IfMatch.version(ctx);
    session(
        ctx, seshat.sessions().update(ref(ctx), SessionChange.fromJson(Body.object(ctx)), version));
  }

  private static void related(Context ctx, List<Session> sessions) {
    Params.of(ctx);
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("sessions", sessions.stream().map(Session::toJson).toList());
    all.put("next", null);
    json(ctx, all);
  }

  /// Answers with a session and its version as the tag that a change may name.
  static void session(Context ctx, Session session) {
    ctx.header("ETag", IfMatch.tag(session.version()));
    Answers.jsonText(ctx, Json.write(session.toJson()));
  }

  /// The id of the session that the address names, which has to be there.
  private String id(Context ctx) {
    return seshat.sessions().get(ref(ctx)).id().toString();
  }

  static String ref(Context ctx) {
    return ctx.pathParam("ref");
  }
}
