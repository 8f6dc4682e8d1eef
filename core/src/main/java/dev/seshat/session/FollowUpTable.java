package dev.seshat.session;

import dev.seshat.Texts;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// The SQL of what is left to do, in sessions but those that were cancelled or archived.
final class FollowUpTable {
  private static final String OF_SESSIONS_IN_USE =
      " AND s.status NOT IN ('cancelled', 'archived') ORDER BY at DESC, s.id LIMIT ?";

  private FollowUpTable() {}

  static List<FollowUp> ofNotes(Tx tx, int limit) throws SQLException {
    return tx.list(
        "SELECT s.id AS session_id, s.name, s.intention, n.id AS note_id, n.note_content AS text,"
            + " n.created_at AS at FROM session_note n JOIN sessions s ON s.id = n.session_id"
            + " WHERE n.requires_followup AND n.followed_up_at IS NULL"
            + OF_SESSIONS_IN_USE,
        FollowUpTable::followUp,
        limit);
  }

  /// Those of the notes of one storyteller's sessions.
  static List<FollowUp> ofNotesWith(Tx tx, UUID storyteller, int limit) throws SQLException {
    return tx.list(
        "SELECT s.id AS session_id, s.name, s.intention, n.id AS note_id, n.note_content AS text,"
            + " n.created_at AS at FROM sessions s JOIN session_note n ON n.session_id = s.id"
            + " WHERE s.storyteller_id = ? AND n.requires_followup AND n.followed_up_at IS NULL"
            + OF_SESSIONS_IN_USE,
        FollowUpTable::followUp,
        storyteller,
        limit);
  }

  static List<FollowUp> ofSessions(Tx tx, int limit) throws SQLException {
    return tx.list(
        "SELECT s.id AS session_id, s.name, s.intention, NULL AS note_id,"
            + " coalesce(s.followup_notes, s.next_session_suggestion, '') AS text,"
            + " s.last_activity_at AS at FROM sessions s WHERE s.needs_followup"
            + OF_SESSIONS_IN_USE,
        FollowUpTable::followUp,
        limit);
  }

  /// Says of a note that what it asked for was done, or that it was not.
  static void setDone(Tx tx, UUID note, boolean done, String by) throws SQLException {
    tx.update(
        "UPDATE session_note SET followed_up_at = ?, followed_up_by = ? WHERE id = ?",
        done ? tx.now() : null,
        done ? by : null,
        note);
  }

  private static FollowUp followUp(Row row) throws SQLException {
    String name = row.textOrNull("name");
    return new FollowUp(
        row.id("session_id"),
        name == null || name.isBlank() ? Texts.shorten(row.text("intention"), 80) : name,
        row.idOrNull("note_id"),
        row.text("text"),
        row.time("at"));
  }
}
