package dev.seshat.server.rest;

import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Briefs;
import java.util.List;

/// What a new agent needs to go on with a session, as Markdown within a budget of tokens.
public final class BriefRoutes implements Operations {
  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/sessions/{ref}/brief", "getBrief", "What hands a session on")
            .query(
                "tokens",
                Schema.integer(
                    "How long it may be (default: the preference `brief_tokens`)", 100, 200_000))
            .answersWith("text/markdown; charset=utf-8", "The brief")
            .by(BriefRoutes::brief));
  }

  private static Reply brief(Request request) {
    Briefs briefs = request.seshat().briefs();
    Long tokens = request.number("tokens");
    return Reply.text(
        "text/markdown; charset=utf-8",
        briefs.brief(request.ref(), tokens == null ? briefs.tokens() : tokens.intValue()));
  }
}
