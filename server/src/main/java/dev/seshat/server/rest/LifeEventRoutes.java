package dev.seshat.server.rest;

import dev.seshat.people.LifeEvent;
import dev.seshat.people.LifeEvents;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import java.util.List;

/// What happened in the lives of those who are interviewed.
public final class LifeEventRoutes implements Operations {
  private static final String OF_ONE = StorytellerRoutes.ONE + "/life-events";
  private static final String ALL = "/api/v1/life-events";
  private static final String ONE = ALL + "/{event}";
  private static final Schema EVENT = PersonShapes.lifeEvent();

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(OF_ONE, "listLifeEvents", "The events of a life, the earliest first")
            .about("What has no date comes last.")
            .path("storyteller", PersonShapes.who())
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers("A page of events", Shapes.page("life_events", EVENT))
            .by(request ->
                Reply.page(
                    "life_events",
                    events(request)
                        .list(
                            StorytellerRoutes.who(request),
                            request.text("cursor"),
                            request.integer("limit")),
                    LifeEvent::toJson)),
        Operation.post(OF_ONE, "addLifeEvent", "Add an event to a life")
            .path("storyteller", PersonShapes.who())
            .takes(PersonShapes.newLifeEvent())
            .answers(201, "The event", EVENT)
            .by(LifeEventRoutes::add),
        one(Operation.get(ONE, "getLifeEvent", "An event of a life"))
            .by(request -> shown(events(request).get(event(request)))),
        one(Operation.patch(ONE, "changeLifeEvent", "Change an event of a life"))
            .versioned()
            .takes(PersonShapes.lifeEventChange())
            .by(request ->
                shown(events(request).change(event(request), request.body(), request.version()))),
        Operation.delete(ONE, "deleteLifeEvent", "Forget an event of a life")
            .about("Sessions that were about it stay.")
            .path("event", which())
            .answersNothing("It is gone")
            .by(request -> {
              events(request).delete(event(request));
              return Reply.nothing();
            }));
  }

  private static Schema which() {
    return Schema.text("The event's id, or its beginning (4 or more)", 40);
  }

  private static Operation.Builder one(Operation.Builder operation) {
    return operation.path("event", which()).answers("The event", EVENT);
  }

  private static LifeEvents events(Request request) {
    return request.seshat().lifeEvents();
  }

  private static String event(Request request) {
    return request.place("event");
  }

  private static Reply shown(LifeEvent event) {
    return Reply.json(event.toJson()).withVersion(event.version());
  }

  private static Reply add(Request request) {
    LifeEvent made =
        events(request).add(StorytellerRoutes.who(request), NewLifeEvent.fromJson(request.body()));
    return shown(made).created(ALL + "/" + made.id());
  }
}
