package dev.seshat.calendar;

import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Promises;
import dev.seshat.store.Tx;
import java.sql.SQLException;

/// Promises for a time of a session, which may be taken back and made again when the session is moved to and fro.
final class TimePromises {
  private static final int MOST = 1_000;

  private TimePromises() {}

  /// Makes a promise unless there is one under the key that is open or kept.
  static void make(Tx tx, Promises promises, NewPromise promise, String key) throws SQLException {
    for (int i = 1; i <= MOST; i++) {
      String name = name(key, i);
      Promise known = promises.findKeyIn(tx, name).orElse(null);
      if (known == null) {
        promises.createIn(tx, promise.withKey(name));
        return;
      }
      if (!known.status().isFinished() || known.status() == PromiseStatus.COMPLETED) {
        return;
      }
    }
  }

  /// Takes back the open promise under the key, if there is one.
  static void cancel(Tx tx, Promises promises, String key, String why) throws SQLException {
    for (int i = 1; i <= MOST; i++) {
      Promise known = promises.findKeyIn(tx, name(key, i)).orElse(null);
      if (known == null) {
        return;
      }
      if (!known.status().isFinished()) {
        promises.cancelIn(tx, known.id(), why);
      }
    }
  }

  private static String name(String key, int number) {
    return number == 1 ? key : key + ":" + number;
  }
}
