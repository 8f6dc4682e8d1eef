package dev.seshat.session;

import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The SQL of the interactions table.
final class InteractionTable {
  private static final int IDS_AT_ONCE = 500;
  private static final String READ =
      "SELECT id, session_id, interaction_sequence, interaction_type, agent_text, person_text, author, prompt_category,"
          + " response_method, sentiment, key_themes, mentions_people, mentions_places, analysed_by,"
          + " analysis_confidence, life_event_id, duration_seconds, payload, external_id, created_at FROM session_interaction ";
  private static final String INSERT =
      "INSERT INTO session_interaction (session_id, interaction_sequence, interaction_type, agent_text, person_text,"
          + " author, prompt_category, response_method, sentiment, key_themes, mentions_people, mentions_places,"
          + " duration_seconds, payload, external_id, created_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private InteractionTable() {}

  static Interaction insert(
      Tx tx, UUID session, long sequence, NewInteraction i, String author, Instant at)
      throws SQLException {
    long id =
        tx.insert(
            INSERT,
            session,
            sequence,
            i.type().word(),
            i.agentText(),
            i.personText(),
            author,
            i.promptCategory(),
            i.responseMethod() == null ? null : i.responseMethod().word(),
            i.sentiment(),
            json(i.keyThemes()),
            json(i.mentionsPeople()),
            json(i.mentionsPlaces()),
            i.durationSeconds(),
            i.payload() == null ? null : new Json(i.payload()),
            i.externalId(),
            at);
    return new Interaction(
        id,
        session,
        sequence,
        i.type(),
        i.agentText(),
        i.personText(),
        author,
        i.promptCategory(),
        i.responseMethod(),
        i.sentiment(),
        i.keyThemes(),
        i.mentionsPeople(),
        i.mentionsPlaces(),
        null,
        null,
        null,
        i.durationSeconds(),
        i.payload(),
        i.externalId(),
        at);
  }

  private static @Nullable Json json(List<String> texts) {
    return texts.isEmpty() ? null : new Json(dev.seshat.json.Json.write(texts));
  }

  /// Of these external ids, the ones that the session has, with their interactions.
  static Map<String, Interaction> known(Tx tx, UUID session, List<String> externalIds)
      throws SQLException {
    Map<String, Interaction> known = new HashMap<>();
    for (int from = 0; from < externalIds.size(); from += IDS_AT_ONCE) {
      List<String> some =
          externalIds.subList(from, Math.min(externalIds.size(), from + IDS_AT_ONCE));
      List<Object> values = new ArrayList<>(List.of(session));
      values.addAll(some);
      String marks = some.stream().map(id -> "?").collect(Collectors.joining(", "));
      tx.each(
          READ + "WHERE session_id = ? AND external_id IN (" + marks + ")",
          row -> known.put(row.text("external_id"), interaction(row)),
          values.toArray());
    }
    return known;
  }

  static void answer(Tx tx, long id, Answer answer) throws SQLException {
    tx.update(
        "UPDATE session_interaction SET person_text = ?, response_method = ?, duration_seconds = ? WHERE id = ?",
        answer.text(),
        answer.method().word(),
        answer.durationSeconds(),
        id);
    if (answer.analysis() != null) {
      analyse(tx, id, answer.analysis());
    }
  }

  /// What an importer tells of what an answer is about; who says so, it does not know.
  static void tell(Tx tx, long id, NewInteraction told) throws SQLException {
    tx.update(
        "UPDATE session_interaction SET sentiment = ?, key_themes = ?, mentions_people = ?, mentions_places = ? WHERE id = ?",
        told.sentiment(),
        json(told.keyThemes()),
        json(told.mentionsPeople()),
        json(told.mentionsPlaces()),
        id);
  }

  static void analyse(Tx tx, long id, AnswerAnalysis analysis) throws SQLException {
    tx.update(
        "UPDATE session_interaction SET sentiment = ?, key_themes = ?, mentions_people = ?, mentions_places = ?, analysed_by = ?,"
            + " analysis_confidence = ? WHERE id = ?",
        analysis.sentiment(),
        json(analysis.keyThemes()),
        json(analysis.mentionsPeople()),
        json(analysis.mentionsPlaces()),
        analysis.by(),
        analysis.confidence(),
        id);
  }

  /// Every theme that an interaction of a session has, one after another.
  static void themes(Tx tx, UUID session, Consumer<String> reader) throws SQLException {
    tx.each(
        "SELECT key_themes FROM session_interaction WHERE session_id = ? AND key_themes IS NOT NULL",
        row -> texts(row, "key_themes").forEach(reader),
        session);
  }

  static Optional<Interaction> find(Tx tx, UUID session, long sequence) throws SQLException {
    return tx.first(
        READ + "WHERE session_id = ? AND interaction_sequence = ?",
        InteractionTable::interaction,
        session,
        sequence);
  }

  /// The interactions of one session from `from` to `to`, at most `limit`.
  static List<Interaction> range(Tx tx, UUID session, long from, long to, int limit)
      throws SQLException {
    return tx.list(
        READ
            + "WHERE session_id = ? AND interaction_sequence BETWEEN ? AND ? ORDER BY interaction_sequence LIMIT ?",
        InteractionTable::interaction,
        session,
        from,
        to,
        limit);
  }

  static Interaction interaction(Row row) throws SQLException {
    String method = row.textOrNull("response_method");
    return new Interaction(
        row.number("id"),
        row.id("session_id"),
        row.number("interaction_sequence"),
        InteractionType.of(row.text("interaction_type")),
        row.textOrNull("agent_text"),
        row.textOrNull("person_text"),
        row.text("author"),
        row.textOrNull("prompt_category"),
        method == null ? null : ResponseMethod.of(method),
        row.textOrNull("sentiment"),
        texts(row, "key_themes"),
        texts(row, "mentions_people"),
        texts(row, "mentions_places"),
        row.textOrNull("analysed_by"),
        row.textOrNull("analysis_confidence"),
        row.idOrNull("life_event_id"),
        row.integerOrNull("duration_seconds"),
        row.textOrNull("payload"),
        row.textOrNull("external_id"),
        row.time("created_at"));
  }

  private static List<String> texts(Row row, String column) throws SQLException {
    String json = row.textOrNull(column);
    if (json == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (dev.seshat.json.Json.parse(column, json) instanceof List<?> list) {
      list.forEach(item -> texts.add(String.valueOf(item)));
    }
    return List.copyOf(texts);
  }

  /// Leaves what was said about an event as it is, without the event.
  static void forgetEvent(Tx tx, UUID event) throws SQLException {
    tx.update("UPDATE session_interaction SET life_event_id = NULL WHERE life_event_id = ?", event);
  }
}
