package dev.seshat.session;

import dev.seshat.search.Entry;
import dev.seshat.search.SearchIndex;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Objects;

/// What a session is found by.
final class SessionEntries {
  private SessionEntries() {}

  static void put(Tx tx, Session session, String actor) throws SQLException {
    String text =
        String.join(
            "\n",
            session.title(),
            session.intention(),
            Objects.requireNonNullElse(session.description(), ""));
    SearchIndex.put(
        tx, new Entry(session.id(), "session", session.id(), actor, session.createdAt(), text));
    String summary = Objects.requireNonNullElse(session.summary(), "");
    SearchIndex.put(
        tx, new Entry(session.id(), "summary", session.id(), actor, session.updatedAt(), summary));
  }
}
