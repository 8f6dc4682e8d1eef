package dev.seshat.usage;

import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Requests that turn out to be another session's.
final class RequestMoves {
  private RequestMoves() {}

  static int move(Tx tx, Scope scope, String host, Map<String, Set<String>> sources, UUID to)
      throws SQLException {
    Optional<Long> hostId = ModelTable.findHost(tx, host);
    if (hostId.isEmpty()) {
      return 0;
    }
    SessionCounters counters = new SessionCounters();
    int moved = 0;
    for (Map.Entry<String, Set<String>> request : new TreeMap<>(sources).entrySet()) {
      Optional<UsageEntry> entry = UsageTable.findRequest(tx, hostId.get(), request.getKey());
      if (entry.isPresent() && isToMove(entry.get(), request.getValue(), to)) {
        UsageTable.setSession(tx, entry.get().id(), to);
        counters.remove(entry.get());
        counters.add(entry.get().withSession(to));
        moved++;
      }
    }
    counters.write(tx);
    if (moved > 0) {
      scope.changed(tx, "usage.move", "usage", "batch", to, Json.write(Map.of("count", moved)));
    }
    return moved;
  }

  private static boolean isToMove(UsageEntry entry, Set<String> sources, UUID to) {
    String source = entry.source();
    return source != null && sources.contains(source) && !to.equals(entry.sessionId());
  }
}
