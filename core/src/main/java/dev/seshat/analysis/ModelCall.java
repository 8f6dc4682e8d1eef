package dev.seshat.analysis;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The row that is kept of a call.
///
/// @param error why there is no answer; null if there is one, or not yet
/// @param attempts how often the model was asked
/// @param durationMs how long it took with all its tries; null while it runs
/// @param prompt the first characters of what was sent, secrets masked
/// @param promptChars how many there were
/// @param answer the first characters of what the model wrote, secrets masked; null if nothing came
/// @param totalTokens what all its tries used
/// @param costUsd what that cost; null when none of it has a price
/// @param isLowerBound whether it cost at least that, since some of it has no price or is not known
public record ModelCall(
    long id,
    Instant at,
    String purpose,
    String project,
    @Nullable String userId,
    @Nullable UUID sessionId,
    @Nullable Long promiseId,
    String host,
    String model,
    CallStatus status,
    @Nullable String error,
    int attempts,
    @Nullable Long durationMs,
    String prompt,
    long promptChars,
    @Nullable String answer,
    @Nullable Long answerChars,
    long totalTokens,
    @Nullable BigDecimal costUsd,
    boolean isLowerBound) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("at", at.toString());
    json.put("purpose", purpose);
    json.put("project", project);
    json.put("user_id", userId);
    json.put("session_id", sessionId == null ? null : sessionId.toString());
    json.put("promise_id", promiseId);
    json.put("host", host);
    json.put("model", model);
    json.put("status", status.word());
    json.put("error", error);
    json.put("attempts", attempts);
    json.put("duration_ms", durationMs);
    json.put("prompt", prompt);
    json.put("prompt_chars", promptChars);
    json.put("answer", answer);
    json.put("answer_chars", answerChars);
    json.put("total_tokens", totalTokens);
    json.put("cost_usd", costUsd);
    json.put("is_lower_bound", isLowerBound);
    return json;
  }
}
