package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Answer;
import dev.seshat.session.Interaction;
import dev.seshat.session.Interactions;
import dev.seshat.session.NewInteraction;
import java.util.List;
import java.util.Map;

/// What was said and done in a session: pages, appending one or many, answering a prompt that waits.
public final class InteractionRoutes implements Operations {
  private static final String ALL = "/api/v1/sessions/{ref}/interactions";
  private static final int MAX_BATCH = 10_000;

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listInteractions", "The turns of a session, in their order")
            .query("cursor", Shapes.cursor())
            .query("limit", Shapes.limit(50, 1_000))
            .query("last", Schema.integer("The last so many, without a cursor", 1, 1_000))
            .query(
                "around", Schema.integer("Those around the turn of this number", 1, Long.MAX_VALUE))
            .answers("A page of turns", Shapes.page("interactions", Shapes.interaction()))
            .by(InteractionRoutes::list),
        Operation.post(ALL, "appendInteractions", "Append a turn, or many at once")
            .about("The body is one turn, or `{\"interactions\": […]}` for up to 10,000.")
            .takes(oneOrMany())
            .answers(
                201,
                "The turn, or the list of them",
                Schema.any("")
                    .with(
                        "anyOf",
                        List.of(
                            Shapes.interaction().toJson(),
                            Shapes.page("interactions", Shapes.interaction()).toJson())))
            .by(InteractionRoutes::append),
        Operation.get(ALL + "/{sequence}", "getInteraction", "A turn")
            .answers("The turn", Shapes.interaction())
            .by(request ->
                Reply.json(
                    request
                        .seshat()
                        .interactions()
                        .get(request.ref(), sequence(request))
                        .toJson())),
        answer(Operation.put(ALL + "/{sequence}/answer", "putAnswer", "Answer a prompt")),
        answer(Operation.post(ALL + "/{sequence}/answer", "answerPrompt", "Answer a prompt")));
  }

  private static Schema oneOrMany() {
    return Schema.any("")
        .with(
            "anyOf",
            List.of(
                Schema.object(
                        field("interactions!", Schema.list("", Shapes.newInteraction(), MAX_BATCH)))
                    .toJson(),
                Shapes.newInteraction().toJson()));
  }

  private static Operation answer(Operation.Builder operation) {
    return operation
        .takes(Shapes.answer())
        .answers("The turn with its answer", Shapes.interaction())
        .by(request ->
            Reply.json(
                request
                    .seshat()
                    .interviews()
                    .answer(request.ref(), sequence(request), Answer.fromJson(request.body()))
                    .toJson()));
  }

  private static Reply list(Request request) {
    Interactions interactions = request.seshat().interactions();
    int limit = request.integer("limit");
    Long around = request.number("around");
    Long last = request.number("last");
    if (last != null) {
      if (around != null || request.text("cursor") != null) {
        throw new Invalid("last", "goes with neither around nor cursor");
      }
      return shown(interactions.last(request.ref(), last.intValue()));
    }
    if (around != null) {
      return shown(interactions.around(request.ref(), around, limit / 2, limit / 2));
    }
    return Reply.page(
        "interactions",
        interactions.page(request.ref(), request.text("cursor"), limit),
        Interaction::toJson);
  }

  private static Reply shown(List<Interaction> interactions) {
    return Reply.list("interactions", interactions, null, Interaction::toJson);
  }

  private static Reply append(Request request) {
    Interactions interactions = request.seshat().interactions();
    Map<String, ?> body = request.body();
    Reply reply =
        body.containsKey("interactions")
            ? shown(
                interactions.appendAll(
                    request.ref(),
                    request.items("interactions", MAX_BATCH, NewInteraction::fromJson)))
            : Reply.json(
                interactions.append(request.ref(), NewInteraction.fromJson(body)).toJson());
    return reply.withStatus(201);
  }

  private static long sequence(Request request) {
    return Long.parseLong(request.place("sequence"));
  }
}
