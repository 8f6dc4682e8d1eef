package dev.seshat.server.rest;

import static dev.seshat.server.rest.SessionRoutes.ref;

import dev.seshat.Seshat;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Params;
import dev.seshat.session.Briefs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/// What a new agent needs to go on with a session, as Markdown within a budget of tokens.
public final class BriefRoutes implements Routes {
  private final Seshat seshat;

  public BriefRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/sessions/{ref}/brief", this::brief);
  }

  private void brief(Context ctx) {
    Params params = Params.of(ctx, "tokens");
    int tokens = params.integer("tokens", Briefs.DEFAULT_TOKENS, 100, 200_000);
    ctx.contentType("text/markdown; charset=utf-8").result(seshat.briefs().brief(ref(ctx), tokens));
  }
}
