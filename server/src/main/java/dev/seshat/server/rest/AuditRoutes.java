package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.audit.AuditEntry;
import dev.seshat.audit.AuditQuery;
import dev.seshat.json.Json;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.http.Params;
import dev.seshat.server.schema.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/// The log of changes, newest first, the whole of it, and the check of its chain.
public final class AuditRoutes implements Operations {
  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/audit", "listAudit", "The log of changes, newest first")
            .query("actor", Schema.text("Who made them", 200))
            .query("action", Schema.text("What was done, as entity.verb", 100))
            .query("entity", Schema.text("The kind of thing that was changed", 100))
            .query("entity_id", Schema.text("", 200))
            .query("session", Schema.text("Id, short id, prefix or `current`", 100))
            .query("from", Shapes.moment("At or after"))
            .query("to", Shapes.moment("Before"))
            .query("limit", Shapes.limit(50, 1_000))
            .query("cursor", Shapes.cursor())
            .answers("A page of entries", Shapes.page("entries", entry()))
            .by(AuditRoutes::find),
        Operation.get(
                "/api/v1/audit/export", "exportAudit", "The whole log, the oldest entry first")
            .about("As CSV with `format=csv`.")
            .query("format", Schema.word("", "jsonl", "csv").otherwise("jsonl"))
            .answersWith("application/x-ndjson", "An entry in each line")
            .by(AuditRoutes::export),
        Operation.get("/api/v1/audit/verify", "verifyAudit", "Recompute the chain of hashes")
            .answers(
                "Whether it is whole",
                Schema.object(
                    field("intact!", Schema.flag("")),
                    field("entries!", Schema.integer("", 0, Long.MAX_VALUE)),
                    field("broken_at!", Schema.integer("", 1, Long.MAX_VALUE).orNull()),
                    field("problem!", Schema.text("", 1_000).orNull())))
            .by(request -> Reply.json(request.seshat().audit().verify().toJson())));
  }

  private static Schema entry() {
    return Schema.object(
            field("seq!", Schema.integer("1, 2, 3… in the order of commits", 1, Long.MAX_VALUE)),
            field("at!", Schema.time("")),
            field("actor!", Schema.text("", 200)),
            field("action!", Schema.text("What was done, as `entity.verb`", 200)),
            field("entity!", Schema.text("", 100)),
            field("entity_id!", Schema.text("", 500)),
            field("session_id!", Schema.text("", 100).orNull()),
            field("detail!", Schema.any("The change")),
            field("hash!", Schema.text("SHA-256 over the hash before it and this entry", 64)))
        .named("AuditEntry");
  }

  private static Reply find(Request request) {
    int limit = request.integer("limit");
    String session = request.text("session");
    String cursor = request.text("cursor");
    AuditQuery query =
        new AuditQuery(
            request.text("actor"),
            request.text("action"),
            request.text("entity"),
            request.text("entity_id"),
            session == null ? null : request.seshat().sessions().get(session).id().toString(),
            request.time("from"),
            request.time("to"),
            cursor == null ? null : Params.positive("cursor", cursor),
            limit);
    List<AuditEntry> entries = request.seshat().audit().find(query);
    String next = entries.size() < limit ? null : String.valueOf(entries.getLast().seq());
    return Reply.list("entries", entries, next, AuditEntry::toJson);
  }

  private static Reply export(Request request) {
    boolean csv = request.needed("format").equals("csv");
    Reply.Stream stream =
        out -> {
          write(out, csv ? AuditEntry.csvHead() : "");
          Iterator<AuditEntry> entries = request.seshat().audit().export().iterator();
          while (entries.hasNext()) {
            AuditEntry entry = entries.next();
            write(out, csv ? entry.toCsv() : Json.write(entry.toJson()) + "\n");
          }
        };
    return csv
        ? Reply.stream("text/csv; charset=utf-8", stream).asFile("audit.csv")
        : Reply.stream("application/x-ndjson", stream).asFile("audit.jsonl");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
