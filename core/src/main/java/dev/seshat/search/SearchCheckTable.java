package dev.seshat.search;

import dev.seshat.store.Tx;
import java.sql.SQLException;

/// The SQL that compares the index with what it indexes.
final class SearchCheckTable {
  private SearchCheckTable() {}

  static SearchCheck check(Tx tx) throws SQLException {
    long entries = tx.number("SELECT count(*) AS n FROM search_entry");
    long missing =
        tx.number(
                """
                SELECT count(*) AS n FROM session_interaction i WHERE NOT EXISTS (SELECT 1 FROM search_entry e
                  WHERE e.session_id = i.session_id AND e.interaction_sequence = i.interaction_sequence)
                """)
            + missing(tx, "session_note", "id", "note", "trim(x.note_content) <> ''")
            + missing(
                tx,
                "session_artifact",
                "id",
                "artifact",
                "trim(coalesce(x.artifact_name, '') || coalesce(x.content, '')) <> ''")
            + missing(tx, "sessions", "id", "session", "1 = 1")
            + missing(tx, "sessions", "id", "summary", "trim(x.summary) <> ''")
            + missing(tx, "tasks", "id", "task", "1 = 1")
            + missing(tx, "iterations", "entry_id", "iteration", "1 = 1")
            + KnowledgeIndexTable.countMissing(tx)
            + LinkIndexTable.countMissing(tx);
    long orphaned =
        tx.number(
                """
                SELECT count(*) AS n FROM search_entry e WHERE e.entity_kind = 'interaction' AND NOT EXISTS (
                  SELECT 1 FROM session_interaction i
                  WHERE i.session_id = e.session_id AND i.interaction_sequence = e.interaction_sequence)
                """)
            + orphaned(tx, "session_note", "id", "note")
            + orphaned(tx, "session_artifact", "id", "artifact")
            + orphaned(tx, "tasks", "id", "task")
            + orphaned(tx, "iterations", "entry_id", "iteration")
            + LinkIndexTable.countOrphans(tx)
            + (tx.dialect().isSqlite() ? unpaired(tx) : 0);
    return new SearchCheck(entries, missing, orphaned);
  }

  private static long missing(Tx tx, String table, String key, String kind, String where)
      throws SQLException {
    return tx.number(
        "SELECT count(*) AS n FROM "
            + table
            + " x WHERE "
            + where
            + " AND NOT EXISTS (SELECT 1 FROM search_entry e"
            + " WHERE e.entity_kind = ? AND e.entity_id = x."
            + key
            + ")",
        kind);
  }

  private static long orphaned(Tx tx, String table, String key, String kind) throws SQLException {
    return tx.number(
        "SELECT count(*) AS n FROM search_entry e WHERE e.entity_kind = ? AND NOT EXISTS (SELECT 1 FROM "
            + table
            + " x WHERE x."
            + key
            + " = e.entity_id)",
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
