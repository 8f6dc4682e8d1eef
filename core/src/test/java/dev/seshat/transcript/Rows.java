package dev.seshat.transcript;

import dev.seshat.store.Store;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Everything that an import wrote, as lines of text without the ids that chance gave.
final class Rows {
  private Rows() {}

  static List<String> of(Store store) {
    return store.read(tx -> {
      List<String> rows = new ArrayList<>();
      sessions(tx, rows);
      interactions(tx, rows);
      usage(tx, rows);
      return rows;
    });
  }

  private static void sessions(Tx tx, List<String> rows) throws SQLException {
    tx.each(
        """
        SELECT s.external_session_id AS a, s.kind AS b, s.name AS c, s.intention AS d, s.status AS e, s.started_at AS f, s.ended_at AS g,
          s.last_activity_at AS h, s.active_seconds AS i, s.task_count AS j, s.interaction_count AS k, s.total_tokens AS l, s.cost_nanos AS m,
          s.git_branch AS n, s.working_directory AS o, s.llm_model AS p, s.username AS q, s.forked_at_sequence AS r, s.metadata AS s,
          p.name AS t, up.external_session_id AS u, back.external_session_id AS v, fork.external_session_id AS w
        FROM sessions s LEFT JOIN projects p ON p.id = s.project_id LEFT JOIN sessions up ON up.id = s.parent_session_id
        LEFT JOIN sessions back ON back.id = s.previous_session_id LEFT JOIN sessions fork ON fork.id = s.forked_from_id
        ORDER BY s.external_session_id
        """,
        row -> {
          StringBuilder line = new StringBuilder("session");
          for (char column = 'a'; column <= 'w'; column++) {
            String name = String.valueOf(column);
            line.append(" | ")
                .append(column)
                .append('=')
                .append("fgh".contains(name) ? row.timeOrNull(name) : row.textOrNull(name));
          }
          rows.add(line.toString());
        });
  }

  private static void interactions(Tx tx, List<String> rows) throws SQLException {
    tx.each(
        """
        SELECT s.external_session_id, i.interaction_sequence, i.interaction_type, i.author, i.agent_text, i.person_text, i.payload,
          i.external_id, i.created_at FROM session_interaction i JOIN sessions s ON s.id = i.session_id
        ORDER BY s.external_session_id, i.interaction_sequence
        """,
        row ->
            rows.add(
                "turn | "
                    + row.text("external_session_id")
                    + " | "
                    + row.number("interaction_sequence")
                    + " | "
                    + row.text("interaction_type")
                    + " | "
                    + row.text("author")
                    + " | "
                    + row.textOrNull("agent_text")
                    + " | "
                    + row.textOrNull("person_text")
                    + " | "
                    + row.textOrNull("payload")
                    + " | "
                    + row.textOrNull("external_id")
                    + " | "
                    + row.time("created_at")));
  }

  private static void usage(Tx tx, List<String> rows) throws SQLException {
    tx.each(
        """
        SELECT u.request_id, s.external_session_id, u.timestamp, u.total_tokens, u.output_tokens, u.cost_nanos, u.git_branch, p.name AS project
        FROM token_usage u LEFT JOIN sessions s ON s.id = u.session_id JOIN projects p ON p.id = u.project_id ORDER BY u.request_id
        """,
        row ->
            rows.add(
                "usage | "
                    + row.text("request_id")
                    + " | "
                    + row.textOrNull("external_session_id")
                    + " | "
                    + row.time("timestamp")
                    + " | "
                    + row.number("total_tokens")
                    + " | "
                    + row.number("output_tokens")
                    + " | "
                    + row.textOrNull("cost_nanos")
                    + " | "
                    + row.textOrNull("git_branch")
                    + " | "
                    + row.text("project")));
  }
}
