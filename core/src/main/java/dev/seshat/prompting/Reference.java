package dev.seshat.prompting;

import dev.seshat.json.Json;
import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a session works towards, and by which profile.
///
/// @param referenceAnalysis a JSON object: what was seen in the reference
/// @param referenceImagePaths where the images are that it is compared with
/// @param approachRationale why it is gone about in this way
/// @param reflected whether what the session taught has been taken from it
public record Reference(
    UUID sessionId,
    String profile,
    @Nullable String referenceDescription,
    @Nullable String referenceAnalysis,
    List<String> referenceImagePaths,
    @Nullable String approachRationale,
    boolean reflected,
    @Nullable Instant reflectedAt,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", sessionId.toString());
    json.put("profile", profile);
    json.put("reference_description", referenceDescription);
    json.put(
        "reference_analysis",
        referenceAnalysis == null ? null : Json.parse("reference_analysis", referenceAnalysis));
    json.put("reference_image_paths", referenceImagePaths);
    json.put("approach_rationale", approachRationale);
    json.put("reflected", reflected);
    json.put("reflected_at", reflectedAt == null ? null : Times.text(reflectedAt));
    json.put("created_at", Times.text(createdAt));
    json.put("updated_at", Times.text(updatedAt));
    json.put("version", version);
    return json;
  }
}
