package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.Page;
import dev.seshat.analysis.CallStatus;
import dev.seshat.analysis.ModelCall;
import dev.seshat.analysis.ModelCallFilter;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.http.Params;
import dev.seshat.server.schema.Schema;
import java.util.List;

/// The language model that Seshat itself calls, and what it was asked.
public final class ModelRoutes implements Operations {
  private static final long MOST = Long.MAX_VALUE;

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/model-calls/status", "getModelStatus", "Which model is configured")
            .about("Never with its key.")
            .answers("What the server's environment says", status())
            .by(request -> Reply.json(request.seshat().models().status().toJson())),
        Operation.get("/api/v1/model-calls", "listModelCalls", "Calls, the newest first")
            .query("project", Schema.text("", 200))
            .query("session", Schema.text("Id, short id, prefix or `current`", 100))
            .query("purpose", Schema.text("What it was for, such as session.summarize", 64))
            .query("status", Schema.word("", CallStatus.class))
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers("A page of calls", Shapes.page("calls", call()))
            .by(ModelRoutes::list),
        Operation.get("/api/v1/model-calls/{call}", "getModelCall", "One call")
            .path("call", Schema.integer("Its number", 1, MOST))
            .answers("The call", call())
            .by(request ->
                Reply.json(
                    request
                        .seshat()
                        .models()
                        .call(Params.positive("call", request.place("call")))
                        .toJson())));
  }

  private static Schema status() {
    return Schema.object(
            field("configured!", Schema.flag("Whether a model can be called")),
            field("provider!", Schema.text("", 20).orNull()),
            field("host!", Schema.text("Whom its tokens are accounted to", 200).orNull()),
            field("model!", Schema.text("", 200).orNull()),
            field("url!", Schema.text("", 2_000).orNull()),
            field("has_key!", Schema.flag("")),
            field("problem!", Schema.text("What is wrong with the settings", 1_000).orNull()))
        .named("ModelStatus");
  }

  private static Schema call() {
    Schema count = Schema.integer("", 0, MOST);
    return Schema.object(
            field("id!", Schema.integer("", 1, MOST)),
            field("at!", Schema.time("")),
            field("purpose!", Schema.text("", 64)),
            field("project!", Schema.text("", 200)),
            field("user_id!", Schema.text("", 200).orNull()),
            field("session_id!", Schema.id("").orNull()),
            field("promise_id!", Schema.integer("", 1, MOST).orNull()),
            field("host!", Schema.text("", 200)),
            field("model!", Schema.text("", 200)),
            field("status!", Schema.word("", CallStatus.class)),
            field("error!", Schema.text("Why there is no answer", 1_000).orNull()),
            field("attempts!", count.saying("How often the model was asked")),
            field("duration_ms!", count.orNull()),
            field("prompt!", Schema.text("The first characters, secrets masked", 4_000)),
            field("prompt_chars!", count),
            field("answer!", Schema.text("The first characters, secrets masked", 4_000).orNull()),
            field("answer_chars!", count.orNull()),
            field("total_tokens!", count.saying("Of all its tries")),
            field("cost_usd!", Schema.number("Null where no price is known").orNull()),
            field("is_lower_bound!", Schema.flag("Whether it cost at least that")))
        .named("ModelCall");
  }

  private static Reply list(Request request) {
    String session = request.text("session");
    String status = request.text("status");
    String cursor = request.text("cursor");
    Page<ModelCall> page =
        request
            .seshat()
            .models()
            .calls(
                new ModelCallFilter(
                    request.text("project"),
                    session == null ? null : request.seshat().sessions().get(session).id(),
                    request.text("purpose"),
                    status == null ? null : CallStatus.of(status),
                    cursor == null ? null : Params.positive("cursor", cursor),
                    request.integer("limit")));
    return Reply.list("calls", page.items(), page.next(), ModelCall::toJson);
  }
}
