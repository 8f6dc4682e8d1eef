package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.json.Fields;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Ending;
import dev.seshat.session.Session;
import dev.seshat.session.SessionStatus;
import java.util.List;

/// The life of a session: each step is a POST to the session's address with the step's name.
public final class LifeRoutes implements Operations {
  private interface Step {
    Session take(Request request);
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        step("start", "startSession", "Make it active", LifeRoutes::activate),
        step("resume", "resumeSession", "Make it active again", LifeRoutes::activate),
        step("pause", "pauseSession", "Pause it", to(SessionStatus.PAUSED)),
        step("archive", "archiveSession", "Put it away", to(SessionStatus.ARCHIVED)),
        end("complete", "completeSession", "End it: its work is done", SessionStatus.COMPLETED),
        end("fail", "failSession", "End it: its work has failed", SessionStatus.FAILED),
        end("cancel", "cancelSession", "End it: its work is given up", SessionStatus.CANCELLED),
        step(
            "focus",
            "focusSession",
            "Put it in the asker's focus",
            request -> request.seshat().focus().set(request.ref())),
        fork(),
        step(
            "summarize",
            "summarizeSession",
            "Write its summary by rules",
            request -> request.seshat().sessions().summarize(request.ref())),
        Operation.get("/api/v1/focus", "getFocus", "The session in the asker's focus")
            .answers("The session", Shapes.session())
            .by(request -> SessionRoutes.shown(request.seshat().sessions().get("current"))),
        Operation.delete("/api/v1/focus", "clearFocus", "Put no session in focus")
            .answersNothing("None is in focus")
            .by(request -> {
              request.seshat().focus().clear();
              return Reply.nothing();
            }));
  }

  private static Operation step(String name, String id, String summary, Step step) {
    return declared(name, id, summary, Shapes.nothing(), step);
  }

  private static Operation end(String name, String id, String summary, SessionStatus status) {
    return declared(
        name,
        id,
        summary,
        Shapes.ending(),
        request ->
            request
                .seshat()
                .sessions()
                .move(request.ref(), status, Ending.fromJson(request.body()), request.version()));
  }

  private static Operation declared(
      String name, String id, String summary, Schema body, Step step) {
    return Operation.post("/api/v1/sessions/{ref}/" + name, id, summary)
        .versioned()
        .mayTake(body)
        .answers("The session as it is now", Shapes.session())
        .by(request -> SessionRoutes.shown(step.take(request)));
  }

  private static Session activate(Request request) {
    return request.seshat().sessions().activate(request.ref());
  }

  private static Step to(SessionStatus status) {
    return request ->
        request.seshat().sessions().move(request.ref(), status, Ending.none(), request.version());
  }

  private static Operation fork() {
    return Operation.post(
            "/api/v1/sessions/{ref}/fork", "forkSession", "A new session that begins as a copy")
        .mayTake(
            Schema.object(
                field(
                    "at_sequence",
                    Schema.integer("The last turn that is copied; default all", 0, Long.MAX_VALUE)),
                field("intention", Schema.text("Default the same", 100_000))))
        .answers(201, "The new session", Shapes.session())
        .by(request -> {
          Fields fields = request.fields();
          return SessionRoutes.created(
              request
                  .seshat()
                  .sessions()
                  .fork(
                      request.ref(),
                      fields.number("at_sequence", 0, Long.MAX_VALUE),
                      fields.text("intention", 100_000)));
        });
  }
}
