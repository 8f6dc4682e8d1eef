package dev.seshat.server.rest;

import static dev.seshat.server.rest.SessionRoutes.ref;

import dev.seshat.Seshat;
import dev.seshat.json.Fields;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Body;
import dev.seshat.server.http.Params;
import dev.seshat.session.Artifact;
import dev.seshat.session.ArtifactChange;
import dev.seshat.session.NewArtifact;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.UUID;

/// What a session brought forth: list, add, change, approve.
public final class ArtifactRoutes implements Routes {
  private final Seshat seshat;

  public ArtifactRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/sessions/{ref}/artifacts", this::list);
    routes.post("/api/v1/sessions/{ref}/artifacts", this::add);
    routes.get("/api/v1/artifacts/{id}", this::show);
    routes.patch("/api/v1/artifacts/{id}", this::change);
    routes.post("/api/v1/artifacts/{id}/approve", this::approve);
  }

  private void list(Context ctx) {
    Params params = Params.of(ctx, "cursor", "limit");
    int limit = params.integer("limit", 50, 1, 1_000);
    Answers.page(
        ctx,
        "artifacts",
        seshat.artifacts().list(ref(ctx), params.text("cursor"), limit),
        Artifact::toJson);
  }

  private void add(Context ctx) {
    Params.of(ctx);
    Artifact made = seshat.artifacts().add(ref(ctx), NewArtifact.fromJson(Body.object(ctx)));
    ctx.status(HttpStatus.CREATED).header("Location", "/api/v1/artifacts/" + made.id());
    answer(ctx, made);
  }

  private void show(Context ctx) {
    Params.of(ctx);
    answer(ctx, seshat.artifacts().get(id(ctx)));
  }

  private void change(Context ctx) {
    Params.of(ctx);
    ArtifactChange change = ArtifactChange.fromJson(Body.object(ctx));
    answer(ctx, seshat.artifacts().change(id(ctx), change, IfMatch.version(ctx)));
  }

  private void approve(Context ctx) {
    Params.of(ctx);
    new Fields(Body.objectOrNothing(ctx)).done();
    answer(ctx, seshat.artifacts().approve(id(ctx), IfMatch.version(ctx)));
  }

  private static void answer(Context ctx, Artifact artifact) {
    ctx.header("ETag", IfMatch.tag(artifact.version()));
    Answers.json(ctx, artifact.toJson());
  }

  private static UUID id(Context ctx) {
    return Params.id("id", ctx.pathParam("id"));
  }
}
