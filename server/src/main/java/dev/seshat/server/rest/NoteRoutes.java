package dev.seshat.server.rest;

import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.session.NewNote;
import dev.seshat.session.Note;
import java.util.List;

/// The notes of a session.
public final class NoteRoutes implements Operations {
  private static final String ALL = "/api/v1/sessions/{ref}/notes";

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listNotes", "The notes of a session, in their order")
            .query("limit", Shapes.limit(50, 1_000))
            .query("cursor", Shapes.cursor())
            .answers("A page of notes", Shapes.page("notes", Shapes.note()))
            .by(NoteRoutes::list),
        Operation.post(ALL, "addNote", "Add a note")
            .takes(Shapes.newNote())
            .answers(201, "The note", Shapes.note())
            .by(NoteRoutes::add));
  }

  private static Reply list(Request request) {
    return Reply.page(
        "notes",
        request
            .seshat()
            .notes()
            .list(request.ref(), request.text("cursor"), request.integer("limit")),
        Note::toJson);
  }

  private static Reply add(Request request) {
    NewNote note = NewNote.fromJson(request.body());
    return Reply.json(request.seshat().notes().add(request.ref(), note).toJson()).withStatus(201);
  }
}
