package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.CodingSessions;
import dev.seshat.session.NewSession;
import java.util.List;

/// Coding sessions: tasks of the same chat, person, tool and directory go on in the same one.
public final class CodingRoutes implements Operations {
  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.post(
                "/api/v1/coding/tasks",
                "beginCodingTask",
                "A task, in the session where it goes on")
            .about(
                "It goes on in the active session of the same `chat_id`, `username`, `tool_name` (the asker if it is missing)"
                    + " and `working_directory` (which must be there) if that was worked on in the last two hours, else in a"
                    + " new one. `intention` is what is asked; other fields are for a new session.")
            .query(
                "resume",
                Schema.flag("Go on with the last one, however long ago it was").otherwise(false))
            .takes(Shapes.newSession())
            .answers("The session", begun())
            .by(CodingRoutes::begin),
        Operation.post(
                "/api/v1/sessions/{ref}/deactivate",
                "deactivateSession",
                "End a coding session, so that the next task begins another")
            .takes(Shapes.nothing())
            .answers("The session as it is now", Shapes.session())
            .by(request ->
                SessionRoutes.shown(request.seshat().coding().deactivate(request.ref()))));
  }

  private static Schema begun() {
    return Schema.object(
        field("session!", Shapes.session()),
        field("reused!", Schema.flag("Whether it was there already")));
  }

  private static Reply begin(Request request) {
    SessionRoutes.requireFolders(request);
    NewSession task = NewSession.fromJson(request.body());
    CodingSessions coding = request.seshat().coding();
    return Reply.json((request.flag("resume") ? coding.resume(task) : coding.begin(task)).toJson());
  }
}
