package dev.seshat.knowledge;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A pattern that was applied in a session.
///
/// @param iterations the numbers of the iterations that used it
/// @param wasEffective null until the session has ended and was reflected on
public record AppliedPattern(
    UUID sessionId,
    String patternId,
    Instant appliedAt,
    List<Long> iterations,
    @Nullable Boolean wasEffective) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", sessionId.toString());
    json.put("pattern_id", patternId);
    json.put("applied_at", Times.text(appliedAt));
    json.put("iterations", iterations);
    json.put("was_effective", wasEffective);
    return json;
  }
}
