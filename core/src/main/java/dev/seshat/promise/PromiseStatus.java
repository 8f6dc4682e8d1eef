package dev.seshat.promise;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Where a promise stands. Finished ones (completed, failed, cancelled) stay as they are.
public enum PromiseStatus {
  /// It waits for other promises.
  WAITING,
  /// It waits for its time, or for a worker.
  PENDING,
  /// A worker has it under a lease.
  IN_PROGRESS,
  COMPLETED,
  FAILED,
  CANCELLED;

  /// The states in which something can still become of a promise.
  public static final Set<PromiseStatus> OPEN = Set.of(WAITING, PENDING, IN_PROGRESS);

  /// The state as it is stored and shown.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isFinished() {
    return !OPEN.contains(this);
  }

  /// The state of this word.
  ///
  /// @throws Invalid if there is none
  public static PromiseStatus of(String word) {
    for (PromiseStatus status : values()) {
      if (status.word().equals(word)) {
        return status;
      }
    }
    throw new Invalid(
        "status",
        "must be one of "
            + Arrays.stream(values()).map(PromiseStatus::word).collect(Collectors.joining(", "))
            + ", not '"
            + Texts.shorten(word, 40)
            + "'");
  }
}
