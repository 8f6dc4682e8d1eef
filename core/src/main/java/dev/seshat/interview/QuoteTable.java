package dev.seshat.interview;

import dev.seshat.json.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of answers that may be quoted.
final class QuoteTable {
  private static final int READ_OF_EACH = 4_000;

  private QuoteTable() {}

  /// An answer, with what is known of what it is about.
  ///
  /// @param tier how near the question went; 1 where it was none of a process
  /// @param topics what the question touched
  /// @param themes what the answer is said to be about
  record Said(
      long sequence,
      String text,
      @Nullable UUID event,
      int tier,
      List<String> topics,
      List<String> themes) {}

  /// The first answers of a session.
  static List<Said> said(Tx tx, UUID session, int limit) throws SQLException {
    return tx.list(
        "SELECT i.interaction_sequence, substr(i.person_text, 1, "
            + READ_OF_EACH
            + ") AS said, coalesce(i.life_event_id, a.life_event_id) AS event, p.sensitivity_tier, p.topics, i.key_themes"
            + " FROM session_interaction i LEFT JOIN session_prompt a ON a.session_id = i.session_id"
            + " AND a.interaction_sequence = i.interaction_sequence LEFT JOIN process_prompt p ON p.id = a.process_prompt_id"
            + " WHERE i.session_id = ? AND i.person_text IS NOT NULL AND coalesce(i.response_method, 'text') <> 'skip'"
            + " ORDER BY i.interaction_sequence LIMIT ?",
        QuoteTable::said,
        session,
        limit);
  }

  private static Said said(Row row) throws SQLException {
    Integer tier = row.integerOrNull("sensitivity_tier");
    return new Said(
        row.number("interaction_sequence"),
        row.text("said"),
        row.idOrNull("event"),
        tier == null ? 1 : tier,
        words(row.textOrNull("topics")),
        words(row.textOrNull("key_themes")));
  }

  private static List<String> words(@Nullable String json) {
    return json != null && Json.parse("words", json) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
