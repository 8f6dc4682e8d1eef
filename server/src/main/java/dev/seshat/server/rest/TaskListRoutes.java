package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Session;
import dev.seshat.tasklist.ListFormat;
import java.util.List;
import java.util.Objects;

/// Tasks as the files of other tools have them, in and out.
public final class TaskListRoutes implements Operations {
  private static final int MOST = 1_000;

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.post(
                "/api/v1/import/tasks", "importTasks", "Take over the tasks of other tools' files")
            .about(
                "The body is a Markdown file with boxes, `- [ ]`, or a ZIP of a folder with such files or with a file for each"
                    + " task, as Backlog.md has them. Sent again to the same session, it adds only what is new.")
            .query("session", Schema.text("Into which; a new one if not given", 200))
            .query("name", Schema.text("How the file is called", 200))
            .takesFile("application/octet-stream")
            .answers("What became of the tasks", report())
            .by(TaskListRoutes::take),
        Operation.get(
                "/api/v1/sessions/{ref}/export/tasks",
                "exportTasks",
                "The tasks of a session as other tools read them")
            .query(
                "format",
                Schema.word("Markdown, a ZIP as Backlog.md has it, JSON or CSV", ListFormat.class)
                    .otherwise("markdown"))
            .answersWith("text/markdown", "The file, of the media type that belongs to the format")
            .by(TaskListRoutes::export));
  }

  private static Schema report() {
    Schema remark =
        Schema.object(
            field("where!", Schema.text("The file, and the line or task in it", 400)),
            field("what!", Schema.text("What is to be said of it", 600)));
    return Schema.object(
        field("session_id!", Schema.id("The session that they are in")),
        field("files!", Schema.integer("Files that were read", 0, Long.MAX_VALUE)),
        field("found!", Schema.integer("Tasks in them", 0, Long.MAX_VALUE)),
        field("added!", Schema.integer("Tasks that are new here", 0, Long.MAX_VALUE)),
        field(
            "changed!",
            Schema.integer("Tasks to which something new was brought", 0, Long.MAX_VALUE)),
        field("already_there!", Schema.integer("Tasks that are here so", 0, Long.MAX_VALUE)),
        field(
            "skipped!",
            Schema.integer("Files, and entries in them, that were not taken", 0, Long.MAX_VALUE)),
        field("remarks!", Schema.list("What is to be known", remark, MOST)),
        field("more_remarks!", Schema.integer("Remarks beyond these", 0, Long.MAX_VALUE)));
  }

  private static Reply take(Request request) {
    String name = Objects.requireNonNullElse(request.text("name"), "tasks.md");
    return Reply.json(
        request
            .seshat()
            .taskLists()
            .importFrom(name, request.file(), request.text("session"))
            .toJson());
  }

  private static Reply export(Request request) {
    Session session = request.seshat().sessions().get(request.ref());
    ListFormat format =
        ListFormat.of(Objects.requireNonNullElse(request.text("format"), "markdown"));
    return Reply.stream(
            format.mediaType(),
            out -> request.seshat().taskLists().export(session.id().toString(), format, out))
        .asFile("tasks-" + session.shortId() + "." + format.extension());
  }
}
