package dev.seshat.promise;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Does the work of one kind of promise.
@FunctionalInterface
public interface Handler {
  /// Does one attempt. It may come more than once for the same promise, when a worker was lost half-way; what must happen
  /// once is made once by [Run#key].
  ///
  /// @return the result, a JSON object of at most 1 MiB; its `summary`, if that is a text, is what people are shown
  /// @throws AttemptFailed to say whether and when another attempt is to follow
  /// @throws Exception anything else is a failed attempt, after which another one follows as long as one is left
  Map<String, ? extends @Nullable Object> handle(Run run) throws Exception;
}
