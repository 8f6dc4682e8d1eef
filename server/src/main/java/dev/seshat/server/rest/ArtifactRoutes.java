package dev.seshat.server.rest;

import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.session.Artifact;
import dev.seshat.session.ArtifactChange;
import dev.seshat.session.NewArtifact;
import java.util.List;

/// What a session brought forth: list, add, change, approve.
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
