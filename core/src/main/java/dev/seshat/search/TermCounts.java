package dev.seshat.search;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;

/// In how many entries terms stand, remembered for a large store until it has grown by a twentieth.
final class TermCounts {
  private static final int KEPT = 20_000;

  private final ConcurrentHashMap<String, Remembered> counts = new ConcurrentHashMap<>();

  private record Remembered(double count, long newest) {}

  /// Counts the entries that match an expression.
  @FunctionalInterface
  interface Counter {
    double count(Tx tx, String expression, long newest) throws SQLException;
  }

  /// @param newest the newest entry's id
  double count(Tx tx, String expression, long newest, Counter counter) throws SQLException {
    if (newest <= Plan.SMALL) {
      return counter.count(tx, expression, newest);
    }
    Remembered known = counts.get(expression);
    if (known != null
        && newest >= known.newest()
        && newest <= known.newest() + known.newest() / 20) {
      return known.count();
    }
    double count = counter.count(tx, expression, newest);
    if (counts.size() >= KEPT) {
      counts.clear();
    }
    counts.put(expression, new Remembered(count, newest));
    return count;
  }
}
