package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.access.Role;
import dev.seshat.export.ExportProgress;
import dev.seshat.legacy.LegacyOptions;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.schema.Schema;
import java.util.List;

/// What older systems kept in databases of their own.
public final class LegacyRoutes implements Operations {
  private static final int MOST = 1_000;

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.post(
                "/api/v1/import/agent-system",
                "importAgentSystem",
                "Take over the agent system's database")
            .role(Role.OWNER)
            .about(
                "The body is `system.db`, `token_usage.db`, `links.db` or a backup of one. Several are sent one after the"
                    + " other, in any order; sent again, they add only what is new.")
            .query("dry_run", Schema.flag("Only say what would be taken").otherwise(false))
            .query(
                "keep_secrets",
                Schema.flag("Do not mask what looks like a secret").otherwise(false))
            .takesFile("application/vnd.sqlite3")
            .answers("What became of its rows", report())
            .by(LegacyRoutes::take),
        Operation.post(
                "/api/v1/import/prompt-sessions",
                "importPromptSessions",
                "Take over prompt sessions' database")
            .role(Role.OWNER)
            .about(
                "The body is the SQLite database or a backup of it; sent again, it adds only what is new. Pictures are added"
                    + " to their sessions by themselves.")
            .query("dry_run", Schema.flag("Only say what would be taken").otherwise(false))
            .query(
                "keep_secrets",
                Schema.flag("Do not mask what looks like a secret").otherwise(false))
            .takesFile("application/vnd.sqlite3")
            .answers("What became of its rows", report())
            .by(request ->
                Reply.json(
                    request
                        .seshat()
                        .legacy()
                        .importPromptSessions(
                            request.file(), options(request), ExportProgress.none())
                        .toJson())),
        Operation.post(
                "/api/v1/import/image-datatable",
                "importImageDatatable",
                "Take over the image datatable from its PostgreSQL database")
            .role(Role.OWNER)
            .about(
                "The server connects to the database and reads it in one transaction that can write nothing. Done again, it"
                    + " adds only what is new.")
            .query("dry_run", Schema.flag("Only say what would be taken").otherwise(false))
            .query(
                "keep_secrets",
                Schema.flag("Do not mask what looks like a secret").otherwise(false))
            .takes(
                Schema.object(
                    field(
                        "url!",
                        Schema.text(
                            "postgresql://user:password@host/database, or a jdbc:postgresql: URL",
                            2_000))))
            .answers("What became of its rows", report())
            .by(request ->
                Reply.json(
                    request
                        .seshat()
                        .legacy()
                        .importImageDatatable(
                            request.fields().required("url", 2_000),
                            options(request),
                            ExportProgress.none())
                        .toJson())),
        Operation.post(
                "/api/v1/import/interview-sessions",
                "importInterviewSessions",
                "Take over interviews from a PostgreSQL database")
            .role(Role.OWNER)
            .about(
                "The server connects to the database and reads it in one transaction that can write nothing. Done again, it"
                    + " adds only what is new.")
            .query("dry_run", Schema.flag("Only say what would be taken").otherwise(false))
            .query(
                "keep_secrets",
                Schema.flag("Do not mask what looks like a secret").otherwise(false))
            .takes(
                Schema.object(
                    field(
                        "url!",
                        Schema.text(
                            "postgresql://user:password@host/database, or a jdbc:postgresql: URL",
                            2_000))))
            .answers("What became of its rows", report())
            .by(request ->
                Reply.json(
                    request
                        .seshat()
                        .legacy()
                        .importInterviewSessions(
                            request.fields().required("url", 2_000),
                            options(request),
                            ExportProgress.none())
                        .toJson())));
  }

  private static LegacyOptions options(Request request) {
    return LegacyOptions.standard()
        .withDryRun(request.flag("dry_run"))
        .withMaskSecrets(!request.flag("keep_secrets"));
  }

  private static Schema report() {
    Schema table =
        Schema.object(
            field("table!", Schema.text("Its name there", 200)),
            field("read!", Schema.integer("Rows", 0, Long.MAX_VALUE)),
            field("taken!", Schema.integer("Rows that are new here", 0, Long.MAX_VALUE)),
            field(
                "changed!",
                Schema.integer("Rows that were here in an earlier state", 0, Long.MAX_VALUE)),
            field(
                "already_there!",
                Schema.integer("Rows that are here so, or later", 0, Long.MAX_VALUE)),
            field("skipped!", Schema.integer("Rows that were not taken", 0, Long.MAX_VALUE)));
    Schema remark =
        Schema.object(
            field("table!", Schema.text("Where", 200)),
            field("what!", Schema.text("What is to be said", 1_000)),
            field("skipped!", Schema.flag("Whether the rows were not taken because of it")),
            field("count!", Schema.integer("How many rows", 0, Long.MAX_VALUE)),
            field(
                "rows!",
                Schema.list(
                    "The first of them",
                    Schema.text("Its number, and what it says", 1_000),
                    MOST)));
    Schema file =
        Schema.object(
            field("name!", Schema.text("Its name", 1_000)),
            field(
                "other_tables!",
                Schema.list(
                    "Tables that were left alone", Schema.text("A table", 10_000), 100_000)),
            field("other_columns!", Schema.open("Columns that were kept with the rows, by table")),
            field("damage!", Schema.open("What is wrong with a table that ends too early")));
    return Schema.object(
        field("document!", Schema.text("The system", 64)),
        field("dry_run!", Schema.flag("Whether nothing was written")),
        field("files!", Schema.list("What was read", file, MOST)),
        field("tables!", Schema.list("What became of the rows", table, MOST)),
        field("remarks!", Schema.list("What is to be known of some of them", remark, MOST)),
        field("seconds!", Schema.number("How long it took")));
  }

  private static Reply take(Request request) {
    return Reply.json(
        request
            .seshat()
            .legacy()
            .importAgentSystem(request.file(), options(request), ExportProgress.none())
            .toJson());
  }
}
