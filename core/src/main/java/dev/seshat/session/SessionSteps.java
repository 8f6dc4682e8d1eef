package dev.seshat.session;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What other features do in the transaction in which a session begins, is forked, becomes active or ends.
public interface SessionSteps {
  /// Nothing.
  SessionSteps NONE = new SessionSteps() {};

  /// What all of these do, in their order.
  static SessionSteps all(SessionSteps... steps) {
    List<SessionSteps> each = List.of(steps);
    return new SessionSteps() {
      @Override
      public void begins(Tx tx, NewSession session) throws SQLException {
        for (SessionSteps step : each) {
          step.begins(tx, session);
        }
      }

      @Override
      public void activates(Tx tx, Session session) throws SQLException {
        for (SessionSteps step : each) {
          step.activates(tx, session);
        }
      }

      @Override
      public void forked(Tx tx, Session parent, Session fork) throws SQLException {
        for (SessionSteps step : each) {
          step.forked(tx, parent, fork);
        }
      }

      @Override
      public void rests(Tx tx, UUID session) throws SQLException {
        for (SessionSteps step : each) {
          step.rests(tx, session);
        }
      }

      @Override
      public void timed(Tx tx, @Nullable Session before, Session now) throws SQLException {
        for (SessionSteps step : each) {
          step.timed(tx, before, now);
        }
      }

      @Override
      public void answered(Tx tx, UUID session, long sequence, Answer answer) throws SQLException {
        for (SessionSteps step : each) {
          step.answered(tx, session, sequence, answer);
        }
      }

      @Override
      public void ended(Tx tx, UUID session) throws SQLException {
        for (SessionSteps step : each) {
          step.ended(tx, session);
        }
      }
    };
  }

  /// A session is about to be made here. One that an importer tells of took place elsewhere, and is not.
  default void begins(Tx tx, NewSession session) throws SQLException {}

  /// A session starts, is resumed or is reopened here; whoever does not let it throws.
  ///
  /// @param session as it is in the transaction
  default void activates(Tx tx, Session session) throws SQLException {}

  /// A session goes on from a moment of another: what guides the work and stands beside the row comes along.
  default void forked(Tx tx, Session parent, Session fork) throws SQLException {}

  /// An active session is active no longer: it is paused, or has ended.
  default void rests(Tx tx, UUID session) throws SQLException {}

  /// A session with a time was made or told of, or its time, its length or how it comes again has changed.
  ///
  /// @param before as it was; null for a new one
  default void timed(Tx tx, @Nullable Session before, Session now) throws SQLException {}

  /// What waited for an answer in a session has got it, or was passed over.
  default void answered(Tx tx, UUID session, long sequence, Answer answer) throws SQLException {}

  /// A session that took content takes none any more: it is completed, failed, cancelled or archived, and its row says so.
  default void ended(Tx tx, UUID session) throws SQLException {}
}
