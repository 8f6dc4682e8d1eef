package dev.seshat.server.rest;

import static dev.seshat.server.rest.SessionRoutes.ref;

import dev.seshat.Seshat;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Body;
import dev.seshat.server.http.Params;
import dev.seshat.session.NewNote;
import dev.seshat.session.Note;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/// The notes of a session.
public final class NoteRoutes implements Routes {
  private final Seshat seshat;

  public NoteRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/sessions/{ref}/notes", this::list);
    routes.post("/api/v1/sessions/{ref}/notes", this::add);
  }

  private void list(Context ctx) {
    Params params = Params.of(ctx, "cursor", "limit");
    int limit = params.integer("limit", 50, 1, 1_000);
    Answers.page(
        ctx, "notes", seshat.notes().list(ref(ctx), params.text("cursor"), limit), Note::toJson);
  }

  private void add(Context ctx) {
    Params.of(ctx);
    Note note = seshat.notes().add(ref(ctx), NewNote.fromJson(Body.object(ctx)));
    ctx.status(HttpStatus.CREATED);
    Answers.json(ctx, note.toJson());
  }
}
