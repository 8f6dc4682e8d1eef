package dev.seshat.usage;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// What a transaction adds to its sessions' counters; written once per session at its end, in the order of their ids, so
/// that two transactions never wait for each other in a circle.
final class SessionCounters {
  private final Map<UUID, Delta> deltas = new TreeMap<>();

  private static final class Delta {
    private long tokens;
    private long nanos;
    private long unpriced;
    private long lowerBound;
  }

  void add(UsageEntry entry) {
    count(entry, 1);
  }

  void remove(UsageEntry entry) {
    count(entry, -1);
  }

  private void count(UsageEntry entry, int sign) {
    UUID session = entry.sessionId();
    if (session == null) {
      return;
    }
    Delta delta = deltas.computeIfAbsent(session, s -> new Delta());
    Long nanos = entry.cost().nanos();
    delta.tokens += sign * entry.tokens().totalTokens();
    delta.nanos += nanos == null ? 0 : sign * nanos;
    delta.unpriced += nanos == null ? sign : 0;
    delta.lowerBound += entry.cost().grade() == CostGrade.LOWER_BOUND ? sign : 0;
  }

  void write(Tx tx) throws SQLException {
    for (Map.Entry<UUID, Delta> entry : deltas.entrySet()) {
      Delta delta = entry.getValue();
      if (delta.tokens != 0 || delta.nanos != 0 || delta.unpriced != 0 || delta.lowerBound != 0) {
        UsageTable.addToSession(
            tx, entry.getKey(), delta.tokens, delta.nanos, delta.unpriced, delta.lowerBound);
      }
    }
  }
}
