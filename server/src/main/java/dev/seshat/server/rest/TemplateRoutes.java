package dev.seshat.server.rest;

import dev.seshat.interview.NewTemplate;
import dev.seshat.interview.Template;
import dev.seshat.interview.Templates;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import java.util.List;

/// Forms that sessions are made of: list, add, change, delete.
public final class TemplateRoutes implements Operations {
  private static final String ALL = "/api/v1/templates";
  private static final String ONE = ALL + "/{template}";

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listTemplates", "Templates, by name")
            .about("With `event_type` or `node`: those that suit it, the best first, in one page.")
            .query("event_type", Schema.text("The type of a life event", 64))
            .query("node", Schema.text("The key or id of a node", 100))
            .query("inactive", Schema.flag("Those out of use too").otherwise(false))
            .query("limit", Shapes.limit(50, 200))
            .query("cursor", Shapes.cursor())
            .answers("A page of them", Shapes.page("templates", InterviewShapes.template()))
            .by(TemplateRoutes::list),
        Operation.post(ALL, "addTemplate", "Add a template")
            .takes(InterviewShapes.newTemplate())
            .answers(201, "The template", InterviewShapes.template())
            .by(request -> {
              Template made = templates(request).add(NewTemplate.fromJson(request.body()));
              return shown(made).created(ALL + "/" + made.id());
            }),
        one(Operation.get(ONE, "getTemplate", "A template"))
            .versioned()
            .answers("The template", InterviewShapes.template())
            .by(request -> shown(templates(request).get(template(request)))),
        one(Operation.patch(ONE, "changeTemplate", "Change a template"))
            .versioned()
            .about("Sessions that were made of it stay as they are.")
            .takes(InterviewShapes.templateChange())
            .answers("The template as it is now", InterviewShapes.template())
            .by(request ->
                shown(
                    templates(request)
                        .change(template(request), request.body(), request.version()))),
        one(Operation.delete(ONE, "deleteTemplate", "Forget a template"))
            .versioned()
            .answersNothing("It is gone; sessions that were made of it stay")
            .by(request -> {
              templates(request).delete(template(request), request.version());
              return Reply.nothing();
            }));
  }

  private static Operation.Builder one(Operation.Builder operation) {
    return operation.path("template", Schema.text("Its name, its id or its beginning", 200));
  }

  private static Reply list(Request request) {
    String type = request.text("event_type");
    String node = request.text("node");
    return type == null && node == null
        ? Reply.page(
            "templates",
            templates(request)
                .list(request.flag("inactive"), request.text("cursor"), request.integer("limit")),
            Template::toJson)
        : Reply.list(
            "templates", templates(request).suggestedFor(type, node), null, Template::toJson);
  }

  private static Templates templates(Request request) {
    return request.seshat().templates();
  }

  private static String template(Request request) {
    return request.place("template");
  }

  private static Reply shown(Template template) {
    return Reply.json(template.toJson()).withVersion(template.version());
  }
}
