package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.access.Role;
import dev.seshat.export.ExportProgress;
import dev.seshat.export.LoadOptions;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.schema.Schema;
import java.util.List;

/// What an export wrote, taken in.
public final class ImportRoutes implements Operations {
  /// The most that a ZIP over HTTP may hold once it is unpacked.
  private static final long MAX_BYTES = 16L << 30;

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.post("/api/v1/import", "importZip", "Take in what an export wrote")
            .role(Role.OWNER)
            .about("All of it, or, when anything in it is wrong, nothing.")
            .query(
                "skip_existing",
                Schema.flag("Leave sessions that are there as they are").otherwise(false))
            .takesFile("application/zip")
            .answers("What came of it", report())
            .by(ImportRoutes::load));
  }

  private static Schema report() {
    return Schema.object(
        field("what!", Schema.text("What the ZIP holds: a session or a workspace", 40)),
        field("restored!", Schema.flag("Whether an empty store came back as it was")),
        field("added!", Schema.open("Rows by table")),
        field("skipped!", Schema.open("Rows that were there, by table")));
  }

  private static Reply load(Request request) {
    LoadOptions options =
        LoadOptions.standard()
            .withMaxBytes(MAX_BYTES)
            .withSkipExisting(request.flag("skip_existing"));
    return Reply.json(
        request.seshat().exports().load(request.file(), options, ExportProgress.none()).toJson());
  }
}
