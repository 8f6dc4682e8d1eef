package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Artifact;
import dev.seshat.session.ArtifactChange;
import dev.seshat.session.ArtifactFilter;
import dev.seshat.session.ArtifactState;
import dev.seshat.session.NewArtifact;
import java.util.List;

/// What a session brought forth: list, add, change, approve, return.
public final class ArtifactRoutes implements Operations {
  private static final String ALL = "/api/v1/sessions/{ref}/artifacts";
  private static final String ONE = "/api/v1/artifacts/{id}";

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listArtifacts", "The artifacts of a session, in their order")
            .query("limit", Shapes.limit(50, 1_000))
            .query("cursor", Shapes.cursor())
            .answers("A page of artifacts", Shapes.page("artifacts", Shapes.artifact()))
            .by(ArtifactRoutes::list),
        Operation.post(ALL, "addArtifact", "Add an artifact")
            .takes(Shapes.newArtifact())
            .answers(201, "The artifact", Shapes.artifact())
            .by(ArtifactRoutes::add),
        Operation.get(ONE, "getArtifact", "An artifact")
            .versioned()
            .answers("The artifact", Shapes.artifact())
            .by(request -> shown(request.seshat().artifacts().get(request.id()))),
        Operation.get("/api/v1/artifacts", "listAllArtifacts", "Artifacts of all sessions")
            .query("state", Schema.word("", ArtifactState.class))
            .query("type", Schema.text("Such as scene_capture", 64))
            .query("session", Schema.text("Id, short id, prefix or `current`", 100))
            .query("storyteller", Schema.text("Id, beginning of it, or full name", 200))
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers(
                "A page of artifacts, the oldest first",
                Shapes.page("artifacts", Shapes.artifact()))
            .by(ArtifactRoutes::all),
        Operation.post(ONE + "/return", "returnArtifact", "Send an artifact back")
            .about("With a reason; it is approved later, or changed and provisional again.")
            .versioned()
            .takes(
                Schema.object(field("reason!", Schema.text("What is to be better", 2_000)))
                    .named("ReturnReason"))
            .answers("The artifact as it is now", Shapes.artifact())
            .by(request ->
                shown(
                    request
                        .seshat()
                        .artifacts()
                        .sendBack(
                            request.id(),
                            request.fields().required("reason", 2_000),
                            request.version()))),
        Operation.patch(ONE, "changeArtifact", "Change an artifact")
            .versioned()
            .takes(Shapes.artifactChange())
            .answers("The artifact as it is now", Shapes.artifact())
            .by(ArtifactRoutes::change),
        Operation.post(ONE + "/approve", "approveArtifact", "Approve an artifact")
            .versioned()
            .mayTake(Shapes.nothing())
            .answers("The artifact as it is now", Shapes.artifact())
            .by(request ->
                shown(request.seshat().artifacts().approve(request.id(), request.version()))));
  }

  private static Reply list(Request request) {
    return Reply.page(
        "artifacts",
        request
            .seshat()
            .artifacts()
            .list(request.ref(), request.text("cursor"), request.integer("limit")),
        Artifact::toJson);
  }

  private static Reply all(Request request) {
    String state = request.text("state");
    String storyteller = request.text("storyteller");
    return Reply.page(
        "artifacts",
        request
            .seshat()
            .artifacts()
            .list(
                ArtifactFilter.all()
                    .withState(state == null ? null : ArtifactState.of(state))
                    .withType(request.text("type"))
                    .withSession(request.text("session"))
                    .withStoryteller(
                        storyteller == null
                            ? null
                            : request.seshat().storytellers().get(storyteller).id())
                    .withLimit(request.integer("limit"))
                    .withCursor(request.text("cursor"))),
        Artifact::toJson);
  }

  private static Reply add(Request request) {
    Artifact made =
        request.seshat().artifacts().add(request.ref(), NewArtifact.fromJson(request.body()));
    return shown(made).created("/api/v1/artifacts/" + made.id());
  }

  private static Reply change(Request request) {
    ArtifactChange change = ArtifactChange.fromJson(request.body());
    return shown(request.seshat().artifacts().change(request.id(), change, request.version()));
  }

  private static Reply shown(Artifact artifact) {
    return Reply.json(artifact.toJson()).withVersion(artifact.version());
  }
}
