package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The sessions with a storyteller, and those that stand under them or go on from them.
public record StorytellerSessions(Scope scope, Sessions sessions) {
  /// Pauses the active sessions with a storyteller, within a transaction.
  public void pauseIn(Tx tx, UUID storyteller) throws SQLException {
    for (UUID id : SessionTable.activeOf(tx, storyteller)) {
      Session session = SessionTable.lock(tx, id);
      if (session.status() == SessionStatus.ACTIVE) {
        sessions.moveIn(tx, session, SessionStatus.PAUSED, FieldValues.NONE);
      }
    }
  }

  /// The sessions with a storyteller, the newest activity first, within a transaction; at most 500.
  public List<Session> withIn(Tx tx, UUID storyteller) throws SQLException {
    return newest(tx, storyteller, 500);
  }

  /// The sessions with a storyteller, newest activity first.
  ///
  /// @param limit 1 to 1,000
  public List<Session> list(UUID storyteller, int limit) {
    if (limit < 1 || limit > 1_000) {
      throw new Invalid("limit", "must be 1 to 1000");
    }
    return scope.store().read(tx -> newest(tx, storyteller, limit));
  }

  private static List<Session> newest(Tx tx, UUID storyteller, int limit) throws SQLException {
    return SessionTable.list(
        tx, "s.storyteller_id = ?", "s.last_activity_at DESC, s.id", limit, List.of(storyteller));
  }

  /// Some of the sessions with a storyteller and of those under them or going on from them, which nothing else stands on,
  /// within a transaction.
  public List<UUID> leavesIn(Tx tx, UUID storyteller, int limit) throws SQLException {
    return StandingTable.leaves(tx, storyteller, limit);
  }

  /// A session with another storyteller that stands under one of those, by its short id, within a transaction.
  public Optional<String> standingOnIn(Tx tx, UUID storyteller) throws SQLException {
    return StandingTable.other(tx, storyteller);
  }
}
