package dev.seshat.session;

import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// What is left to do in all sessions but those that were cancelled or archived.
public final class FollowUps {
  private final Scope scope;

  public FollowUps(Scope scope) {
    this.scope = scope;
  }

  /// The newest `limit` of them.
  public List<FollowUp> newest(int limit) {
    return scope
        .store()
        .read(tx -> {
          List<FollowUp> found = new ArrayList<>(FollowUpTable.ofNotes(tx, limit));
          found.addAll(FollowUpTable.ofSessions(tx, limit));
          return found.stream()
              .sorted(Comparator.comparing(FollowUp::at).reversed())
              .limit(limit)
              .toList();
        });
  }

  /// The newest of the notes of one storyteller's sessions, within a transaction.
  public static List<FollowUp> ofNotesWithIn(Tx tx, UUID storyteller, int limit)
      throws SQLException {
    return FollowUpTable.ofNotesWith(tx, storyteller, limit);
  }

  /// Says of a note that what it asks for was done, or that it was not after all.
  ///
  /// @throws IllegalTransition if it asks for nothing
  public Note setDone(UUID noteId, boolean done) {
    return scope
        .store()
        .write(tx -> {
          Note note = existing(tx, noteId);
          SessionTable.lock(tx, note.sessionId());
          if (!note.requiresFollowup()) {
            throw new IllegalTransition(
                "note " + noteId, "a note", "followed up", "it asks for nothing to be done");
          }
          if (note.isToFollowUp() == done) {
            FollowUpTable.setDone(tx, noteId, done, scope.actor());
            String action = done ? "note.followed_up" : "note.reopened";
            scope.changed(tx, action, "note", noteId, note.sessionId(), "{}");
          }
          return existing(tx, noteId);
        });
  }

  private static Note existing(Tx tx, UUID id) throws SQLException {
    return NoteTable.find(tx, id).orElseThrow(() -> NotFound.of("note", id.toString()));
  }
}
