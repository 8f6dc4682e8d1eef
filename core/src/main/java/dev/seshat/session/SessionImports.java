package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions that took place elsewhere, as an importer tells of them.
public record SessionImports(Sessions sessions) {
  /// What became of a session that an importer told of.
  public record Imported(UUID id, boolean isNew, boolean isChanged) {}

  /// The session that a tool knows by an id of its own.
  public Optional<UUID> findExternalIn(Tx tx, String tool, String externalId) throws SQLException {
    return SessionTable.findExternal(tx, tool, externalId);
  }

  /// Takes a session that took place elsewhere, known by its tool and its id there: a new one is made, one that is
  /// there gets what is new. What a person has since said of it (name, summary, state after its end) stays.
  public Imported importIn(Tx tx, NewSession session) throws SQLException {
    return retellIn(tx, session, null);
  }

  /// The same by an importer that remembers what it told before: what still stands as it was told then is nobody's word
  /// but the importer's, and follows what it tells now, also to nothing.
  ///
  /// @param earlier what the importer told last; null if it told nothing or does not know
  public Imported retellIn(Tx tx, NewSession session, @Nullable NewSession earlier)
      throws SQLException {
    return retellIn(tx, session, earlier, null);
  }

  /// @param id that a new session gets, if no other begins like it; null for one that is drawn
  public Imported retellIn(
      Tx tx, NewSession session, @Nullable NewSession earlier, @Nullable UUID id)
      throws SQLException {
    String tool = session.get(SessionField.TOOL_NAME);
    String external = session.get(SessionField.EXTERNAL_SESSION_ID);
    if (tool == null || external == null) {
      throw new Invalid(
          "external_session_id",
          "is missing; an imported session is known by its tool and its id there");
    }
    UUID known = SessionTable.findExternal(tx, tool, external).orElse(null);
    if (known == null) {
      NewSession named = SessionNames.freed(tx, session);
      Session made = sessions.writing().insert(tx, named, SessionStatus.COMPLETED, id);
      return new Imported(made.id(), true, true);
    }
    Session before = SessionTable.lock(tx, known);
    return new Imported(known, false, tell(tx, before, ImportMerge.news(before, session, earlier)));
  }

  /// Fills in what a session has nothing of, for an importer that knows less of it than who told of it before.
  ///
  /// @return whether there was anything to fill in
  public boolean completeIn(Tx tx, UUID id, NewSession told) throws SQLException {
    Session before = SessionTable.lock(tx, id);
    return tell(tx, before, ImportMerge.missing(before, told));
  }

  /// Has a session that is open be active and in focus, if the actor has none in focus.
  ///
  /// @param context what its working state is, where it has none
  /// @return whether it is
  public boolean focusIn(Tx tx, UUID id, Map<String, @Nullable Object> context)
      throws SQLException {
    Session session = SessionTable.lock(tx, id);
    if (!session.status().isOpen() || FocusTable.find(tx, sessions.actor()).isPresent()) {
      return false;
    }
    if (session.context().isEmpty() && !context.isEmpty()) {
      tell(tx, session, FieldValues.parse(Map.of("context", context), field -> true, false));
    }
    Session now = SessionTable.lock(tx, id);
    sessions.focus(
        tx,
        now.status() == SessionStatus.ACTIVE
            ? now
            : sessions.moveIn(tx, now, SessionStatus.ACTIVE, FieldValues.NONE));
    return true;
  }

  private boolean tell(Tx tx, Session before, FieldValues news) throws SQLException {
    if (!news.values().isEmpty()) {
      SessionWriting writing = sessions.writing();
      Map<String, @Nullable Object> columns = writing.columns(tx, news);
      SessionNames.free(tx, before, news, columns);
      columns.put("updated_at", tx.now());
      columns.put("version", before.version() + 1);
      SessionTable.update(tx, before.id(), columns);
      writing.changed(tx, "session.import", before, news.shown());
      writing.written(tx, before.id());
    }
    return !news.values().isEmpty();
  }
}
