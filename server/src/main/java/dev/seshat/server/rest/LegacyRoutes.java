package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.access.Role;
import dev.seshat.export.ExportProgress;
import dev.seshat.legacy.Legacy;
import dev.seshat.legacy.LegacyOptions;
import dev.seshat.legacy.LegacyReport;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.schema.Schema;
import java.io.InputStream;
import java.util.List;

/// What older systems kept in databases of their own.
public final class LegacyRoutes implements Operations {
  private static final int MOST = 1_000;
  private static final int LONGEST_URL = 2_000;

  @Override
  public List<Operation> operations() {
    return List.of(
        fromFile(
            "legacy",
            "importLegacy",
            "Take over an older system's database, whichever it is",
            "The body is a SQLite database of task orchestration, of prompt sessions or of the agent system, which its"
                + " tables say; sent again, it adds only what is new.",
            Legacy::importAny),
        fromFile(
            "agent-system",
            "importAgentSystem",
            "Take over the agent system's database",
            "The body is `system.db`, `token_usage.db`, `links.db` or a backup of one. Several are sent one after the"
                + " other, in any order; sent again, they add only what is new.",
            Legacy::importAgentSystem),
        fromFile(
            "prompt-sessions",
            "importPromptSessions",
            "Take over prompt sessions' database",
            "The body is the SQLite database or a backup of it; sent again, it adds only what is new. Pictures are added"
                + " to their sessions by themselves.",
            Legacy::importPromptSessions),
        fromDatabase(
            "image-datatable",
            "importImageDatatable",
            "Take over the image datatable from its PostgreSQL database",
            Legacy::importImageDatatable),
        fromDatabase(
            "interview-sessions",
            "importInterviewSessions",
            "Take over interviews from a PostgreSQL database",
            Legacy::importInterviewSessions));
  }

  /// How a database is taken over from where it is.
  private interface Taking<T> {
    LegacyReport from(Legacy legacy, T where, LegacyOptions options, ExportProgress progress);
  }

  private static Operation fromFile(
      String name, String id, String summary, String about, Taking<InputStream> taking) {
    return importing(name, id, summary, about)
        .takesFile("application/vnd.sqlite3")
        .by(request -> taken(request, taking, request.file()));
  }

  private static Operation fromDatabase(
      String name, String id, String summary, Taking<String> taking) {
    return importing(
            name,
            id,
            summary,
            "The server connects to the database and reads it in one transaction that can write nothing. Done again, it"
                + " adds only what is new.")
        .takes(
            Schema.object(
                field(
                    "url!",
                    Schema.text(
                        "postgresql://user:password@host/database, or a jdbc:postgresql: URL",
                        LONGEST_URL))))
        .by(request -> taken(request, taking, request.fields().required("url", LONGEST_URL)));
  }

  private static Operation.Builder importing(String name, String id, String summary, String about) {
    return Operation.post("/api/v1/import/" + name, id, summary)
        .role(Role.OWNER)
        .about(about)
        .query("dry_run", Schema.flag("Only say what would be taken").otherwise(false))
        .query("keep_secrets", Schema.flag("Do not mask what looks like a secret").otherwise(false))
        .answers("What became of its rows", report());
  }

  private static <T> Reply taken(Request request, Taking<T> taking, T where) {
    LegacyOptions options =
        LegacyOptions.standard()
            .withDryRun(request.flag("dry_run"))
            .withMaskSecrets(!request.flag("keep_secrets"));
    return Reply.json(
        taking.from(request.seshat().legacy(), where, options, ExportProgress.none()).toJson());
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
}
