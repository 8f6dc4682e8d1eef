package dev.seshat.server.rest;

import static dev.seshat.server.rest.SessionRoutes.ref;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Params;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.UUID;

/// The original file that a session was imported from, byte for byte.
public final class TranscriptRoutes implements Routes {
  private final Seshat seshat;

  public TranscriptRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/sessions/{ref}/transcript", this::write);
  }

  private void write(Context ctx) throws IOException {
    Params.of(ctx);
    UUID session = seshat.sessions().get(ref(ctx)).id();
    if (seshat.transcripts().files(session).isEmpty()) {
      throw NotFound.of("archived transcript of session", session.toString());
    }
    ctx.contentType("application/x-ndjson");
    ctx.header("Content-Disposition", "attachment; filename=\"" + session + ".jsonl\"");
    seshat.transcripts().writeOriginal(session, ctx.outputStream());
  }
}
