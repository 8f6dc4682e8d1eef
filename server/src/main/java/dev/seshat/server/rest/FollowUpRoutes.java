package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.inbox.NewMessage;
import dev.seshat.json.Fields;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.http.Params;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.FollowUp;
import java.util.List;

/// What is left to do in sessions: list, say when, say that it was done.
public final class FollowUpRoutes implements Operations {
  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/followups", "listFollowUps", "What is left to do, the newest first")
            .about("Notes that ask for it, and sessions that were ended with it.")
            .query("limit", Shapes.limit(50, 500))
            .answers(
                "What is left to do",
                Schema.object(field("followups!", Schema.list("", followUp(), 500))))
            .by(FollowUpRoutes::list),
        Operation.post(
                "/api/v1/sessions/{ref}/followup",
                "followUp",
                "Have the session gone on with at a time")
            .about(
                "A message of kind `followup`, in the session's own chat unless another is named.")
            .takes(
                Schema.object(
                    field(
                        "text!",
                        Schema.text("What is to be done", NewMessage.MAX_TEXT)
                            .with("minLength", 1)),
                    field("deliver_at", Schema.time("When; default at once")),
                    field("chat_id", MessageRoutes.CHAT.with("minLength", 1))))
            .answers(201, "The message", MessageRoutes.message())
            .by(FollowUpRoutes::add),
        Operation.put(
                "/api/v1/notes/{note}/followup",
                "setFollowedUp",
                "Say of a note that what it asks for was done, or was not")
            .path("note", Schema.id("The note's id"))
            .takes(Schema.object(field("done!", Schema.flag(""))))
            .answers("The note", Shapes.note())
            .by(request ->
                Reply.json(
                    request
                        .seshat()
                        .followUps()
                        .setDone(
                            Params.id("note", request.place("note")),
                            request.fields().isSet("done"))
                        .toJson())));
  }

  private static Schema followUp() {
    return Schema.object(
            field("session_id!", Schema.id("")),
            field("title!", Schema.text("The session's title", 1_000)),
            field("note_id!", Schema.id("The note; null where the session says it").orNull()),
            field("text!", Schema.text("", 1_000_000)),
            field("at!", Schema.time("")))
        .named("FollowUp");
  }

  private static Reply list(Request request) {
    List<FollowUp> found = request.seshat().followUps().newest(request.integer("limit"));
    return Reply.json(java.util.Map.of("followups", found.stream().map(FollowUp::toJson).toList()));
  }

  private static Reply add(Request request) {
    Fields fields = request.fields();
    NewMessage message =
        NewMessage.followUp(
            request.seshat().sessions().get(request.ref()),
            fields.required("text", NewMessage.MAX_TEXT),
            fields.time("deliver_at"));
    String chat = fields.text("chat_id", 200);
    var made =
        request.seshat().inbox().add(chat == null ? message : message.withChat(chat)).message();
    return Reply.json(made.toJson()).created("/api/v1/messages/" + made.id());
  }
}
