package dev.seshat.interview;

import dev.seshat.session.Session;
import dev.seshat.session.SessionSteps;
import dev.seshat.store.Tx;
import java.sql.SQLException;

/// That a fork is about the events that the session is about from which it goes on.
public final class ForkedEvents implements SessionSteps {
  @Override
  public void forked(Tx tx, Session parent, Session fork) throws SQLException {
    for (SessionEvent each : SessionEventTable.ofSession(tx, parent.id())) {
      SessionEventTable.put(
          tx, fork.id(), each.lifeEventId(), each.isPrimaryFocus(), each.coverage(), each.notes());
    }
  }
}
