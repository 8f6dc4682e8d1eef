package dev.seshat.interview;

import dev.seshat.analysis.text.Known;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The SQL of what is known before an answer is read. It looks at so much and no more, however large the store is.
final class AnswerReadingTable {
  private static final int MOST_NAMES = 500;
  private static final int ANSWERS = 100;
  private static final int LOOKED_AT = 3_000;
  private static final int READ_OF_EACH = 2_000;

  private AnswerReadingTable() {}

  /// The people and places of the life that a session is about, and the newest answers of the store.
  static Known known(Tx tx, UUID session) throws SQLException {
    List<String> people = named(tx, "person_name", "life_event_participant", session);
    List<String> places = new ArrayList<>(named(tx, "place_name", "life_event_location", session));
    places.addAll(named(tx, "city", "life_event_location", session));
    return new Known(people, places, answers(tx));
  }

  private static List<String> named(Tx tx, String column, String table, UUID session)
      throws SQLException {
    return tx.list(
        "SELECT DISTINCT p."
            + column
            + " AS name FROM sessions s JOIN life_event e ON e.storyteller_id = s.storyteller_id JOIN "
            + table
            + " p ON p.life_event_id = e.id WHERE s.id = ? AND p."
            + column
            + " IS NOT NULL LIMIT "
            + MOST_NAMES,
        row -> row.text("name"),
        session);
  }

  private static List<String> answers(Tx tx) throws SQLException {
    return tx.list(
        "SELECT substr(person_text, 1, "
            + READ_OF_EACH
            + ") AS said FROM session_interaction WHERE id > (SELECT coalesce(max(id), 0) FROM session_interaction) - "
            + LOOKED_AT
            + " AND person_text IS NOT NULL AND response_method IS NOT NULL ORDER BY id DESC LIMIT "
            + ANSWERS,
        row -> row.text("said"));
  }
}
