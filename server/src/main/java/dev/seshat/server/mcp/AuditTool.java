package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.Page;
import dev.seshat.Texts;
import dev.seshat.audit.AuditEntry;
import dev.seshat.audit.AuditQuery;
import dev.seshat.json.Json;
import dev.seshat.server.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `audit`: who changed what and when, the newest first.
final class AuditTool {
  private static final int MOST = 50;
  private static final int MAX_DETAIL = 400;

  private AuditTool() {}

  static Tool tool() {
    return Tool.of(
        "audit",
        "Who changed what",
        "The log of every change, newest first, in pages: by session, actor, kind of thing, or time.",
        false,
        Schema.object(
            field("session", Schema.text("Only changes of this session", 100)),
            field("actor", Schema.text("Who changed it", 200)),
            field("action", Schema.text("entity.verb", 64)),
            field("entity", Schema.text("session, interaction, note, artifact, usage…", 64)),
            field("entity_id", Schema.text("Id of one thing", 200)),
            Common.from(),
            Common.to(),
            field("limit", Schema.integer("Default 20", 1, MOST)),
            field("cursor", Schema.integer("next of the page before", 1, Long.MAX_VALUE))),
        Schema.answer(
            field("entries!", Schema.list("", entry(), MOST)),
            field(
                "next",
                Schema.integer("Cursor of the next page; absent at the end", 1, Long.MAX_VALUE))),
        AuditTool::find);
  }

  private static Schema entry() {
    return Schema.answer(
        field("seq!", Schema.integer("", 1, Long.MAX_VALUE)),
        field("at!", Schema.text("", 40)),
        field("actor!", Schema.text("", 200)),
        field("action!", Schema.text("", 64)),
        field("entity!", Schema.text("", 64)),
        field("entity_id!", Schema.text("", 200)));
  }

  private static Tool.Answer find(Call call) {
    String session = call.text("session");
    int limit = call.integer("limit", 20);
    AuditQuery query =
        new AuditQuery(
            call.text("actor"),
            call.text("action"),
            call.text("entity"),
            call.text("entity_id"),
            session == null ? null : call.seshat().sessions().get(session).id().toString(),
            call.time("from", false),
            call.time("to", true),
            call.whole("cursor"),
            limit + 1);
    Page<AuditEntry> page =
        Page.cut(call.seshat().audit().find(query), limit, entry -> Long.toString(entry.seq()));
    List<AuditEntry> entries = page.items();
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("entries", entries.stream().map(AuditTool::json).toList());
    if (page.next() != null) {
      structured.put("next", entries.getLast().seq());
    }
    String text = entries.stream().map(AuditTool::line).collect(Collectors.joining("\n"));
    return new Tool.Answer(structured, text.isEmpty() ? "There are no such changes." : text);
  }

  private static Map<String, @Nullable Object> json(AuditEntry entry) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("seq", entry.seq());
    json.put("at", entry.at().toString());
    json.put("actor", entry.actor());
    json.put("action", entry.action());
    json.put("entity", entry.entity());
    json.put("entity_id", entry.entityId());
    if (entry.sessionId() != null) {
      json.put("session_id", entry.sessionId());
    }
    json.put(
        "detail",
        entry.detail().length() > MAX_DETAIL
            ? Texts.shorten(entry.detail(), MAX_DETAIL)
            : Json.parse("detail", entry.detail()));
    return json;
  }

  private static String line(AuditEntry entry) {
    return "%d %s %s %s %s %s"
        .formatted(
            entry.seq(),
            entry.at(),
            entry.actor(),
            entry.action(),
            entry.entityId(),
            Texts.shorten(entry.detail(), 200));
  }
}
