package dev.seshat.server.rest;

import static dev.seshat.server.rest.SessionRoutes.ref;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Body;
import dev.seshat.server.http.Params;
import dev.seshat.session.Answer;
import dev.seshat.session.Interaction;
import dev.seshat.session.NewInteraction;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was said and done in a session: pages, appending one or many, answering a prompt that waits.
public final class InteractionRoutes implements Routes {
  private static final int MAX_BATCH = 10_000;

  private final Seshat seshat;

  public InteractionRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/sessions/{ref}/interactions", this::list);
    routes.post("/api/v1/sessions/{ref}/interactions", this::append);
    routes.get("/api/v1/sessions/{ref}/interactions/{sequence}", this::show);
    routes.put("/api/v1/sessions/{ref}/interactions/{sequence}/answer", this::answer);
    routes.post("/api/v1/sessions/{ref}/interactions/{sequence}/answer", this::answer);
  }

  private void list(Context ctx) {
    Params params = Params.of(ctx, "cursor", "limit", "last", "around");
    int limit = params.integer("limit", 50, 1, 1_000);
    Long around = params.positive("around");
    if (params.text("last") != null) {
      if (around != null || params.text("cursor") != null) {
        throw new Invalid("last", "goes with neither around nor cursor");
      }
      show(ctx, seshat.interactions().last(ref(ctx), params.integer("last", 50, 1, 1_000)));
    } else if (around != null) {
      show(ctx, seshat.interactions().around(ref(ctx), around, limit / 2, limit / 2));
    } else {
      Page<Interaction> page = seshat.interactions().page(ref(ctx), params.text("cursor"), limit);
      Answers.page(ctx, "interactions", page, Interaction::toJson);
    }
  }

  private static void show(Context ctx, List<Interaction> interactions) {
    Answers.page(ctx, "interactions", new Page<>(interactions, null), Interaction::toJson);
  }

  private void append(Context ctx) {
    Params.of(ctx);
    Map<String, @Nullable Object> body = Body.object(ctx);
    ctx.status(HttpStatus.CREATED);
    if (!body.containsKey("interactions")) {
      Answers.json(
          ctx, seshat.interactions().append(ref(ctx), NewInteraction.fromJson(body)).toJson());
      return;
    }
    Fields fields = new Fields(body);
    List<Map<String, @Nullable Object>> given = fields.objects("interactions", MAX_BATCH);
    fields.done();
    List<NewInteraction> all = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      all.add(item(i, given.get(i)));
    }
    show(ctx, seshat.interactions().appendAll(ref(ctx), all));
  }

  private static NewInteraction item(int index, Map<String, @Nullable Object> json) {
    try {
      return NewInteraction.fromJson(json);
    } catch (Invalid e) {
      String message =
          e.path().isEmpty() ? e.getMessage() : e.getMessage().substring(e.path().length() + 2);
      throw new Invalid(
          "interactions[" + index + "]" + (e.path().isEmpty() ? "" : "." + e.path()), message);
    }
  }

  private void show(Context ctx) {
    Params.of(ctx);
    Answers.json(ctx, seshat.interactions().get(ref(ctx), sequence(ctx)).toJson());
  }

  private void answer(Context ctx) {
    Params.of(ctx);
    Answer answer = Answer.fromJson(Body.object(ctx));
    Answers.json(ctx, seshat.interactions().answer(ref(ctx), sequence(ctx), answer).toJson());
  }

  private static long sequence(Context ctx) {
    return Params.positive("sequence", ctx.pathParam("sequence"));
  }
}
