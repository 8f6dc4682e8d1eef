package dev.seshat.prompting;

import dev.seshat.json.Json;
import dev.seshat.session.SessionSteps;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Keeps the prompt that a session succeeded by, where nobody has said it: that of its best iteration.
public record FinalPrompt(Scope scope) implements SessionSteps {
  @Override
  public void ended(Tx tx, UUID session) throws SQLException {
    if (!IterationTable.wantsFinalPrompt(tx, session)) {
      return;
    }
    Optional<Iteration> best = IterationTable.best(tx, session);
    if (best.isPresent()) {
      IterationTable.setFinalPrompt(tx, session, best.get().prompt());
      String detail = Json.write(Map.of("iteration_number", best.get().iterationNumber()));
      scope.changed(tx, "iteration.final", "iteration", best.get().id(), session, detail);
    }
  }
}
