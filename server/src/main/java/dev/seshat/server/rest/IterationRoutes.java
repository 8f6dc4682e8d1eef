package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.json.Fields;
import dev.seshat.prompting.Iteration;
import dev.seshat.prompting.IterationChange;
import dev.seshat.prompting.Iterations;
import dev.seshat.prompting.Logged;
import dev.seshat.prompting.NewIteration;
import dev.seshat.prompting.NewScores;
import dev.seshat.prompting.Profile;
import dev.seshat.prompting.Profiles;
import dev.seshat.prompting.Reference;
import dev.seshat.prompting.ReferenceChange;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.http.Params;
import dev.seshat.server.schema.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The iterations of a session: log, list, change, confirm, compare; its reference; what to do next; the profiles.
public final class IterationRoutes implements Operations {
  private static final String SESSION = "/api/v1/sessions/{ref}";
  private static final String ALL = SESSION + "/iterations";
  private static final String ONE = ALL + "/{iteration}";
  private static final String REFERENCE = SESSION + "/reference";

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listIterations", "The iterations of a session, in their order")
            .query("limit", Shapes.limit(50, 1_000))
            .query("cursor", Shapes.cursor())
            .answers("A page of iterations", Shapes.page("iterations", IterationShapes.iteration()))
            .by(IterationRoutes::list),
        Operation.post(ALL, "logIteration", "Log an iteration")
            .about(
                "Its number, the means of its scores, the delta to the one before and the next action are the store's."
                    + " Scores are preliminary until a person confirms them.")
            .takes(IterationShapes.newIteration())
            .answers(201, "The iteration, and what follows", IterationShapes.logged())
            .by(IterationRoutes::log),
        one(Operation.get(ONE, "getIteration", "An iteration"))
            .by(request -> shown(iterations(request).get(request.ref(), number(request)))),
        one(Operation.patch(ONE, "changeIteration", "Say more of an iteration"))
            .about("New scores are preliminary, whoever confirmed the old ones.")
            .takes(IterationShapes.change())
            .by(IterationRoutes::change),
        one(Operation.post(ONE + "/validate", "validateIteration", "Confirm its scores"))
            .about("As a person who has looked: as they are, or as that person sees them.")
            .mayTake(Schema.object(field("result_assessment", IterationShapes.scores())))
            .by(IterationRoutes::validate),
        Operation.get(ONE + "/delta", "iterationDelta", "What changed with an iteration")
            .path("iteration", IterationShapes.NUMBER)
            .query(
                "since", IterationShapes.NUMBER.saying("Since this one; default: the one before"))
            .answers("The differences", IterationShapes.delta())
            .by(IterationRoutes::delta),
        Operation.get(SESSION + "/suggestion", "suggestAction", "What to do next, and why")
            .answers("The action", IterationShapes.suggestion())
            .by(request -> Reply.json(iterations(request).suggest(request.ref()).toJson())),
        Operation.get(REFERENCE, "getReference", "What a session works towards")
            .versioned()
            .answers("The reference", IterationShapes.reference())
            .by(request -> shown(iterations(request).reference(request.ref()))),
        Operation.patch(REFERENCE, "setReference", "Say what a session works towards")
            .versioned()
            .takes(IterationShapes.referenceChange())
            .answers("The reference as it is now", IterationShapes.reference())
            .by(request ->
                shown(
                    iterations(request)
                        .setReference(
                            request.ref(),
                            ReferenceChange.fromJson(request.body()),
                            request.version()))),
        Operation.get("/api/v1/profiles", "listProfiles", "The vocabularies to iterate by")
            .answers("All of them, by name", Shapes.list("profiles", IterationShapes.profile()))
            .by(IterationRoutes::profiles));
  }

  private static Operation.Builder one(Operation.Builder operation) {
    return operation
        .path("iteration", IterationShapes.NUMBER)
        .versioned()
        .answers("The iteration", IterationShapes.iteration());
  }

  private static Iterations iterations(Request request) {
    return request.seshat().iterations();
  }

  private static long number(Request request) {
    return Params.positive("iteration", request.place("iteration"));
  }

  private static Reply list(Request request) {
    return Reply.page(
        "iterations",
        iterations(request).list(request.ref(), request.text("cursor"), request.integer("limit")),
        Iteration::toJson);
  }

  private static Reply log(Request request) {
    Logged made = iterations(request).log(request.ref(), NewIteration.fromJson(request.body()));
    Iteration iteration = made.iteration();
    return Reply.json(made.toJson())
        .created(
            "/api/v1/sessions/"
                + iteration.sessionId()
                + "/iterations/"
                + iteration.iterationNumber());
  }

  private static Reply change(Request request) {
    IterationChange change = IterationChange.fromJson(request.body());
    return shown(
        iterations(request).change(request.ref(), number(request), change, request.version()));
  }

  private static Reply validate(Request request) {
    Fields fields = request.fields();
    Map<String, @Nullable Object> said = fields.object("result_assessment");
    NewScores corrected = said == null ? null : NewScores.fromJson(said);
    return shown(
        iterations(request).validate(request.ref(), number(request), corrected, request.version()));
  }

  private static Reply delta(Request request) {
    Long since = request.number("since");
    long number = number(request);
    return Reply.json(
        (since == null
                ? iterations(request).delta(request.ref(), number)
                : iterations(request).delta(request.ref(), number, since))
            .toJson());
  }

  private static Reply profiles(Request request) {
    Profiles profiles = iterations(request).profiles();
    return Reply.json(
        Map.of(
            "profiles",
            profiles.names().stream().map(profiles::get).map(Profile::toJson).toList()));
  }

  private static Reply shown(Iteration iteration) {
    return Reply.json(iteration.toJson()).withVersion(iteration.version());
  }

  private static Reply shown(Reference reference) {
    return Reply.json(reference.toJson()).withVersion(reference.version());
  }
}
