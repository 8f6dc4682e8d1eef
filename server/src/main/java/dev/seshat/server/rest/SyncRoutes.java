package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.sync.SyncConflict;
import dev.seshat.sync.SyncState;
import dev.seshat.sync.TaskFiles;
import java.util.List;

/// The file of a session's tasks: how it stands to the store, and having both say the same.
public final class SyncRoutes implements Operations {
  private static final int MOST = 500;

  private static Schema state() {
    return Schema.object(
            field("session_id!", Schema.id("")),
            field("short_id!", Schema.text("", 8)),
            field("title!", Schema.text("", 1_000)),
            field("markdown_file_path!", Schema.text("", 8_192)),
            field("sync_status!", Schema.word("", SyncState.Status.class).orNull()),
            field("policy!", Schema.word("", MergePolicy.class)),
            field(
                "message!",
                Schema.text("Why the file was set aside, or what of it was not taken", 4_000)
                    .orNull()),
            field("is_set_aside!", Schema.flag("Whether the file was not taken")),
            field("open_conflicts!", Schema.integer("Those that wait", 0, Long.MAX_VALUE)),
            field("last_db_to_md_sync!", Schema.time("").orNull()),
            field("last_md_to_db_sync!", Schema.time("").orNull()),
            field("last_conflict_resolution!", Schema.time("").orNull()))
        .named("SyncState");
  }

  private static Schema report() {
    return Schema.object(
            field("state!", state()),
            field(
                "changes_taken!",
                Schema.integer("How much was taken from the file", 0, Integer.MAX_VALUE)),
            field("is_file_written!", Schema.flag("")),
            field(
                "messages!",
                Schema.list("What was not taken, and why", Schema.text("", 4_000), 100_000)))
        .named("SyncReport");
  }

  private static Schema value(String description) {
    return Schema.text(description, 100_000).orNull();
  }

  private static Schema conflict() {
    return Schema.object(
            field("id!", Schema.id("")),
            field("session_id!", Schema.id("")),
            field("marker!", Schema.text("Null for the session itself", 13).orNull()),
            field("field!", Schema.text("", 64)),
            field("base_value!", value("What both had before")),
            field("db_value!", value("What the store had")),
            field("file_value!", value("What the file had")),
            field("state!", Schema.word("", SyncConflict.State.class)),
            field("reason!", value("The rule that was against what the file said")),
            field("created_at!", Schema.time("")),
            field("decided_at!", Schema.time("").orNull()),
            field("decided_by!", Schema.text("", 200).orNull()),
            field("decision!", value("`db`, `file`, or what it is now")))
        .named("SyncConflict");
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(
                "/api/v1/sessions/{ref}/sync",
                "getSync",
                "How a session's file of tasks stands to the store")
            .answers("As the last sync left it", state())
            .by(request -> Reply.json(files(request).state(request.ref()).toJson())),
        Operation.post(
                "/api/v1/sessions/{ref}/sync",
                "sync",
                "Have a session's file of tasks and the store say the same")
            .about(
                "What one side has changed, the other takes over, field by field. The file is made by the first sync. A file"
                    + " that is empty, torn or has lost most of its tasks is set aside with a `message`; `accept` takes it as"
                    + " it is.")
            .takes(
                Schema.object(
                        field(
                            "policy",
                            Schema.word(
                                "Who wins where both changed the same, from now on",
                                MergePolicy.class)),
                        field("accept", Schema.flag("Take a file that was set aside")))
                    .named("Sync"))
            .answers("What it did", report())
            .by(SyncRoutes::sync),
        Operation.get(
                "/api/v1/sessions/{ref}/sync/conflicts",
                "listSyncConflicts",
                "Where file and store said something else, the oldest first")
            .query(
                "state", Schema.word("Those that wait if it is missing", SyncConflict.State.class))
            .query("limit", Shapes.limit(50, MOST))
            .query("cursor", Shapes.cursor())
            .answers("A page of them", Shapes.page("conflicts", conflict()))
            .by(SyncRoutes::conflicts),
        Operation.post(
                "/api/v1/sessions/{ref}/sync/resolve",
                "resolveSyncConflict",
                "Decide conflicts that wait, and sync")
            .about("Without `field`, all that wait are decided for one side.")
            .takes(
                Schema.object(
                        field("choice!", Schema.text("`db`, `file`, or what it is to be", 500)),
                        field("field", Schema.text("The conflict's", 64)),
                        field("marker", Schema.text("The conflict's; none for the session", 13)))
                    .named("SyncDecision"))
            .answers("What the sync did", report())
            .by(SyncRoutes::resolve));
  }

  private static TaskFiles files(Request request) {
    return request.seshat().taskFiles();
  }

  private static Reply sync(Request request) {
    Fields fields = request.fields();
    String policy = fields.text("policy", 20);
    return Reply.json(
        files(request)
            .sync(
                request.ref(),
                policy == null ? null : MergePolicy.of(policy),
                fields.isSet("accept"))
            .toJson());
  }

  private static Reply conflicts(Request request) {
    return Reply.page(
        "conflicts",
        files(request)
            .conflicts(
                request.ref(),
                request.as("state", SyncConflict.State::of),
                request.text("cursor"),
                request.integer("limit")),
        SyncConflict::toJson);
  }

  private static Reply resolve(Request request) {
    Fields fields = request.fields();
    String choice = fields.required("choice", 500);
    String field = fields.text("field", 64);
    String marker = fields.text("marker", 13);
    if (field == null && marker != null) {
      throw new Invalid("field", "must say which of the task's");
    }
    return Reply.json(
        (field == null
                ? files(request).resolveAll(request.ref(), choice)
                : files(request).resolve(request.ref(), marker, field, choice))
            .toJson());
  }
}
