package dev.seshat.session;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What another feature knows of sessions that their progress and their summaries tell.
public interface Insight {
  /// Nothing.
  Insight NONE = new Insight() {};

  /// How far an interview has come; null for a session that follows no process.
  default @Nullable InterviewProgress interview(Tx tx, Session session) throws SQLException {
    return null;
  }

  /// What a session was about, in words: `2 life events (The war; First school)`.
  default List<String> about(Tx tx, Session session) throws SQLException {
    return List.of();
  }

  /// What the person of a session said, in a few of their own sentences that may be told on.
  default List<String> said(Tx tx, Session session) throws SQLException {
    return List.of();
  }

  /// What is left to do, and what the next session may be, of a session that ends.
  default Outlook outlook(Tx tx, Session session) throws SQLException {
    return Outlook.NONE;
  }

  /// A text about a session as others may read it: without the names that are to stay private.
  default String shareable(Tx tx, Session session, String text) throws SQLException {
    return text;
  }

  /// What comes after a session.
  ///
  /// @param followUp what is left of it; null for nothing
  /// @param next what the next session may be; null where nobody knows
  record Outlook(@Nullable String followUp, @Nullable String next) {
    static final Outlook NONE = new Outlook(null, null);
  }
}
