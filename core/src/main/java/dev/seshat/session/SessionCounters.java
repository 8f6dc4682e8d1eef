package dev.seshat.session;

import dev.seshat.store.Scope;
import java.util.Map;
import java.util.UUID;

/// Counts again what sessions' counters say, for whoever doubts them.
public final class SessionCounters {
  private SessionCounters() {}

  /// How many sessions were counted, and what is wrong with those whose counters are not true.
  public record Recount(long sessions, Map<UUID, String> wrong) {}

  /// Counts the interactions, artifacts and notes of every session, and looks for holes among the interactions.
  public static Recount recount(Scope scope) {
    return scope.store().read(CounterTable::recount);
  }
}
