package dev.seshat.server.rest;

import dev.seshat.access.Role;
import dev.seshat.export.ExportProgress;
import dev.seshat.export.Exports;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.session.Session;
import java.util.List;

/// A session, or the workspace, as one ZIP.
public final class ExportRoutes implements Operations {
  private static final String ZIP = "application/zip";

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(
                "/api/v1/sessions/{ref}/export",
                "exportSession",
                "A session and those under it as one ZIP")
            .answersWith(ZIP, "The ZIP, as docs/export.md describes it")
            .by(ExportRoutes::session),
        Operation.get("/api/v1/export", "exportWorkspace", "The whole workspace as one ZIP")
            .role(Role.OWNER)
            .answersWith(ZIP, "The ZIP, as docs/export.md describes it")
            .by(ExportRoutes::workspace));
  }

  private static Reply session(Request request) {
    Session session = request.seshat().sessions().get(request.ref());
    String id = session.id().toString();
    Exports exports = request.seshat().exports();
    return Reply.stream(ZIP, out -> exports.session(id, out, ExportProgress.none()))
        .asFile("seshat-" + session.shortId() + ".zip");
  }

  private static Reply workspace(Request request) {
    Exports exports = request.seshat().exports();
    return Reply.stream(ZIP, out -> exports.workspace(out, ExportProgress.none()))
        .asFile("seshat-workspace.zip");
  }
}
