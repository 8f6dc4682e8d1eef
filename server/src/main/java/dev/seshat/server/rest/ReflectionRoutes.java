package dev.seshat.server.rest;

import dev.seshat.promise.Promise;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import java.util.List;

/// What sessions that iterated have taught.
public final class ReflectionRoutes implements Operations {
  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.post(
                "/api/v1/sessions/{ref}/reflection",
                "reflect",
                "Reflect on a session that has ended")
            .about(
                "Promises what the end of a session that iterated promises by itself: patterns with evidence, counted keywords,"
                    + " and whether what was applied was effective. Done twice it adds nothing.")
            .mayTake(Shapes.nothing())
            .answers(201, "The promise that is open, or a new one", PromiseShapes.promise())
            .by(ReflectionRoutes::promise));
  }

  private static Reply promise(Request request) {
    Promise made = request.seshat().reflection().promise(request.ref());
    return Reply.json(made.toJson()).created("/api/v1/promises/" + made.id());
  }
}
