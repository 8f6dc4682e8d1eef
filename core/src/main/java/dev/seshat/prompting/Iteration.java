package dev.seshat.prompting;

import dev.seshat.json.Json;
import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One try: what was asked, and what came of it.
///
/// @param id its number among all iterations of the workspace
/// @param iterationNumber its number in the session, from 1 on without holes
/// @param parameters a JSON object
/// @param mjVersion the version of whatever generator was asked
/// @param resultAssessment a JSON object; null until somebody has looked
/// @param score the mean over the images of the batch
/// @param bestScore the average of its best image
/// @param scoresValidated whether a person has confirmed the scores
/// @param gapAnalysis a JSON object
/// @param patterns the ids of the patterns that it was built by
public record Iteration(
    long id,
    UUID sessionId,
    int iterationNumber,
    String prompt,
    String parameters,
    @Nullable String mjVersion,
    String actionType,
    @Nullable Integer parentImage,
    @Nullable String resultAssessment,
    @Nullable Double score,
    @Nullable Double bestScore,
    boolean scoresValidated,
    @Nullable String userFeedback,
    @Nullable String gapAnalysis,
    boolean success,
    List<String> whatWorked,
    List<String> whatFailed,
    List<String> patterns,
    String loggedBy,
    @Nullable String externalId,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /// Its scores; null where there are none, or none that are whole.
  public @Nullable Scores scores() {
    return score == null ? null : Scores.stored(resultAssessment);
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("session_id", sessionId.toString());
    json.put("iteration_number", iterationNumber);
    json.put("prompt", prompt);
    json.put("parameters", Json.parse("parameters", parameters));
    json.put("mj_version", mjVersion);
    json.put("action_type", actionType);
    json.put("parent_image", parentImage);
    json.put("result_assessment", object("result_assessment", resultAssessment));
    json.put("score", score);
    json.put("best_score", bestScore);
    json.put("scores_validated", scoresValidated);
    json.put("user_feedback", userFeedback);
    json.put("gap_analysis", object("gap_analysis", gapAnalysis));
    json.put("success", success);
    json.put("what_worked", whatWorked);
    json.put("what_failed", whatFailed);
    json.put("patterns", patterns);
    json.put("logged_by", loggedBy);
    json.put("external_id", externalId);
    json.put("created_at", Times.text(createdAt));
    json.put("updated_at", Times.text(updatedAt));
    json.put("version", version);
    return json;
  }

  private static @Nullable Object object(String name, @Nullable String json) {
    return json == null ? null : Json.parse(name, json);
  }
}
