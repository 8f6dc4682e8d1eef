package dev.seshat.knowledge;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that was seen of a pattern; it is kept as it is.
///
/// @param sessionId the session in which it was seen
/// @param iterationId the number of the iteration's row
/// @param mjVersion the version of the generator that was asked
/// @param createdAt when it was seen
public record Evidence(
    long id,
    String patternId,
    @Nullable UUID sessionId,
    @Nullable Long iterationId,
    EvidenceOutcome outcome,
    Validator validatedBy,
    @Nullable String mjVersion,
    @Nullable String notes,
    @Nullable String key,
    String addedBy,
    Instant createdAt) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("pattern_id", patternId);
    json.put("session_id", sessionId == null ? null : sessionId.toString());
    json.put("iteration_id", iterationId);
    json.put("outcome", outcome.word());
    json.put("validated_by", validatedBy.word());
    json.put("mj_version", mjVersion);
    json.put("notes", notes);
    json.put("added_by", addedBy);
    json.put("created_at", Times.text(createdAt));
    return json;
  }
}
