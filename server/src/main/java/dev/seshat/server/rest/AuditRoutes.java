package dev.seshat.server.rest;

import dev.seshat.Seshat;
import dev.seshat.audit.Audit;
import dev.seshat.audit.AuditEntry;
import dev.seshat.audit.AuditQuery;
import dev.seshat.json.Json;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Params;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The log of changes, newest first, and the check of its chain.
public final class AuditRoutes implements Routes {
  private final Seshat seshat;

  public AuditRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/audit", this::find);
    routes.get("/api/v1/audit/verify", this::verify);
  }

  private void find(Context ctx) {
    Params params =
        Params.of(ctx, "actor", "entity", "entity_id", "session", "from", "to", "cursor", "limit");
    int limit = params.integer("limit", 50, 1, 1_000);
    String session = params.text("session");
    AuditQuery query =
        new AuditQuery(
            params.text("actor"),
            params.text("entity"),
            params.text("entity_id"),
            session == null ? null : seshat.sessions().get(session).id().toString(),
            params.time("from"),
            params.time("to"),
            params.positive("cursor"),
            limit);
    List<AuditEntry> entries = seshat.audit().find(query);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("entries", entries.stream().map(AuditRoutes::shown).toList());
    json.put("next", entries.size() < limit ? null : String.valueOf(entries.getLast().seq()));
    Answers.json(ctx, json);
  }

  private static Map<String, @Nullable Object> shown(AuditEntry entry) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("seq", entry.seq());
    json.put("at", entry.at().toString());
    json.put("actor", entry.actor());
    json.put("action", entry.action());
    json.put("entity", entry.entity());
    json.put("entity_id", entry.entityId());
    json.put("session_id", entry.sessionId());
    json.put("detail", Json.parse("detail", entry.detail()));
    json.put("hash", entry.hash());
    return json;
  }

  private void verify(Context ctx) {
    Params.of(ctx);
    Audit.Verification found = seshat.audit().verify();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("intact", found.intact());
    json.put("entries", found.entries());
    json.put("broken_at", found.brokenAt());
    json.put("problem", found.problem());
    Answers.json(ctx, json);
  }
}
