package dev.seshat.search;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL that writes the index: an entry's row, and its words in the way of each database.
final class SearchTable {
  static final String INTERACTION = "interaction";

  /// The last position that PostgreSQL tells from others.
  private static final int LAST_POSITION = 16_383;

  /// Positions between a turn's own words and its neighbours', so that no phrase spans the two.
  private static final int GAP = 10;

  /// Pages of the index that are merged in one transaction.
  private static final int MERGED_PAGES = 2_000;

  private SearchTable() {}

  static void insertTurns(Tx tx, UUID sessionId, List<Turn> turns, List<Document> documents)
      throws SQLException {
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      Entry entry = new Entry(sessionId, INTERACTION, sessionId, turn.author(), turn.at(), "");
      insert(tx, entry, turn.interactionSequence(), documents.get(i));
    }
  }

  static void putTurn(Tx tx, UUID sessionId, Turn turn, Document document) throws SQLException {
    Optional<Long> id =
        tx.first(
            "SELECT id FROM search_entry WHERE session_id = ? AND interaction_sequence = ?",
            row -> row.number("id"),
            sessionId,
            turn.interactionSequence());
    if (id.isPresent()) {
      rewrite(tx, id.get(), document);
    } else {
      insertTurns(tx, sessionId, List.of(turn), List.of(document));
    }
  }

  static void putEntry(Tx tx, Entry entry, Document document) throws SQLException {
    Optional<Long> id = entryId(tx, entry.entityKind(), entry.entityId());
    if (id.isEmpty()) {
      insert(tx, entry, null, document);
    } else {
      tx.update(
          "UPDATE search_entry SET author = ?, created_at = ? WHERE id = ?",
          entry.author(),
          entry.at(),
          id.get());
      rewrite(tx, id.get(), document);
    }
  }

  private static Optional<Long> entryId(Tx tx, String entityKind, UUID entityId)
      throws SQLException {
    return tx.first(
        "SELECT id FROM search_entry WHERE entity_kind = ? AND entity_id = ?",
        row -> row.number("id"),
        entityKind,
        entityId);
  }

  private static void insert(Tx tx, Entry entry, @Nullable Long sequence, Document document)
      throws SQLException {
    UUID entityId = sequence == null ? entry.entityId() : null;
    if (tx.dialect().isSqlite()) {
      long id =
          tx.insert(
              """
              INSERT INTO search_entry (entity_kind, entity_id, session_id, interaction_sequence, author, created_at)
              VALUES (?, ?, ?, ?, ?, ?)
              """,
              entry.entityKind(),
              entityId,
              entry.sessionId(),
              sequence,
              entry.author(),
              entry.at());
      writeWords(tx, id, document);
    } else {
      tx.update(
          """
          INSERT INTO search_entry
            (entity_kind, entity_id, session_id, interaction_sequence, author, created_at, terms, length)
          VALUES (?, CAST(? AS uuid), ?, CAST(? AS bigint), ?, ?, CAST(? AS tsvector), ?)
          """,
          entry.entityKind(),
          entityId,
          entry.sessionId(),
          sequence,
          entry.author(),
          entry.at(),
          terms(document),
          document.length());
    }
  }

  private static void writeWords(Tx tx, long id, Document document) {
    tx.last(
        id,
        end ->
            end.update(
                "INSERT OR REPLACE INTO search_text (rowid, text, context) VALUES (?, ?, ?)",
                id,
                String.join(" ", document.text()),
                String.join(" ", document.context())));
  }

  private static void removeWords(Tx tx, long id) {
    tx.last(id, end -> end.update("DELETE FROM search_text WHERE rowid = ?", id));
  }

  private static void rewrite(Tx tx, long id, Document document) throws SQLException {
    if (tx.dialect().isSqlite()) {
      writeWords(tx, id, document);
    } else {
      tx.update(
          "UPDATE search_entry SET terms = CAST(? AS tsvector), length = ? WHERE id = ?",
          terms(document),
          document.length(),
          id);
    }
  }

  static void removeEntry(Tx tx, String entityKind, UUID entityId) throws SQLException {
    Optional<Long> id = entryId(tx, entityKind, entityId);
    if (id.isPresent()) {
      if (tx.dialect().isSqlite()) {
        removeWords(tx, id.get());
      }
      tx.update("DELETE FROM search_entry WHERE id = ?", id.get());
    }
  }

  static void removeSession(Tx tx, UUID sessionId) throws SQLException {
    List<UUID> family =
        tx.list(
            """
            WITH RECURSIVE family (id) AS (
              SELECT id FROM sessions WHERE id = ?
              UNION SELECT s.id FROM sessions s JOIN family f ON s.parent_session_id = f.id)
            SELECT id FROM family
            """,
            row -> row.id("id"),
            sessionId);
    for (UUID id : family) {
      clear(tx, id);
    }
  }

  /// Takes out the turns of this one session.
  static void removeTurns(Tx tx, UUID sessionId) throws SQLException {
    if (tx.dialect().isSqlite()) {
      tx.each(
          "SELECT id FROM search_entry WHERE session_id = ? AND interaction_sequence IS NOT NULL",
          row -> removeWords(tx, row.number("id")),
          sessionId);
    }
    tx.update(
        "DELETE FROM search_entry WHERE session_id = ? AND interaction_sequence IS NOT NULL",
        sessionId);
  }

  /// Takes out the entries of this one session.
  static void clear(Tx tx, UUID sessionId) throws SQLException {
    if (tx.dialect().isSqlite()) {
      tx.each(
          "SELECT id FROM search_entry WHERE session_id = ?",
          row -> removeWords(tx, row.number("id")),
          sessionId);
    }
    tx.update("DELETE FROM search_entry WHERE session_id = ?", sessionId);
  }

  /// SQLite's indexes of words: of sessions, and of links.
  static final List<String> INDEXES = List.of("search_text", "search_link");

  /// Merges some of an index of SQLite's into one segment, which leaves out what was deleted.
  ///
  /// @param index one of [#INDEXES]
  /// @param first whether to begin with it
  /// @return whether there is more to do
  static boolean merge(Tx tx, String index, boolean first) throws SQLException {
    long before = tx.number("SELECT total_changes() AS n");
    tx.update(
        "INSERT INTO %1$s (%1$s, rank) VALUES ('merge', ?)".formatted(index),
        first ? -MERGED_PAGES : MERGED_PAGES);
    // by FTS5's own words: fewer than two changes, and there was nothing to do
    return tx.number("SELECT total_changes() AS n") - before >= 2;
  }

  /// Takes out words without an entry, which a session deleted in another way left; they would be taken for the next's.
  static void removeOrphans(Tx tx) throws SQLException {
    if (tx.dialect().isSqlite()) {
      tx.update(
          "DELETE FROM search_text WHERE rowid IN"
              + " (SELECT d.id FROM search_text_docsize d LEFT JOIN search_entry e ON e.id = d.id WHERE e.id IS NULL)");
    }
  }

  /// A document as PostgreSQL reads a tsvector. The words are letters and digits only, so nothing needs escaping.
  private static String terms(Document document) {
    Map<String, StringBuilder> positions = new LinkedHashMap<>();
    int at = 0;
    for (String stem : document.text()) {
      at = Math.min(at + 1, LAST_POSITION);
      add(positions, stem).append(at).append('A');
    }
    at += GAP;
    for (String stem : document.context()) {
      at = Math.min(at + 1, LAST_POSITION);
      add(positions, stem).append(at);
    }
    StringBuilder terms = new StringBuilder();
    positions.forEach(
        (stem, list) -> terms.append('\'').append(stem).append("':").append(list).append(' '));
    return terms.toString();
  }

  private static StringBuilder add(Map<String, StringBuilder> positions, String stem) {
    StringBuilder list = positions.computeIfAbsent(stem, s -> new StringBuilder());
    return list.isEmpty() ? list : list.append(',');
  }
}
