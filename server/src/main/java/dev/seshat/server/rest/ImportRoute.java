package dev.seshat.server.rest;

import dev.seshat.access.Role;
import dev.seshat.export.ExportProgress;
import dev.seshat.export.LoadOptions;
import dev.seshat.export.LoadReport;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Body;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;

/// `POST /api/v1/import`: what an export wrote. Its body is no JSON and may be large, so it is read as it comes.
public final class ImportRoute implements Routes {
  /// The most that a ZIP over HTTP may hold once it is unpacked.
  private static final long MAX_BYTES = 16L << 30;

  private final Visitors visitors;

  /// @param visitors tells who makes a request
  public ImportRoute(Visitors visitors) {
    this.visitors = visitors;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/import", this::load);
  }

  private void load(Context ctx) throws IOException {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.OWNER);
    Body.requireType(ctx, "application/zip");
    LoadOptions options =
        LoadOptions.standard()
            .withMaxBytes(MAX_BYTES)
            .withSkipExisting("true".equals(ctx.queryParam("skip_existing")));
    LoadReport report =
        visitor.seshat().exports().load(ctx.req().getInputStream(), options, ExportProgress.none());
    Answers.json(ctx, report.toJson());
  }
}
