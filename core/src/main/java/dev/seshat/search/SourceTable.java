package dev.seshat.search;

import dev.seshat.json.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL that reads back what is indexed from the things themselves: for neighbours, snippets and a new index.
final class SourceTable {
  private static final String TURN =
      """
      SELECT interaction_sequence, author, created_at, substr(agent_text, 1, 20000) AS agent_text,
        substr(person_text, 1, 20000) AS person_text, external_id,
        CASE WHEN interaction_type IN ('tool_call', 'tool_result', 'event') THEN NULL ELSE payload ->> 'caption' END AS caption
      FROM session_interaction
      """;

  private SourceTable() {}

  /// What an entry says, and what another system calls it.
  record Content(String text, @Nullable String externalId) {}

  /// What a session is called.
  record SessionName(String shortId, @Nullable String name, String kind) {}

  static SessionName sessionName(Tx tx, UUID id) throws SQLException {
    return tx.first(
            "SELECT short_id, name, kind FROM sessions WHERE id = ?",
            row -> new SessionName(row.text("short_id"), row.textOrNull("name"), row.text("kind")),
            id)
        .orElseThrow();
  }

  /// The numbers of a session's own turns; a fork's do not begin with 1.
  record Span(long first, long last) {}

  static Span span(Tx tx, UUID sessionId) throws SQLException {
    return tx.first(
            "SELECT coalesce(min(interaction_sequence), 1) AS first_one, coalesce(max(interaction_sequence), 0) AS last_one"
                + " FROM session_interaction WHERE session_id = ?",
            row -> new Span(row.number("first_one"), row.number("last_one")),
            sessionId)
        .orElseThrow();
  }

  /// The turns of a session from one number to another, both inclusive, in order.
  static List<Turn> turns(Tx tx, UUID sessionId, long from, long to) throws SQLException {
    return tx.list(
        TURN
            + "WHERE session_id = ? AND interaction_sequence BETWEEN ? AND ? ORDER BY interaction_sequence",
        SourceTable::turn,
        sessionId,
        from,
        to);
  }

  private static Turn turn(Row row) throws SQLException {
    return new Turn(
        row.number("interaction_sequence"),
        row.text("author"),
        row.time("created_at"),
        row.textOrNull("agent_text"),
        row.textOrNull("person_text"),
        row.textOrNull("caption"));
  }

  /// What the thing behind an entry says now; empty if it is gone.
  static Optional<Content> content(Tx tx, Ranked entry) throws SQLException {
    UUID entityId = entry.entityId();
    if (entityId == null) {
      return tx.first(
          TURN + "WHERE session_id = ? AND interaction_sequence = ?",
          row -> new Content(Document.body(turn(row)), row.textOrNull("external_id")),
          entry.sessionId(),
          entry.interactionSequence());
    }
    return switch (entry.entityKind()) {
      case "note" ->
          one(
              tx,
              "SELECT note_content AS a, NULL AS b, NULL AS c, external_id FROM session_note WHERE id = ?",
              entityId);
      case "artifact" ->
          one(
              tx,
              "SELECT artifact_name AS a, substr(content, 1, 20000) AS b, NULL AS c, external_id FROM session_artifact"
                  + " WHERE id = ?",
              entityId);
      case "session" ->
          one(
              tx,
              "SELECT name AS a, intention AS b, description AS c, external_session_id AS external_id FROM sessions"
                  + " WHERE id = ?",
              entityId);
      case "summary" ->
          one(
              tx,
              "SELECT summary AS a, NULL AS b, NULL AS c, external_session_id AS external_id FROM sessions WHERE id = ?",
              entityId);
      case "task" ->
          one(
              tx,
              "SELECT title AS a, substr(description, 1, 20000) AS b, reference AS c, external_id FROM tasks WHERE id = ?",
              entityId);
      case "iteration" ->
          tx.first(
              "SELECT substr(prompt, 1, 20000) AS a, substr(user_feedback, 1, 20000) AS b, what_worked AS c, external_id"
                  + " FROM iterations WHERE entry_id = ?",
              SourceTable::iteration,
              entityId);
      default -> Optional.empty();
    };
  }

  private static Optional<Content> one(Tx tx, String sql, UUID id) throws SQLException {
    return tx.first(sql, row -> new Content(body(row), row.textOrNull("external_id")), id);
  }

  private static Content iteration(Row row) throws SQLException {
    return new Content(iterationBody(row), row.textOrNull("external_id"));
  }

  private static String body(Row row) throws SQLException {
    return Document.body(row.textOrNull("a"), row.textOrNull("b"), row.textOrNull("c"));
  }

  /// The same of an iteration, whose third text is a JSON list of texts.
  private static String iterationBody(Row row) throws SQLException {
    List<String> texts = new ArrayList<>();
    if (Json.parse("what_worked", row.text("c")) instanceof List<?> list) {
      list.forEach(item -> texts.add(String.valueOf(item)));
    }
    return Document.body(row.textOrNull("a"), row.textOrNull("b"), String.join("\n", texts));
  }

  static List<UUID> sessionIds(Tx tx, int limit, @Nullable UUID after) throws SQLException {
    return after == null
        ? tx.list("SELECT id FROM sessions ORDER BY id LIMIT ?", row -> row.id("id"), limit)
        : tx.list(
            "SELECT id FROM sessions WHERE id > ? ORDER BY id LIMIT ?",
            row -> row.id("id"),
            after,
            limit);
  }

  /// Everything of a session that is indexed and is not a turn; who made it is known from the index where nothing else says it.
  static List<Entry> entries(Tx tx, UUID sessionId) throws SQLException {
    return tx.list(
        """
        SELECT x.*, coalesce(e.author, x.fallback) AS author FROM (
          SELECT 'session' AS entity_kind, s.id, coalesce(s.username, 'local') AS fallback, s.created_at,
            s.name AS a, s.intention AS b, s.description AS c FROM sessions s WHERE s.id = ?
          UNION ALL SELECT 'summary', s.id, coalesce(s.username, 'local'), s.created_at, s.summary, NULL, NULL
            FROM sessions s WHERE s.id = ? AND s.summary IS NOT NULL
          UNION ALL SELECT 'note', n.id, n.noted_by, n.created_at, n.note_content, NULL, NULL
            FROM session_note n WHERE n.session_id = ?
          UNION ALL SELECT 'artifact', a.id, 'local', a.created_at, a.artifact_name, a.content, NULL
            FROM session_artifact a WHERE a.session_id = ?
          UNION ALL SELECT 'task', t.id, 'local', t.created_at, t.title, t.description, t.reference
            FROM tasks t WHERE t.session_id = ?
          UNION ALL SELECT 'iteration', i.entry_id, i.logged_by, i.created_at, i.prompt, i.user_feedback, CAST(i.what_worked AS TEXT)
            FROM iterations i WHERE i.session_id = ?) x
        LEFT JOIN search_entry e ON e.entity_kind = x.entity_kind AND e.entity_id = x.id
        """,
        row ->
            new Entry(
                sessionId,
                row.text("entity_kind"),
                row.id("id"),
                row.text("author"),
                row.time("created_at"),
                row.text("entity_kind").equals("iteration") ? iterationBody(row) : body(row)),
        sessionId,
        sessionId,
        sessionId,
        sessionId,
        sessionId,
        sessionId);
  }
}
