package dev.seshat.legacy;

import dev.seshat.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// All that was taken over, as lines of text without the ids that chance gave.
final class Taken {
  private static final List<String> QUESTIONS =
      List.of(
          "SELECT 'project' AS what, name || '|' || coalesce(description, '-') AS a, created_at AS t FROM projects",
          "SELECT 'host' AS what, slug || '|' || coalesce(base_url, '-') AS a, created_at AS t FROM hosts",
          "SELECT 'model' AS what, name || '|' || host || '|' || coalesce(input_cost_per_1k, -1) AS a, NULL AS t FROM v_models",
          "SELECT 'price' AS what, provider || '|' || model || '|' || coalesce(input_micros, -1) || '|' || coalesce(output_micros, -1)"
              + " AS a, NULL AS t FROM model_prices WHERE until_snapshot IS NULL AND origin = 'import'",
          "SELECT 'usage' AS what, project || '|' || host || '|' || model || '|' || input_tokens || '|' || output_tokens || '|' || total_tokens"
              + " || '|' || coalesce(CAST(cost_usd AS TEXT), '-') || '|' || cost_grade || '|' || is_incomplete || '|' || request_id || '|'"
              + " || coalesce(user_id, '-') AS a, timestamp AS t FROM v_usage",
          "SELECT 'session' AS what, tool_name || '|' || external_session_id || '|' || intention || '|' || status || '|' || task_count || '|'"
              + " || coalesce(chat_id, '-') || '|' || coalesce(username, '-') || '|' || coalesce(working_directory, '-') || '|' || metadata"
              + " AS a, last_activity_at AS t FROM sessions",
          "SELECT 'link' AS what, url || '|' || domain || '|' || analysis_status || '|' || coalesce(title, '-') || '|' || coalesce(error_message, '-')"
              + " || '|' || coalesce(CAST(analysis_result AS TEXT), '-') AS a, timestamp AS t FROM links",
          "SELECT 'promise' AS what, coalesce(chat_id, '-') || '|' || coalesce(message_id, '-') || '|' || task_description || '|' || status"
              + " || '|' || coalesce(result_summary, '-') || '|' || coalesce(error_message, '-') || '|' || kind AS a, created_at AS t"
              + " FROM promises WHERE kind = 'task'",
          "SELECT 'row' AS what, source_table || '|' || origin_key || '|' || digest AS a, as_of AS t FROM legacy_row");

  private Taken() {}

  static List<String> of(Store store) {
    return store.read(tx -> {
      List<String> lines = new ArrayList<>();
      for (String question : QUESTIONS) {
        tx.each(
            question,
            row -> lines.add(row.text("what") + " " + row.text("a") + " " + row.textOrNull("t")));
      }
      Collections.sort(lines);
      return lines;
    });
  }
}
