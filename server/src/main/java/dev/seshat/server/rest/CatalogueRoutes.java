package dev.seshat.server.rest;

import dev.seshat.Seshat;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Params;
import dev.seshat.session.Kpis;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/// What usage and sessions refer to (projects, hosts, models, prices), and what sessions come to.
public final class CatalogueRoutes implements Routes {
  private final Seshat seshat;

  public CatalogueRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/projects", ctx -> all(ctx, "projects", seshat.usage().projects().list()));
    routes.get("/api/v1/hosts", ctx -> all(ctx, "hosts", seshat.usage().hosts()));
    routes.get("/api/v1/models", ctx -> all(ctx, "models", seshat.usage().models()));
    routes.get("/api/v1/prices", ctx -> all(ctx, "prices", seshat.usage().prices().list()));
    routes.get("/api/v1/kpis", this::kpis);
  }

  private static void all(Context ctx, String name, List<?> things) {
    Params.of(ctx);
    Answers.json(ctx, Map.of(name, things));
  }

  private void kpis(Context ctx) {
    Params params = Params.of(ctx, "by", "from", "to");
    Kpis.Dimension by = Kpis.Dimension.of(params.text("by", "project"));
    List<?> rows =
        seshat.kpis().by(by, params.time("from"), params.time("to")).stream()
            .map(Kpis.Figures::toJson)
            .toList();
    Answers.json(ctx, Map.of("rows", rows));
  }
}
