package dev.seshat.session;

import dev.seshat.Page;
import dev.seshat.json.Json;
import dev.seshat.search.Entry;
import dev.seshat.search.SearchIndex;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The notes of sessions; an ended session takes them too.
public final class Notes {
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
    Optional<Note> known =
        note.externalId() == null
            ? Optional.empty()
            : NoteTable.findExternal(tx, session, note.externalId());
    if (known.isPresent()) {
      return new Added(known.get(), false);
    }
    Note made =
        new Note(
            tx.newId(),
            session,
            note.type(),
            note.content(),
            note.atSequence(),
            note.important(),
            note.requiresFollowup(),
            Objects.requireNonNullElse(note.by(), scope.actor()),
            note.externalId(),
            Objects.requireNonNullElseGet(note.createdAt(), tx::now),
            null);
    NoteTable.insert(tx, made);
    SearchIndex.put(
        tx,
        new Entry(
            session, "note", made.id(), made.notedBy(), made.createdAt(), made.noteContent()));
    String detail =
        Json.write(Map.of("note_type", made.noteType(), "is_important", made.isImportant()));
    scope.changed(tx, "note.add", "note", made.id(), session, detail);
    return new Added(made, true);
  }

  /// The place behind a note, from which a list goes on.
  public static String behind(Note note) {
    return ContentTable.Position.cursor(note.createdAt(), note.id());
  }

  /// A page of a session's notes, oldest first.
  ///
  /// @param limit 1 to 1,000
  public Page<Note> list(String ref, @Nullable String cursor, int limit) {
    return new ContentTable<>(
            NoteTable.NAME, NoteTable.COLUMNS, NoteTable::note, Note::createdAt, Note::id)
        .page(scope, tx -> sessions.existing(tx, ref), cursor, limit);
  }
}
