package dev.seshat.analysis;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What came of a question to a model: an answer, or why there is none.
///
/// @param callId the row that is kept of the call
/// @param host who ran the model
/// @param model the model's name
/// @param text what the model wrote, as a whole; empty where it wrote nothing
/// @param json the answer as the object that was asked for; null where none was, or none came
/// @param error why there is no answer, in one line; null if there is one
/// @param attempts how often the model was asked
public record ModelAnswer(
    long callId,
    CallStatus status,
    String host,
    String model,
    String text,
    @Nullable Map<String, @Nullable Object> json,
    @Nullable String error,
    int attempts) {
  /// Whether the model answered as it was asked to.
  public boolean isOk() {
    return status == CallStatus.OK;
  }

  /// The object that was asked for.
  ///
  /// @throws NullPointerException if there is none
  public Map<String, @Nullable Object> object() {
    return Objects.requireNonNull(json, "no object was asked for, or none came");
  }
}
