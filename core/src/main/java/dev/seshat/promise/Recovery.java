package dev.seshat.promise;

import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/// What has to be put right in promises now and then: lost workers, times that are over, and what a long chain of failures
/// has left behind. Each step is a short transaction over promises that still need it.
final class Recovery {
  /// So many promises at most share a transaction.
  private static final int AT_ONCE = 100;

  /// So many transactions at most belong to one look.
  private static final int MOST_TURNS = 1_000;

  private final Store store;
  private final Endings endings;

  Recovery(Scope scope, Endings endings) {
    this.store = scope.store();
    this.endings = endings;
  }

  /// One kind of step: takes up to [#AT_ONCE] promises.
  @FunctionalInterface
  private interface Step {
    Recovered take(Tx tx) throws SQLException;
  }

  /// Whether a step has anything to do.
  @FunctionalInterface
  private interface Look {
    boolean finds(Tx tx, Instant now) throws SQLException;
  }

  Recovered recover() {
    Recovered done = Recovered.NONE;
    done = done.and(all(RecoveryTable::isAnyExpired, this::expire));
    done = done.and(all(RecoveryTable::isAnyTimedOut, this::timeOut));
    return done.and(all(RecoveryTable::isAnyStranded, this::settleStranded));
  }

  private Recovered all(Look look, Step step) {
    Recovered done = Recovered.NONE;
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      if (!store.read(tx -> look.finds(tx, tx.databaseNow()))) {
        break;
      }
      Recovered some = store.write(step::take);
      done = done.and(some);
      if (some.count() == 0) {
        break;
      }
    }
    return done;
  }

  private Recovered expire(Tx tx) throws SQLException {
    int putBack = 0;
    int failed = 0;
    Instant now = tx.databaseNow();
    for (Promise each : RecoveryTable.expired(tx, now, AT_ONCE)) {
      if (!Endings.isStill(tx, each)) {
        continue;
      }
      if (endings.expire(tx, each, now)) {
        putBack++;
      } else {
        failed++;
      }
    }
    return new Recovered(putBack, failed, 0);
  }

  private Recovered timeOut(Tx tx) throws SQLException {
    Instant now = tx.databaseNow();
    int failed = 0;
    for (Promise each : RecoveryTable.timedOut(tx, now, AT_ONCE)) {
      if (!Endings.isStill(tx, each)) {
        continue;
      }
      String last = each.errorMessage() == null ? "" : "; before that: " + each.errorMessage();
      String error = "it was not completed by " + Objects.requireNonNull(each.timeoutAt()) + last;
      endings.end(tx, each, each.fence() + 1, End.failed(error), now);
      failed++;
    }
    return new Recovered(0, failed, 0);
  }

  /// What waits for promises that are finished, and parts of fallen ones: a chain of failures takes only so many with it
  /// at once.
  private Recovered settleStranded(Tx tx) throws SQLException {
    Instant now = tx.databaseNow();
    int failed = 0;
    int released = 0;
    for (Promise each : RecoveryTable.stranded(tx, AT_ONCE)) {
      if (!Endings.isStill(tx, each)) {
        continue;
      }
      String why = RecoveryTable.fallen(tx, each).orElse(null);
      if (why != null) {
        endings.end(tx, each, each.fence() + 1, End.failed(why), now);
        failed++;
      } else if (each.status() == PromiseStatus.WAITING && EndTable.missing(tx, each.id()) == 0) {
        endings.release(tx, each, now);
        released++;
      }
    }
    return new Recovered(0, failed, released);
  }
}
