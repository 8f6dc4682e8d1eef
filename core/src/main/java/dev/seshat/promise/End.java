package dev.seshat.promise;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What became of a promise at last.
record End(
    PromiseStatus status,
    @Nullable Map<String, @Nullable Object> result,
    @Nullable String summary,
    @Nullable String error) {
  static End completed(@Nullable Map<String, @Nullable Object> result, @Nullable String summary) {
    return new End(PromiseStatus.COMPLETED, result, summary, null);
  }

  static End failed(String error) {
    return new End(PromiseStatus.FAILED, null, null, error);
  }

  static End cancelled(@Nullable String why) {
    return new End(PromiseStatus.CANCELLED, null, null, why);
  }

  /// Whether this is what a promise says of itself already.
  boolean isOf(Promise promise) {
    return promise.status() == status
        && Payloads.same(promise.result(), result)
        && java.util.Objects.equals(promise.resultSummary(), summary)
        && java.util.Objects.equals(promise.errorMessage(), error);
  }
}
