package dev.seshat.promise;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A promise that comes from another store, which goes on with it: it is not done here too.
public final class BroughtPromise {
  private BroughtPromise() {}

  /// Cancels it unless it is finished.
  ///
  /// @param row its columns
  public static void settle(Map<String, @Nullable Object> row, Instant now) {
    if (row.get("completed_at") == null) {
      row.put("status", PromiseStatus.CANCELLED.word());
      row.put("completed_at", now);
      row.put("error_message", "it was not finished where it was exported");
      List.of("ready_at", "lease_owner", "lease_until", "lease_ms")
          .forEach(column -> row.put(column, null));
    }
  }

  /// Lets a schedule that comes along rest, until somebody wants it to run here too.
  ///
  /// @param row its columns
  public static void rest(Map<String, @Nullable Object> row) {
    row.put("is_enabled", false);
    row.put("next_at", null);
  }
}
