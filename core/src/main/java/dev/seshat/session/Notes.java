package dev.seshat.session;

import dev.seshat.Page;
import dev.seshat.json.Json;
import dev.seshat.search.Entry;
import dev.seshat.search.SearchIndex;
import dev.seshat.store.Row;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The notes of sessions; an ended session takes them too.
public final class Notes {
  private static final String COLUMNS =
      "id, session_id, note_type, note_content, noted_at_interaction_sequence, is_important, requires_followup, noted_by,"
          + " external_id, created_at";

  private final Scope scope;
  private final Sessions sessions;

  public Notes(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// Adds a note; one with an external id that the session has already is that one.
  public Note add(String ref, NewNote note) {
    return scope.store().write(tx -> addIn(tx, sessions.resolve(tx, ref), note).note());
  }

  /// A note, and whether it is new.
  public record Added(Note note, boolean isNew) {}

  /// The same within another feature's transaction.
  public Added addIn(Tx tx, UUID session, NewNote note) throws SQLException {
    SessionTable.lock(tx, session);
    Optional<Note> known = note.externalId() == null ? Optional.empty() : external(tx, session, note.externalId());
    if (known.isPresent()) {
      return new Added(known.get(), false);
    }
    Note made =
        new Note(
            tx.newId(), session, note.type(), note.content(), note.atSequence(), note.important(), note.requiresFollowup(),
            Objects.requireNonNullElse(note.by(), scope.actor()), note.externalId(),
            Objects.requireNonNullElseGet(note.createdAt(), tx::now));
    insert(tx, made);
    tx.update(
        "UPDATE sessions SET note_count = note_count + 1, updated_at = ?, last_activity_at ="
            + " CASE WHEN last_activity_at < ? THEN ? ELSE last_activity_at END WHERE id = ?",
        tx.now(), made.createdAt(), made.createdAt(), session);
    SearchIndex.put(tx, new Entry(session, "note", made.id(), made.notedBy(), made.createdAt(), made.noteContent()));
    String detail = Json.write(Map.of("note_type", made.noteType(), "is_important", made.isImportant()));
    scope.changed(tx, "note.add", "note", made.id(), session, detail);
    return new Added(made, true);
  }

  private static void insert(Tx tx, Note note) throws SQLException {
    tx.update(
        "INSERT INTO session_note (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        note.id(), note.sessionId(), note.noteType(), note.noteContent(), note.notedAtInteractionSequence(),
        note.isImportant(), note.requiresFollowup(), note.notedBy(), note.externalId(), note.createdAt());
  }

  private static Optional<Note> external(Tx tx, UUID session, String externalId) throws SQLException {
    return tx.first(
        "SELECT " + COLUMNS + " FROM session_note WHERE session_id = ? AND external_id = ?", Notes::note, session, externalId);
  }

  /// A page of a session's notes, oldest first.
  ///
  /// @param limit 1 to 1,000
  public Page<Note> list(String ref, @Nullable String cursor, int limit) {
    return Listing.of("session_note", COLUMNS, cursor, limit).page(scope, sessions, ref, Notes::note, n -> Listing.cursor(n.createdAt(), n.id()));
  }

  static List<Note> newestImportant(Tx tx, UUID session, int limit) throws SQLException {
    return tx.list(
        "SELECT " + COLUMNS + " FROM session_note WHERE session_id = ?"
            + " ORDER BY is_important DESC, created_at DESC, id LIMIT ?",
        Notes::note, session, limit);
  }

  private static Note note(Row row) throws SQLException {
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
        row.time("created_at"));
  }
}
