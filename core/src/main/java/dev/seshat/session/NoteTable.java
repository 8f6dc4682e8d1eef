package dev.seshat.session;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The SQL of the notes table.
final class NoteTable {
  static final String NAME = "session_note";
  static final String COLUMNS =
      "id, session_id, note_type, note_content, noted_at_interaction_sequence, is_important, requires_followup, noted_by,"
          + " external_id, created_at, followed_up_at";

  private NoteTable() {}

  static void insert(Tx tx, Note note) throws SQLException {
    tx.update(
        "INSERT INTO session_note (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        note.id(),
        note.sessionId(),
        note.noteType(),
        note.noteContent(),
        note.notedAtInteractionSequence(),
        note.isImportant(),
        note.requiresFollowup(),
        note.notedBy(),
        note.externalId(),
        note.createdAt(),
        note.followedUpAt());
    tx.update(
        "UPDATE sessions SET note_count = note_count + 1, updated_at = ?, last_activity_at ="
            + " CASE WHEN last_activity_at < ? THEN ? ELSE last_activity_at END WHERE id = ?",
        tx.now(),
        note.createdAt(),
        note.createdAt(),
        note.sessionId());
  }

  static Optional<Note> findExternal(Tx tx, UUID session, String externalId) throws SQLException {
    return tx.first(
        "SELECT " + COLUMNS + " FROM session_note WHERE session_id = ? AND external_id = ?",
        NoteTable::note,
        session,
        externalId);
  }

  static Optional<Note> find(Tx tx, UUID id) throws SQLException {
    return tx.first("SELECT " + COLUMNS + " FROM session_note WHERE id = ?", NoteTable::note, id);
  }

  /// The important ones, newest first, then the others.
  static List<Note> mostImportant(Tx tx, UUID session, int limit) throws SQLException {
    return tx.list(
        "SELECT "
            + COLUMNS
            + " FROM session_note WHERE session_id = ?"
            + " ORDER BY is_important DESC, created_at DESC, id LIMIT ?",
        NoteTable::note,
        session,
        limit);
  }

  static Note note(Row row) throws SQLException {
    return new Note(
        row.id("id"),
        row.id("session_id"),
        row.text("note_type"),
        row.text("note_content"),
        row.numberOrNull("noted_at_interaction_sequence"),
        row.flag("is_important"),
        row.flag("requires_followup"),
        row.text("noted_by"),
        row.textOrNull("external_id"),
        row.time("created_at"),
        row.timeOrNull("followed_up_at"));
  }
}
