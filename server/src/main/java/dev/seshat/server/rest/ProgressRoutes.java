package dev.seshat.server.rest;

import static dev.seshat.server.rest.SessionRoutes.ref;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Body;
import dev.seshat.server.http.Params;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// How far a session has come, and a person's or a model's word on an indicator.
public final class ProgressRoutes implements Routes {
  private final Seshat seshat;

  public ProgressRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/sessions/{ref}/progress", this::show);
    routes.post("/api/v1/sessions/{ref}/progress/judge", this::judge);
  }

  private void show(Context ctx) {
    Params.of(ctx);
    Answers.json(ctx, seshat.progress().of(ref(ctx)).toJson());
  }

  private void judge(Context ctx) {
    Params.of(ctx);
    Fields fields = new Fields(Body.object(ctx));
    boolean success = isSuccess(fields.text("list", 20));
    String text = fields.required("text", 2_000);
    Boolean met = fields.flag("met");
    String by = fields.text("by", 200);
    String evidence = fields.text("evidence", 10_000);
    fields.done();
    if (met == null) {
      throw new Invalid("met", "is missing; say true or false");
    }
    String judge = by == null ? "person:" + seshat.actor() : by;
    Answers.json(
        ctx, seshat.progress().judge(ref(ctx), success, text, met, judge, evidence).toJson());
  }

  private static boolean isSuccess(@Nullable String list) {
    return switch (list) {
      case "success" -> true;
      case "completion" -> false;
      case null, default -> throw new Invalid("list", "must be success or completion");
    };
  }
}
