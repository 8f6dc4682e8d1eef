package dev.seshat.session;

import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/// Counts again what sessions' counters say, for whoever doubts them.
public final class SessionCounters {
  private SessionCounters() {}

  /// How many sessions were counted, and what is wrong with those whose counters are not true.
  public record Recount(long sessions, Map<UUID, String> wrong) {}

  /// Counts the interactions, artifacts, notes and images of every session, and looks for holes among the interactions.
  public static Recount recount(Scope scope) {
    return scope.store().read(CounterTable::recount);
  }

  /// Makes a session's counters say what its rows are; for whoever wrote the rows by another way.
  ///
  /// @return whether its interactions are numbered without holes
  public static boolean correctIn(Tx tx, UUID session) throws SQLException {
    return CounterTable.correct(tx, session);
  }
}
