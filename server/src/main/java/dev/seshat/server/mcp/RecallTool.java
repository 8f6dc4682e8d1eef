package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.search.RecalledPattern;
import dev.seshat.search.RecalledTurn;
import dev.seshat.search.Recollection;
import dev.seshat.search.SearchFilter;
import dev.seshat.server.schema.Schema;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `recall`: what was said and done about something, in all sessions, packed into a token budget.
final class RecallTool {
  private static final int MAX_TOKENS = 8_000;
  private static final int MAX_TURNS = 100;

  private RecallTool() {}

  static Tool tool() {
    return Tool.of(
        "recall",
        "Recall",
        "Searches every session, also those of other agents and of imported transcripts, and answers the turns, notes, artifacts"
            + " and summaries that fit the question best, whole, with ids, dates and speakers, within a token budget. Ask in plain"
            + " words; names of speakers and dates help. Use it before you ask a person what was decided.",
        false,
        Schema.object(
            field("query!", Schema.text("", 1_000)),
            field("tokens", Schema.integer("Budget, default 2000", 50, MAX_TOKENS)),
            field("limit", Schema.integer("Most turns", 1, MAX_TURNS)),
            field("kind", Schema.text("Kind of session", 64)),
            field("project", Schema.text("", 200)),
            field("author", Schema.text("Who spoke", 200)),
            field("session", Schema.text("Only in this session", 100)),
            Common.from(),
            Common.to()),
        Schema.answer(field("turns!", Schema.list("In the order of time", turn(), MAX_TURNS))),
        RecallTool::recall);
  }

  private static Schema turn() {
    return Schema.answer(
        field("session_id!", Schema.text("", 36)),
        field("entity_kind!", Schema.text("", 64)),
        field("author!", Schema.text("", 200)),
        field("created_at!", Schema.text("", 40)),
        field("text!", Schema.text("", Integer.MAX_VALUE)));
  }

  private static Tool.Answer recall(Call call) {
    SearchFilter filter =
        SearchFilter.none()
            .withKind(call.text("kind"))
            .withProject(call.text("project"))
            .withAuthor(call.text("author"))
            .withTimes(call.time("from", false), call.time("to", true));
    String session = call.text("session");
    if (session != null) {
      filter = filter.withSessionId(call.seshat().sessions().get(session).id());
    }
    Recollection found =
        call.seshat().recall().recall(call.needed("query"), call.integer("tokens", 2_000), filter);
    List<RecalledTurn> turns = best(found.turns(), call.integer("limit", MAX_TURNS));
    String text =
        Stream.concat(
                turns.stream().map(RecalledTurn::line),
                found.patterns().stream().map(RecalledPattern::line))
            .collect(Collectors.joining("\n"));
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("turns", turns.stream().map(RecallTool::json).toList());
    if (!found.patterns().isEmpty()) {
      structured.put("patterns", found.patterns().stream().map(RecalledPattern::toJson).toList());
    }
    return new Tool.Answer(
        structured, text.isEmpty() ? "Nothing found; try other words, or fewer filters." : text);
  }

  /// The `limit` best of the turns, still in their order.
  private static List<RecalledTurn> best(List<RecalledTurn> turns, int limit) {
    if (turns.size() <= limit) {
      return turns;
    }
    double least =
        turns.stream()
            .map(RecalledTurn::score)
            .sorted(Comparator.reverseOrder())
            .toList()
            .get(limit - 1);
    return turns.stream().filter(turn -> turn.score() >= least).limit(limit).toList();
  }

  private static Map<String, @Nullable Object> json(RecalledTurn turn) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", turn.sessionId().toString());
    json.put("entity_kind", turn.entityKind());
    if (turn.interactionSequence() != null) {
      json.put("interaction_sequence", turn.interactionSequence());
    }
    json.put("author", turn.author());
    json.put("created_at", turn.createdAt().toString());
    json.put("text", turn.text());
    json.put("cut", turn.cut());
    json.put("score", turn.score());
    return json;
  }
}
