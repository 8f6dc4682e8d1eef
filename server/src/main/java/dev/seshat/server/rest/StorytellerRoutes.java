package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.access.Role;
import dev.seshat.interview.EventCoverage;
import dev.seshat.interview.LifeExport;
import dev.seshat.people.Boundary;
import dev.seshat.people.NewStoryteller;
import dev.seshat.people.Storyteller;
import dev.seshat.people.Storytellers;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Kpis;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The people who are interviewed: what is told of them, what they agree to and allow, and how far interviews have come.
public final class StorytellerRoutes implements Operations {
  private static final String ALL = "/api/v1/storytellers";
  static final String ONE = ALL + "/{storyteller}";
  private static final Schema STORYTELLER = PersonShapes.storyteller();
  private static final Schema BOUNDARY = PersonShapes.boundary();

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listStorytellers", "The people who are interviewed, by name")
            .query("q", Schema.text("A piece of a name that they go by", 200))
            .query("deleted", Schema.flag("Those out of use too").otherwise(false))
            .query("limit", Shapes.limit(50, 200))
            .query("cursor", Shapes.cursor())
            .answers("A page of storytellers", Shapes.page("storytellers", STORYTELLER))
            .by(request ->
                Reply.page(
                    "storytellers",
                    people(request)
                        .list(
                            request.flag("deleted"),
                            request.text("q"),
                            request.text("cursor"),
                            request.integer("limit")),
                    Storyteller::toJson)),
        Operation.post(ALL, "addStoryteller", "Write down who is to be interviewed")
            .about("They have agreed to nothing yet: `POST …/consent` says that they have.")
            .takes(PersonShapes.newStoryteller())
            .answers(201, "The storyteller", STORYTELLER)
            .by(StorytellerRoutes::add),
        one(Operation.get(ONE, "getStoryteller", "A storyteller"))
            .by(request -> shown(people(request).get(who(request)))),
        one(Operation.patch(ONE, "changeStoryteller", "Change what is told of a storyteller"))
            .versioned()
            .takes(PersonShapes.storytellerChange())
            .by(request ->
                shown(people(request).change(who(request), request.body(), request.version()))),
        one(Operation.post(ONE + "/consent", "consentStoryteller", "Keep what somebody agrees to"))
            .about(
                "No interview starts without consent. When it is taken back, their active interviews are paused at once.")
            .takes(
                Schema.object(
                    field("given!", Schema.flag("Whether they agree to be interviewed")),
                    field("note", Schema.text("How they said it", 2_000))))
            .by(StorytellerRoutes::consent),
        one(Operation.post(ONE + "/restore", "restoreStoryteller", "Take somebody back into use"))
            .by(request -> shown(people(request).restore(who(request)))),
        Operation.delete(ONE, "deleteStoryteller", "Take somebody out of use, or erase them")
            .about(
                "Out of use, what was recorded stays, and their active interviews are paused. With `erase` (an owner's), all of"
                    + " it goes for good: their life, every session with them, pictures, transcripts, words of the search.")
            .path("storyteller", PersonShapes.who())
            .query("erase", Schema.flag("Nothing brings it back").otherwise(false))
            .answersNothing("They are out of use, or gone")
            .by(StorytellerRoutes::delete),
        Operation.get(
                ONE + "/export", "exportStoryteller", "All that is kept of somebody, as a ZIP")
            .about(
                "JSON of everything, a story to read as Markdown, pictures. With `share`, people go by their pseudonyms, and"
                    + " private details, limits, notes, pictures and events to be omitted are left out.")
            .path("storyteller", PersonShapes.who())
            .query("share", Schema.flag("As it may be shared").otherwise(false))
            .answersWith("application/zip", "The ZIP, as docs/people.md describes it")
            .by(StorytellerRoutes::export),
        Operation.get(ONE + "/boundary", "getBoundary", "What somebody allows to be asked")
            .path("storyteller", PersonShapes.who())
            .answers("Their limits", BOUNDARY)
            .by(request ->
                shown(people(request).get(who(request)), people(request).boundary(who(request)))),
        Operation.patch(ONE + "/boundary", "changeBoundary", "Change what somebody allows")
            .about("No question goes past it: nothing above the tier, nothing on a topic refused.")
            .path("storyteller", PersonShapes.who())
            .takes(PersonShapes.boundaryChange())
            .answers("Their limits", BOUNDARY)
            .by(request ->
                shown(
                    people(request).get(who(request)),
                    people(request).changeBoundary(who(request), request.body()))),
        Operation.get(ONE + "/coverage", "getCoverage", "How far each event was gone into")
            .about(
                "The heaviest events first. A level is as far as the session that came farthest.")
            .path("storyteller", PersonShapes.who())
            .answers("Every event", Shapes.list("events", PersonShapes.coverage()))
            .by(StorytellerRoutes::coverage),
        Operation.get(ONE + "/kpis", "getStorytellerKpis", "What their sessions come to")
            .path("storyteller", PersonShapes.who())
            .query("by", Schema.word("", Kpis.Dimension.class).otherwise("storyteller"))
            .query("from", Shapes.moment("Active at or after"))
            .query("to", Shapes.moment("Active before"))
            .answers("A row for each", Shapes.list("rows", CatalogueRoutes.kpi()))
            .by(StorytellerRoutes::kpis));
  }

  private static Operation.Builder one(Operation.Builder operation) {
    return operation
        .path("storyteller", PersonShapes.who())
        .answers("The storyteller", STORYTELLER);
  }

  private static Storytellers people(Request request) {
    return request.seshat().storytellers();
  }

  static String who(Request request) {
    return request.place("storyteller");
  }

  private static Reply shown(Storyteller storyteller) {
    return Reply.json(storyteller.toJson()).withVersion(storyteller.version());
  }

  /// With the id, by which an answer that was kept is found when they are erased.
  private static Reply shown(Storyteller whose, Boundary boundary) {
    Map<String, @Nullable Object> json = boundary.toJson();
    json.put("storyteller_id", whose.id().toString());
    return Reply.json(json);
  }

  private static Reply add(Request request) {
    Storyteller made = people(request).add(NewStoryteller.fromJson(request.body()));
    return shown(made).created(ALL + "/" + made.id());
  }

  private static Reply export(Request request) {
    Storyteller whose = people(request).get(who(request));
    String id = whose.id().toString();
    boolean isShared = request.flag("share");
    LifeExport exports = request.seshat().lifeExport();
    return Reply.stream("application/zip", out -> exports.write(id, isShared, out))
        .asFile("storyteller-" + id.substring(0, 8) + (isShared ? "-to-share" : "") + ".zip");
  }

  private static Reply consent(Request request) {
    Map<String, ? extends @Nullable Object> body = request.body();
    return shown(
        people(request)
            .consent(
                who(request),
                Boolean.TRUE.equals(body.get("given")),
                request.fields().text("note", 2_000)));
  }

  private static Reply delete(Request request) {
    if (request.flag("erase")) {
      request.require(Role.OWNER, "erasing a storyteller");
      request.seshat().erasure().erase(who(request));
    } else {
      people(request).delete(who(request));
    }
    return Reply.nothing();
  }

  private static Reply coverage(Request request) {
    return Reply.json(
        Map.of(
            "events",
            request.seshat().sessionEvents().coverageOf(who(request)).stream()
                .map(EventCoverage::toJson)
                .toList()));
  }

  private static Reply kpis(Request request) {
    Storyteller whose = people(request).get(who(request));
    return Reply.json(
        Map.of(
            "rows",
            request
                .seshat()
                .kpis()
                .ofStoryteller(
                    whose.id(),
                    Kpis.Dimension.of(request.needed("by")),
                    request.time("from"),
                    request.time("to"))
                .stream()
                .map(Kpis.Figures::toJson)
                .toList()));
  }
}
