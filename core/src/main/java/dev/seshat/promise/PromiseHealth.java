package dev.seshat.promise;

import dev.seshat.store.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the promises of a workspace are doing at a moment.
///
/// @param reasons why somebody should look, in words; empty when nobody has to
/// @param counts the promises that are open, by state, and those that were finished within the last day
/// @param due how many could begin at this moment
/// @param oldestDue since when the one that is due longest could have begun; null when none is due
public record PromiseHealth(
    State state,
    List<String> reasons,
    Map<PromiseStatus, Long> counts,
    long due,
    @Nullable Instant oldestDue,
    Instant at) {
  /// A worker counts as lost for good when its lease has been over for so long, and nobody has taken the work back.
  public static final Duration STALLED_AFTER = Duration.ofMinutes(5);

  /// A promise counts as overdue when it could have begun so long ago.
  public static final Duration OVERDUE_AFTER = Duration.ofMinutes(15);

  /// The same for a promise of the kind `task`, which somebody keeps by themselves.
  public static final Duration TASK_OVERDUE_AFTER = Duration.ofDays(1);

  /// For so long a promise that failed, and was not tried again, is a reason to look.
  public static final Duration FAILED_WITHIN = Duration.ofDays(1);

  /// How they are doing; the first that holds.
  public enum State {
    /// Somebody should look: work is stalled or overdue, or has failed within the last day and was not tried again.
    ATTENTION_NEEDED,
    /// Something is being done, or could begin at this moment.
    BUSY,
    /// Nothing is open.
    IDLE,
    /// What is open waits for its time, or for others.
    HEALTHY;

    /// The state as it is shown.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("status", state.word());
    json.put("reasons", reasons);
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (PromiseStatus status : PromiseStatus.values()) {
      numbers.put(status.word(), counts.getOrDefault(status, 0L));
    }
    json.put("counts", numbers);
    json.put("due", due);
    json.put("oldest_due", oldestDue == null ? null : Times.text(oldestDue));
    json.put("at", Times.text(at));
    return json;
  }
}
