package dev.seshat.session;

import dev.seshat.json.Json;
import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that a session brought forth: a scene, a draft, a plan, a commit.
///
/// @param structuredData its parts, as the text of a JSON object
/// @param isProvisional not confirmed yet
/// @param returnedAt when somebody sent it back to be made better; null where nobody did, or it was changed since
/// @param returnReason why
/// @param version grows with each change
public record Artifact(
    UUID id,
    UUID sessionId,
    String artifactType,
    @Nullable String artifactName,
    @Nullable String content,
    @Nullable String structuredData,
    boolean isProvisional,
    boolean isApproved,
    @Nullable Instant approvedAt,
    @Nullable Instant returnedAt,
    @Nullable String returnReason,
    boolean includedInSynthesis,
    @Nullable String externalId,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  /// Whether it is approved, returned, or still to be looked at.
  public ArtifactState state() {
    if (isApproved) {
      return ArtifactState.APPROVED;
    }
    return returnedAt == null ? ArtifactState.PROVISIONAL : ArtifactState.RETURNED;
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("session_id", sessionId.toString());
    json.put("artifact_type", artifactType);
    json.put("artifact_name", artifactName);
    json.put("content", content);
    json.put(
        "structured_data",
        structuredData == null ? null : Json.parse("structured_data", structuredData));
    json.put("is_provisional", isProvisional);
    json.put("is_approved", isApproved);
    json.put("approved_at", approvedAt == null ? null : Times.text(approvedAt));
    json.put("returned_at", returnedAt == null ? null : Times.text(returnedAt));
    json.put("return_reason", returnReason);
    json.put("included_in_synthesis", includedInSynthesis);
    json.put("external_id", externalId);
    json.put("created_at", Times.text(createdAt));
    json.put("updated_at", Times.text(updatedAt));
    json.put("version", version);
    return json;
  }
}
