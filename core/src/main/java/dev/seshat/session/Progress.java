package dev.seshat.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far a session has come.
///
/// @param activeSeconds the time in the state active, pauses left out
/// @param taskCount how many tasks it has, those cancelled left out
/// @param progressPercentage how far its tasks have come together, each by its weight
/// @param interview how far an interview has come in its process; null for any other session
/// @param canComplete whether every completion indicator is known to be met; true where there is none
public record Progress(
    UUID sessionId,
    SessionStatus status,
    long activeSeconds,
    long interactionCount,
    long artifactCount,
    long noteCount,
    long taskCount,
    long completedTaskCount,
    double progressPercentage,
    List<Judged> successIndicators,
    List<Judged> completionIndicators,
    @Nullable InterviewProgress interview,
    boolean canComplete) {

  /// Whether an indicator is met, as far as anybody can say.
  public enum State {
    MET("met"),
    NOT_MET("not_met"),
    UNKNOWN("unknown");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// An indicator with what is known of it.
  ///
  /// @param decidedBy `rule`, `person:NAME` or `model:NAME`; null while it is unknown
  /// @param evidence what the decision rests on
  public record Judged(
      Indicator indicator, State state, @Nullable String decidedBy, @Nullable String evidence) {
    Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("text", indicator.text());
      json.put("check", indicator.check());
      json.put("state", state.word());
      json.put("decided_by", decidedBy);
      json.put("evidence", evidence);
      return json;
    }
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", sessionId.toString());
    json.put("status", status.word());
    json.put("active_seconds", activeSeconds);
    json.put("interaction_count", interactionCount);
    json.put("artifact_count", artifactCount);
    json.put("note_count", noteCount);
    json.put("task_count", taskCount);
    json.put("completed_task_count", completedTaskCount);
    json.put("progress_percentage", progressPercentage);
    json.put("success_indicators", successIndicators.stream().map(Judged::toJson).toList());
    json.put("completion_indicators", completionIndicators.stream().map(Judged::toJson).toList());
    json.put("interview", interview == null ? null : interview.toJson());
    json.put("can_complete", canComplete);
    return json;
  }
}
