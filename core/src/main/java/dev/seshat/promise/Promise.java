package dev.seshat.promise;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A promise as it stood when it was read.
///
/// @param request what was promised; its key, times and dependencies as they are kept
/// @param readyAt from when a worker may have it; null when none may
/// @param attempts how often a worker has begun it
/// @param fence how often it changed hands; a worker's word counts under the newest alone
/// @param lease the worker that has it; null when none has
/// @param retryOf the failed or cancelled promise that this one tries again
/// @param scheduleId the schedule that made it
/// @param result what the worker answered
/// @param resultSummary the same in words
/// @param errorMessage why it failed, or why the last attempt did
/// @param startedAt when it was first begun
public record Promise(
    long id,
    NewPromise request,
    PromiseStatus status,
    Instant runAt,
    @Nullable Instant readyAt,
    int attempts,
    long fence,
    @Nullable Lease lease,
    @Nullable Long retryOf,
    @Nullable Long scheduleId,
    Progress progress,
    @Nullable Map<String, @Nullable Object> result,
    @Nullable String resultSummary,
    @Nullable String errorMessage,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt) {
  /// Who has a promise, and until when unless they are heard of.
  ///
  /// @param millis for how long it is renewed each time
  public record Lease(String owner, Instant until, long millis) {}

  /// How far the work has come: 0 to 100, and a line for people.
  ///
  /// @param toldAt when the log last told of it
  public record Progress(int percent, @Nullable String note, @Nullable Instant toldAt) {}

  public String kind() {
    return request.kind();
  }

  public String taskDescription() {
    return request.taskDescription();
  }

  public Map<String, @Nullable Object> payload() {
    return request.payload();
  }

  public int priority() {
    return request.priority();
  }

  public int maxAttempts() {
    return request.maxAttempts();
  }

  public @Nullable Instant timeoutAt() {
    return request.timeoutAt();
  }

  public @Nullable UUID sessionId() {
    return request.sessionId();
  }

  public @Nullable String chatId() {
    return request.chatId();
  }

  public @Nullable Long parentId() {
    return request.parentId();
  }

  /// The promises that had to be completed before.
  public List<Long> dependsOn() {
    return request.dependsOn();
  }

  /// What an effect is made once by: the same for every attempt, another one for every promise.
  public String key() {
    String given = request.key();
    return given == null ? "promise:" + id : given;
  }

  /// Whether a worker that claimed it under `held` still has it.
  public boolean isHeldUnder(long held) {
    return status == PromiseStatus.IN_PROGRESS && fence == held;
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("kind", kind());
    json.put("task_description", taskDescription());
    json.put("status", status.word());
    json.put("priority", priority());
    json.put("payload", payload());
    json.put("progress", progress.percent());
    json.put("progress_note", progress.note());
    json.put("result", result);
    json.put("result_summary", resultSummary);
    json.put("error_message", errorMessage);
    json.put("attempts", attempts);
    json.put("max_attempts", maxAttempts());
    json.put("run_at", Times.text(runAt));
    json.put("ready_at", text(readyAt));
    json.put("timeout_at", text(timeoutAt()));
    json.put("lease_owner", lease == null ? null : lease.owner());
    json.put("lease_until", lease == null ? null : Times.text(lease.until()));
    json.put("fence", fence);
    json.put("idempotency_key", request.key());
    json.put("depends_on", dependsOn());
    json.put("parent_id", parentId());
    json.put("retry_of", retryOf);
    json.put("schedule_id", scheduleId);
    json.put("session_id", sessionId() == null ? null : sessionId().toString());
    json.put("chat_id", chatId());
    json.put("message_id", request.messageId());
    json.put("notify", request.notifyOrDefault().word());
    json.put("created_by", createdBy);
    json.put("created_at", Times.text(createdAt));
    json.put("updated_at", Times.text(updatedAt));
    json.put("started_at", text(startedAt));
    json.put("completed_at", text(completedAt));
    return json;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : Times.text(time);
  }
}
