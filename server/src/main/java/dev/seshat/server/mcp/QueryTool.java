package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.query.QueryResult;
import dev.seshat.server.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `query`: read-only SQL over the documented views.
final class QueryTool {
  private static final int MAX_ROWS = 500;
  private static final int MAX_CELL = 2_000;

  /// As much JSON as an answer may hold, well under 25,000 tokens.
  private static final int MAX_CHARACTERS = 30_000;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private QueryTool() {}

  static Tool tool() {
    return Tool.of(
        "query",
        "Read-only SQL",
        """
        Counts and lists by one SELECT (SQLite's or PostgreSQL's dialect, whichever the store is); never writes. Views:
        v_sessions(id, short_id, kind, name, intention, status, outcome, project, git_branch, tool_name, parent_session_id, started_at, ended_at, active_seconds, summary, interaction_count, artifact_count, total_tokens, cost_usd, tags, context, …)
        v_interactions(session_id, interaction_sequence, interaction_type, author, agent_text, person_text, payload, created_at, …)
        v_notes(session_id, note_type, note_content, is_important, requires_followup, created_at, …)
        v_artifacts(session_id, id, artifact_type, artifact_name, content, is_approved, created_at, …)
        v_usage(session_id, host, model, project, input_tokens, output_tokens, cost_usd, …), v_usage_daily, v_models, v_prices, v_projects, v_audit(seq, at, actor, action, entity, entity_id, session_id, detail).
        v_iterations(session_id, iteration_number, prompt, action_type, score, best_score, success, what_worked, …), v_patterns(id, category, problem, solution, lower_bound, confidence, …), v_pattern_evidence, v_patterns_applied, v_keywords, v_prompt_references, v_images, v_storytellers, v_life_events, v_session_life_events, v_session_prompts, v_process_nodes, v_agent_runs, v_links, v_tasks(id, session_id, marker, title, status, task_group, assignee, waits_for, …), v_task_groups, v_task_dependencies.
        Times are UTC. To find what was said, recall is better.\
        """,
        false,
        Schema.object(
            field(
                "sql!",
                Schema.text("One SELECT, WITH or VALUES", 20_000)
                    .with("examples", List.of("SELECT count(*) FROM v_sessions"))),
            field("limit", Schema.integer("Most rows, default 100", 1, MAX_ROWS))),
        Schema.answer(
            field("columns!", Schema.list("", Schema.text("", 1_000), 10_000)),
            field("rows!", Schema.list("Values by column", Schema.any(""), MAX_ROWS)),
            field("truncated!", Schema.flag("Whether there is more"))),
        QueryTool::query);
  }

  private static Tool.Answer query(Call call) {
    QueryResult result =
        call.seshat().query().run(call.needed("sql"), call.integer("limit", 100), TIMEOUT);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    StringBuilder text = new StringBuilder(String.join("\t", result.columns()));
    boolean truncated = result.truncated();
    for (List<@Nullable Object> row : result.rows()) {
      List<@Nullable Object> cells = new ArrayList<>(row);
      cells.replaceAll(QueryTool::cell);
      String line = Json.write(cells);
      if (text.length() + line.length() > MAX_CHARACTERS) {
        truncated = true;
        break;
      }
      text.append('\n').append(line);
      rows.add(cells);
    }
    if (truncated) {
      text.append("\n… there are more rows; narrow the query, or use LIMIT and OFFSET");
    }
    Map<String, Object> structured = new LinkedHashMap<>();
    structured.put("columns", result.columns());
    structured.put("rows", rows);
    structured.put("truncated", truncated);
    return new Tool.Answer(structured, text.toString());
  }

  private static @Nullable Object cell(@Nullable Object value) {
    return value instanceof String text && text.length() > MAX_CELL
        ? Texts.shorten(text, MAX_CELL)
        : value;
  }
}
