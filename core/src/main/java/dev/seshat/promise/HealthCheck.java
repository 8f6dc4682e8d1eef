package dev.seshat.promise;

import dev.seshat.promise.HealthTable.Found;
import dev.seshat.promise.PromiseHealth.State;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds out how promises are doing.
final class HealthCheck {
  private HealthCheck() {}

  static PromiseHealth of(Tx tx) throws SQLException {
    Instant now = tx.databaseNow();
    Map<PromiseStatus, Long> open = HealthTable.open(tx);
    Map<PromiseStatus, Long> counts = new HashMap<>(open);
    counts.putAll(HealthTable.finished(tx, now.minus(PromiseHealth.FAILED_WITHIN)));
    Found due = HealthTable.due(tx, now);
    List<String> reasons = new ArrayList<>();
    for (Found each : HealthTable.stalled(tx, now.minus(PromiseHealth.STALLED_AFTER))) {
      reasons.add(
          promises(each) + " in progress, whose worker has not been heard of since " + time(each));
    }
    Instant overdue = now.minus(PromiseHealth.OVERDUE_AFTER);
    Instant taskOverdue = now.minus(PromiseHealth.TASK_OVERDUE_AFTER);
    for (Found each : HealthTable.overdue(tx, overdue, taskOverdue)) {
      reasons.add(promises(each) + " due since " + time(each) + ", and no worker takes them");
    }
    for (Found each : HealthTable.failed(tx, now.minus(PromiseHealth.FAILED_WITHIN))) {
      reasons.add(promises(each) + " failed within a day, and not tried again");
    }
    return new PromiseHealth(
        state(open, due, reasons), List.copyOf(reasons), counts, due.count(), due.since(), now);
  }

  private static String promises(Found found) {
    return found.count() + " of kind " + found.kind();
  }

  private static String time(Found found) {
    return String.valueOf(
        found.since() == null ? null : found.since().truncatedTo(ChronoUnit.SECONDS));
  }

  private static State state(Map<PromiseStatus, Long> open, Found due, List<String> reasons) {
    if (!reasons.isEmpty()) {
      return State.ATTENTION_NEEDED;
    }
    if (due.count() > 0 || open.containsKey(PromiseStatus.IN_PROGRESS)) {
      return State.BUSY;
    }
    return open.isEmpty() ? State.IDLE : State.HEALTHY;
  }
}
