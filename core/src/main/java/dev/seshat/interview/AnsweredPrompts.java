package dev.seshat.interview;

import dev.seshat.session.Answer;
import dev.seshat.session.SessionSteps;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.UUID;

/// That a prompt of a process waits no longer once its turn is answered or skipped, whichever way that came.
public final class AnsweredPrompts implements SessionSteps {
  @Override
  public void answered(Tx tx, UUID session, long sequence, Answer answer) throws SQLException {
    boolean isSkipped = answer.text() == null;
    SessionPromptTable.close(tx, session, sequence, isSkipped ? "skipped" : "answered");
    UUID event = SessionPromptTable.eventOf(tx, session, sequence);
    if (event != null && !isSkipped) {
      SessionEventTable.countPrompt(tx, session, event);
    }
  }
}
