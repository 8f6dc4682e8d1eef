package dev.seshat.server.rest;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Body;
import dev.seshat.server.http.Params;
import dev.seshat.usage.RecordedUsage;
import dev.seshat.usage.UsageBatch;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageSummary;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tokens and money: sums by any dimension as JSON or CSV, and requests handed in.
public final class UsageRoutes implements Routes {
  private static final int MAX_BATCH = 10_000;

  private final Seshat seshat;

  public UsageRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/usage", this::summary);
    routes.post("/api/v1/usage", this::record);
  }

  private void summary(Context ctx) {
    Params params =
        Params.of(
            ctx, "by", "zone", "from", "to", "project", "host", "model", "user", "session",
            "branch", "format");
    boolean csv = wantsCsv(ctx, params);
    UsageSummary summary = seshat.usage().summary(query(params));
    if (csv) {
      ctx.header(
          "Content-Disposition",
          "attachment; filename=\"usage-by-" + summary.query().by().word() + ".csv\"");
      ctx.contentType("text/csv; charset=utf-8").result(summary.toCsv());
    } else {
      Answers.jsonText(ctx, summary.toJson());
    }
  }

  private static boolean wantsCsv(Context ctx, Params params) {
    String accept = ctx.header("Accept");
    return switch (params.text(
        "format", accept != null && accept.contains("text/csv") ? "csv" : "json")) {
      case "csv" -> true;
      case "json" -> false;
      default -> throw new Invalid("format", "must be json or csv");
    };
  }

  private UsageQuery query(Params params) {
    ZoneId zone = Objects.requireNonNullElse(params.as("zone", UsageQuery::zone), ZoneOffset.UTC);
    String session = params.text("session");
    return UsageQuery.by(UsageDimension.of(params.text("by", "day")))
        .withZone(zone)
        .withFrom(params.time("from", zone))
        .withTo(params.time("to", zone))
        .withProject(params.text("project"))
        .withHost(params.text("host"))
        .withModel(params.text("model"))
        .withUser(params.text("user"))
        .withSession(session == null ? null : seshat.sessions().get(session).id())
        .withBranch(params.text("branch"));
  }

  private void record(Context ctx) {
    Params.of(ctx);
    Map<String, @Nullable Object> body = Body.object(ctx);
    ctx.status(HttpStatus.CREATED);
    if (!body.containsKey("requests")) {
      Answers.json(ctx, shown(seshat.usage().record(UsageJson.parse(body))));
      return;
    }
    Fields fields = new Fields(body);
    List<Map<String, @Nullable Object>> requests = fields.objects("requests", MAX_BATCH);
    fields.done();
    UsageBatch batch = seshat.usage().record(requests.stream().map(UsageJson::parse).toList());
    Answers.json(ctx, batch);
  }

  private static Map<String, @Nullable Object> shown(RecordedUsage recorded) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", recorded.id());
    json.put("outcome", recorded.outcome().name().toLowerCase(Locale.ROOT));
    json.put("cost_usd", recorded.costUsd());
    json.put("cost_grade", recorded.grade().word());
    json.put("price_snapshot", recorded.priceSnapshot());
    return json;
  }
}
