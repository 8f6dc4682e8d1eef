package dev.seshat.mode;

import dev.seshat.session.Session;
import dev.seshat.session.SessionSteps;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Optional;

/// A fork is worked on in the mode of the session that it goes on from, with what is different in that one.
public record ModeOfForks(Scope scope) implements SessionSteps {
  @Override
  public void forked(Tx tx, Session parent, Session fork) throws SQLException {
    Optional<ModeBinding> bound = ModeTable.bound(tx, parent.id());
    if (bound.isPresent()) {
      ModeTable.inMode(tx, fork.id(), bound.get().modeId());
      ModeTable.bind(
          tx,
          new ModeBinding(
              tx.newId(),
              fork.id(),
              bound.get().modeId(),
              bound.get().mode(),
              bound.get().context(),
              tx.now(),
              scope.actor(),
              null));
    }
  }
}
