package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.search.SearchFilter;
import dev.seshat.search.SearchQuery;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finding turns by words, and packing what is found for an agent.
public final class SearchRoutes implements Operations {
  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/search", "search", "Find turns, notes and artifacts by words")
            .query("q!", Schema.text("The words", 1_000))
            .query(filters())
            .query("limit", Shapes.limit(20, 200))
            .query("cursor", Shapes.cursor())
            .query("prefix", Schema.flag("The last word is a beginning").otherwise(false))
            .query("syntax", Schema.flag("The words are FTS5's own syntax").otherwise(false))
            .answers("The hits, the best first", Shapes.page("hits", hit()))
            .by(SearchRoutes::search),
        Operation.get("/api/v1/recall", "recall", "What is known about a question, for an agent")
            .query("q!", Schema.text("The question", 1_000))
            .query("tokens", Schema.integer("How long it may be", 50, 200_000).otherwise(2_000))
            .query(filters())
            .answers("The turns that fit best, in the order of time", recollection())
            .by(SearchRoutes::recall));
  }

  private static Map<String, Schema> filters() {
    Map<String, Schema> filters = new LinkedHashMap<>();
    filters.put("project", Schema.text("", 200));
    filters.put("kind", Schema.text("The kind of session", 64));
    filters.put("author", Schema.text("", 200));
    filters.put("session", Schema.text("Id, short id, prefix or `current`", 100));
    filters.put("from", Shapes.moment("Said at or after"));
    filters.put("to", Shapes.moment("Said before"));
    return filters;
  }

  private static Schema hit() {
    Schema place = Schema.integer("", 0, Integer.MAX_VALUE);
    return Schema.object(
            field("session_id!", Schema.id("")),
            field("short_id!", Schema.text("", 8)),
            field("session_name!", Schema.text("", 200).orNull()),
            field("kind!", Schema.text("", 64)),
            field("entity_kind!", entityKind()),
            field("entity_id!", Schema.id("Null for a turn").orNull()),
            field("interaction_sequence!", sequence()),
            field("external_id!", Schema.text("", 500).orNull()),
            field("author!", Schema.text("", 200)),
            field("created_at!", Schema.time("")),
            field("snippet!", Schema.text("", 10_000)),
            field(
                "marks!",
                Schema.list(
                    "The words asked for: first and after the last character in the snippet",
                    Schema.list("", place, 2),
                    10_000)),
            field("score!", Schema.number("1 for the best")))
        .named("Hit");
  }

  private static Schema entityKind() {
    return Schema.word(
        "", "interaction", "note", "artifact", "session", "summary", "iteration", "task");
  }

  private static Schema sequence() {
    return Schema.integer("The number of a turn", 1, Long.MAX_VALUE).orNull();
  }

  private static Schema recollection() {
    Schema turn =
        Schema.object(
            field("session_id!", Schema.id("")),
            field("short_id!", Schema.text("", 8)),
            field("entity_kind!", entityKind()),
            field("interaction_sequence!", sequence()),
            field("entity_id!", Schema.id("").orNull()),
            field("author!", Schema.text("", 200)),
            field("created_at!", Schema.time("")),
            field("text!", Schema.text("", 4_000_000)),
            field("cut!", Schema.flag("Whether the text is only the part that fits best")),
            field("score!", Schema.number("")));
    return Schema.object(
        field("text!", Schema.text("All of it, to be put before a model", 4_000_000)),
        field("tokens!", Schema.integer("How long it is", 0, 200_000)),
        field("turns!", Schema.list("", turn, 100_000)),
        field(
            "patterns!",
            Schema.list(
                "Patterns that have most of the question",
                Schema.object(
                    field("id!", KnowledgeShapes.ID),
                    field("text!", Schema.text("", 50_000)),
                    field("times_tested!", Schema.integer("", 0, Long.MAX_VALUE)),
                    field("times_succeeded!", Schema.integer("", 0, Long.MAX_VALUE)),
                    field("score!", Schema.number("0 to 1"))),
                10)));
  }

  private static Reply search(Request request) {
    SearchQuery query =
        new SearchQuery(
            request.needed("q"),
            filter(request),
            request.integer("limit"),
            request.text("cursor"),
            request.flag("syntax"),
            request.flag("prefix"));
    return Reply.json(request.seshat().search().find(query).toJson());
  }

  private static SearchFilter filter(Request request) {
    String session = request.text("session");
    return new SearchFilter(
        request.text("kind"),
        request.text("project"),
        request.time("from"),
        request.time("to"),
        request.text("author"),
        session == null ? null : request.seshat().sessions().get(session).id(),
        Set.of());
  }

  private static Reply recall(Request request) {
    return Reply.json(
        request
            .seshat()
            .recall()
            .recall(request.needed("q"), request.integer("tokens"), filter(request))
            .toJson());
  }
}
