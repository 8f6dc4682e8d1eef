package dev.seshat.promise;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Promises that nothing will ever become of unless somebody looks.
///
/// @param promises how many were looked at
/// @param wrong by their numbers, what is wrong with them
public record PromiseCheck(long promises, Map<Long, String> wrong) {
  /// What the steward does every minute was not done for so long.
  private static final Duration LEFT_ALONE = Duration.ofHours(1);

  static PromiseCheck of(Tx tx) throws SQLException {
    Map<Long, String> wrong = new TreeMap<>();
    Instant before = tx.databaseNow().minus(LEFT_ALONE);
    for (long id : CheckTable.leftAlone(tx, before)) {
      wrong.put(id, "is in progress, and its lease was over an hour ago; no steward runs");
    }
    for (long id : CheckTable.stranded(tx)) {
      wrong.put(id, "waits, and all that it waits for is finished; no steward runs");
    }
    for (long id : inCircle(CheckTable.waits(tx))) {
      wrong.put(id, "waits for promises that wait for it");
    }
    return new PromiseCheck(CheckTable.count(tx), wrong);
  }

  /// Those that are left when whatever waits for none of the rest is taken away again and again.
  private static List<Long> inCircle(List<CheckTable.Wait> waits) {
    Map<Long, Integer> missing = new HashMap<>();
    Map<Long, List<Long>> waiting = new HashMap<>();
    for (CheckTable.Wait each : waits) {
      missing.merge(each.promise(), 1, Integer::sum);
      missing.putIfAbsent(each.on(), 0);
      waiting.computeIfAbsent(each.on(), id -> new java.util.ArrayList<>()).add(each.promise());
    }
    Deque<Long> free = new ArrayDeque<>();
    missing.forEach((id, count) -> {
      if (count == 0) {
        free.add(id);
      }
    });
    while (!free.isEmpty()) {
      Long id = free.removeFirst();
      missing.remove(id);
      for (Long each : waiting.getOrDefault(id, List.of())) {
        if (missing.merge(each, -1, Integer::sum) == 0) {
          free.add(each);
        }
      }
    }
    return List.copyOf(missing.keySet());
  }
}
