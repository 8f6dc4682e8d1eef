package dev.seshat.search;

import dev.seshat.store.Store;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Rebuilds the index from the things themselves, and checks it against them.
final class Reindex {
  private static final int SESSIONS = 500;
  private static final int TURNS = 1_000;

  private Reindex() {}

  static long all(Store store, LongConsumer progress) {
    store.write(
        tx -> {
          removeOrphans(tx);
          return 0;
        });
    long written = 0;
    UUID last = null;
    List<UUID> sessions = page(store, last);
    while (!sessions.isEmpty()) {
      for (UUID session : sessions) {
        written += store.write(tx -> session(tx, session));
        progress.accept(written);
        last = session;
      }
      sessions = page(store, last);
    }
    return written;
  }

  private static List<UUID> page(Store store, @Nullable UUID after) {
    return store.read(tx -> Sources.sessionIds(tx, SESSIONS, after));
  }

  private static long session(Tx tx, UUID session) throws SQLException {
    List<Entry> entries = Sources.entries(tx, session);
    SearchTable.clear(tx, session);
    for (Entry entry : entries) {
      SearchIndex.put(tx, entry);
    }
    long written = entries.size();
    long next = 1;
    List<Turn> turns = Sources.turns(tx, session, next, next + TURNS - 1);
    while (!turns.isEmpty()) {
      SearchIndex.addTurns(tx, session, turns);
      written += turns.size();
      next = turns.getLast().interactionSequence() + 1;
      turns = Sources.turns(tx, session, next, next + TURNS - 1);
    }
    return written;
  }

  /// Words without an entry, which a session deleted in another way may have left; they would be taken for the next.
  private static void removeOrphans(Tx tx) throws SQLException {
    if (tx.dialect().isSqlite()) {
      tx.update(
          "DELETE FROM search_text WHERE rowid IN"
              + " (SELECT d.id FROM search_text_docsize d LEFT JOIN search_entry e ON e.id = d.id WHERE e.id IS NULL)");
    }
  }

  static SearchCheck check(Tx tx) throws SQLException {
    long entries = tx.number("SELECT count(*) AS n FROM search_entry");
    long missing =
        tx.number(
            """
            SELECT count(*) AS n FROM session_interaction i WHERE NOT EXISTS (SELECT 1 FROM search_entry e
              WHERE e.session_id = i.session_id AND e.interaction_sequence = i.interaction_sequence)
            """)
            + missing(tx, "session_note", "note", "trim(x.note_content) <> ''")
            + missing(tx, "session_artifact", "artifact", "trim(coalesce(x.artifact_name, '') || coalesce(x.content, '')) <> ''")
            + missing(tx, "sessions", "session", "1 = 1")
            + missing(tx, "sessions", "summary", "trim(x.summary) <> ''");
    long orphaned =
        tx.number(
            """
            SELECT count(*) AS n FROM search_entry e WHERE e.entity_kind = 'interaction' AND NOT EXISTS (
              SELECT 1 FROM session_interaction i
              WHERE i.session_id = e.session_id AND i.interaction_sequence = e.interaction_sequence)
            """)
            + orphaned(tx, "session_note", "note")
            + orphaned(tx, "session_artifact", "artifact")
            + (tx.dialect().isSqlite() ? unpaired(tx) : 0);
    return new SearchCheck(entries, missing, orphaned);
  }

  private static long missing(Tx tx, String table, String kind, String where) throws SQLException {
    return tx.number(
        "SELECT count(*) AS n FROM " + table + " x WHERE " + where + " AND NOT EXISTS (SELECT 1 FROM search_entry e"
            + " WHERE e.entity_kind = ? AND e.entity_id = x.id)",
        kind);
  }

  private static long orphaned(Tx tx, String table, String kind) throws SQLException {
    return tx.number(
        "SELECT count(*) AS n FROM search_entry e WHERE e.entity_kind = ? AND NOT EXISTS (SELECT 1 FROM " + table
            + " x WHERE x.id = e.entity_id)",
        kind);
  }

  /// Entries without words, and words without an entry.
  private static long unpaired(Tx tx) throws SQLException {
    return tx.number(
            """
            SELECT count(*) AS n FROM search_entry e LEFT JOIN search_text_docsize d ON d.id = e.id WHERE d.id IS NULL
            """)
        + tx.number(
            """
            SELECT count(*) AS n FROM search_text_docsize d LEFT JOIN search_entry e ON e.id = d.id WHERE e.id IS NULL
            """);
  }
}
