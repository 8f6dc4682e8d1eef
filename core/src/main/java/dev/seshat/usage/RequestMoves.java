package dev.seshat.usage;

import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Requests that turn out to be another session's.
final class RequestMoves {
  private RequestMoves() {}

  static int move(Tx tx, Scope scope, String host, List<String> requestIds, UUID from, UUID to, String source)
      throws SQLException {
    Optional<Long> hostId = ModelTable.findHost(tx, host);
    if (hostId.isEmpty()) {
      return 0;
    }
    SessionCounters counters = new SessionCounters();
    int moved = 0;
    for (String request : requestIds.stream().sorted().toList()) {
      Optional<UsageEntry> entry = UsageTable.findRequest(tx, hostId.get(), request);
      if (entry.isPresent() && from.equals(entry.get().sessionId())) {
        UsageTable.setSession(tx, entry.get().id(), to, source);
        counters.remove(entry.get());
        counters.add(entry.get().withSession(to));
        moved++;
      }
    }
    counters.write(tx);
    if (moved > 0) {
      scope.changed(tx, "usage.move", "usage", "batch", to, Json.write(Map.of("from", from.toString(), "count", moved)));
    }
    return moved;
  }
}
