package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Kpis;
import dev.seshat.usage.Price;
import java.util.List;
import java.util.Map;

/// What usage and sessions refer to (projects, hosts, models, prices), and what sessions come to.
public final class CatalogueRoutes implements Operations {
  private static final Schema ID = Schema.integer("", 1, Long.MAX_VALUE);

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/projects", "listProjects", "Every project")
            .answers(
                "All of them",
                Shapes.list(
                    "projects",
                    Schema.object(
                        field("id!", ID),
                        field("name!", Schema.text("", 200)),
                        field("description!", Schema.text("", 100_000).orNull()),
                        field("created_at!", Schema.time("")))))
            .by(request -> all("projects", request.seshat().usage().projects().list())),
        Operation.get("/api/v1/hosts", "listHosts", "Everybody who runs models")
            .answers(
                "All of them",
                Shapes.list(
                    "hosts",
                    Schema.object(
                        field("id!", ID),
                        field("name!", Schema.text("", 200)),
                        field("base_url!", Schema.text("", 2_000).orNull()))))
            .by(request -> all("hosts", request.seshat().usage().hosts())),
        Operation.get("/api/v1/models", "listModels", "Every model that was used")
            .answers(
                "All of them",
                Shapes.list(
                    "models",
                    Schema.object(
                        field("id!", ID),
                        field("name!", Schema.text("", 200)),
                        field("host!", Schema.text("", 200)),
                        field("input_cost_per1k!", rate()),
                        field("output_cost_per1k!", rate()))))
            .by(request -> all("models", request.seshat().usage().models())),
        Operation.get("/api/v1/prices", "listPrices", "The price book")
            .answers("Every price in force", Shapes.list("prices", price()))
            .by(request ->
                all(
                    "prices",
                    request.seshat().usage().prices().list().stream().map(Price::toJson).toList())),
        Operation.get("/api/v1/kpis", "listKpis", "What sessions come to")
            .query("by", Schema.word("", Kpis.Dimension.class).otherwise("project"))
            .query("from", Shapes.moment("Created at or after"))
            .query("to", Shapes.moment("Created before"))
            .answers("A row for each", Shapes.list("rows", kpi()))
            .by(CatalogueRoutes::kpis));
  }

  private static Schema rate() {
    return Schema.number("US dollars").orNull();
  }

  private static Schema price() {
    return Schema.object(
            field("id!", ID.orNull()),
            field("origin!", Schema.word("Who brought it", Price.Origin.class)),
            field("provider!", Schema.text("", 200)),
            field("model!", Schema.text("", 200)),
            field("patterns!", Schema.list("The models it holds for", Schema.text("", 200), 100)),
            field("valid_from!", Schema.time("").orNull()),
            field("batch!", Schema.flag("Whether it holds for batches")),
            field(
                "above_input_tokens!",
                Schema.integer("It holds for requests with more input", 0, Long.MAX_VALUE)),
            field("input!", rate().saying("US dollars per million tokens, as those that follow")),
            field("output!", rate()),
            field("cache_read!", rate()),
            field("cache_write_5m!", rate()),
            field("cache_write_1h!", rate()),
            field("source!", Schema.text("", 1_000)))
        .named("Price");
  }

  /// What a group of sessions comes to.
  static Schema kpi() {
    Schema count = Schema.integer("", 0, Long.MAX_VALUE);
    return Schema.object(
            field("key!", Schema.text("", 250)),
            field("sessions!", count),
            field("scheduled!", count),
            field("active!", count),
            field("paused!", count),
            field("completed!", count),
            field("failed!", count),
            field("cancelled!", count),
            field("archived!", count),
            field("succeeded!", count),
            field("active_seconds!", count),
            field("average_rating!", Schema.number("").orNull()),
            field("average_completion!", Schema.number("").orNull()),
            field("interactions!", count),
            field("artifacts!", count),
            field("total_tokens!", count),
            field("cost_usd!", Schema.number("")))
        .named("Kpi");
  }

  private static Reply all(String name, List<?> things) {
    return Reply.json(Map.of(name, things));
  }

  private static Reply kpis(Request request) {
    Kpis.Dimension by = Kpis.Dimension.of(request.needed("by"));
    return all(
        "rows",
        request.seshat().kpis().by(by, request.time("from"), request.time("to")).stream()
            .map(Kpis.Figures::toJson)
            .toList());
  }
}
