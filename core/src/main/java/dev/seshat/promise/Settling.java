package dev.seshat.promise;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A worker's word on an attempt.
///
/// @param end what became of it
/// @param retry what is to follow when it failed
record Settling(long id, long fence, End end, Retry retry) {
  static Settling completed(
      long id, long fence, Map<String, @Nullable Object> result, @Nullable String summary) {
    return new Settling(id, fence, End.completed(result, summary), Retry.never());
  }

  static Settling failed(long id, long fence, String error, Retry retry) {
    return new Settling(id, fence, End.failed(error), retry);
  }
}
