package dev.seshat.people;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionSteps;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.UUID;

/// That nobody is interviewed who has not agreed to it.
public final class Consent implements SessionSteps {
  /// The kind of the sessions in which somebody is interviewed.
  public static final String INTERVIEW = "interview";

  /// @throws Conflict if the session is an interview of nobody, or of somebody who has not agreed or is out of use
  @Override
  public void activates(Tx tx, Session session) throws SQLException {
    UUID id = session.get(SessionField.STORYTELLER_ID);
    if (!session.kind().equals(INTERVIEW)) {
      return;
    }
    if (id == null) {
      throw new Conflict(
          "an interview needs a storyteller: make one with `seshat storyteller add`, and name it in "
              + SessionField.STORYTELLER_ID.name());
    }
    Storyteller who = StorytellerTable.find(tx, id).orElse(null);
    if (who == null) {
      throw new Conflict("the storyteller of this interview is no longer there");
    }
    if (who.deletedAt() != null) {
      throw new Conflict(
          who.shownName()
              + " was taken out of use; `seshat storyteller restore "
              + id.toString().substring(0, 8)
              + "` takes them back");
    }
    if (!who.consentGiven()) {
      throw new Conflict(
          who.shownName()
              + " has not agreed to be interviewed; when they do, keep it with `seshat storyteller consent "
              + id.toString().substring(0, 8)
              + "`");
    }
  }
}
