package dev.seshat.server.rest;

import dev.seshat.Seshat;
import dev.seshat.search.Hit;
import dev.seshat.search.Mark;
import dev.seshat.search.RecalledTurn;
import dev.seshat.search.Recollection;
import dev.seshat.search.SearchFilter;
import dev.seshat.search.SearchPage;
import dev.seshat.search.SearchQuery;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Params;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finding turns by words, and packing what is found for an agent.
public final class SearchRoutes implements Routes {
  private final Seshat seshat;

  public SearchRoutes(Seshat seshat) {
    this.seshat = seshat;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/search", this::search);
    routes.get("/api/v1/recall", this::recall);
  }

  private void search(Context ctx) {
    Params params =
        Params.of(
            ctx, "q", "project", "kind", "author", "session", "from", "to", "limit", "cursor",
            "prefix", "syntax");
    SearchQuery query =
        new SearchQuery(
            params.required("q"),
            filter(params),
            params.integer("limit", 20, 1, 200),
            params.text("cursor"),
            params.flag("syntax"),
            params.flag("prefix"));
    SearchPage page = seshat.search().find(query);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("hits", page.hits().stream().map(SearchRoutes::shown).toList());
    json.put("next", page.cursor());
    Answers.json(ctx, json);
  }

  private SearchFilter filter(Params params) {
    String session = params.text("session");
    return new SearchFilter(
        params.text("kind"),
        params.text("project"),
        params.time("from"),
        params.time("to"),
        params.text("author"),
        session == null ? null : seshat.sessions().get(session).id(),
        java.util.Set.of());
  }

  private static Map<String, @Nullable Object> shown(Hit hit) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", hit.sessionId().toString());
    json.put("short_id", hit.shortId());
    json.put("session_name", hit.sessionName());
    json.put("kind", hit.kind());
    json.put("entity_kind", hit.entityKind());
    json.put("entity_id", hit.entityId() == null ? null : hit.entityId().toString());
    json.put("interaction_sequence", hit.interactionSequence());
    json.put("external_id", hit.externalId());
    json.put("author", hit.author());
    json.put("created_at", hit.createdAt().toString());
    json.put("snippet", hit.snippet());
    json.put("marks", hit.marks().stream().map(SearchRoutes::shown).toList());
    json.put("score", hit.score());
    return json;
  }

  private static List<Integer> shown(Mark mark) {
    return List.of(mark.start(), mark.end());
  }

  private void recall(Context ctx) {
    Params params =
        Params.of(ctx, "q", "tokens", "project", "kind", "author", "session", "from", "to");
    Recollection found =
        seshat
            .recall()
            .recall(
                params.required("q"), params.integer("tokens", 2_000, 50, 200_000), filter(params));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("text", found.text());
    json.put("tokens", found.tokens());
    json.put("turns", found.turns().stream().map(SearchRoutes::shown).toList());
    Answers.json(ctx, json);
  }

  private static Map<String, @Nullable Object> shown(RecalledTurn turn) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", turn.sessionId().toString());
    json.put("short_id", turn.shortId());
    json.put("entity_kind", turn.entityKind());
    json.put("interaction_sequence", turn.interactionSequence());
    json.put("entity_id", turn.entityId() == null ? null : turn.entityId().toString());
    json.put("author", turn.author());
    json.put("created_at", turn.createdAt().toString());
    json.put("text", turn.text());
    json.put("cut", turn.cut());
    json.put("score", turn.score());
    return json;
  }
}
