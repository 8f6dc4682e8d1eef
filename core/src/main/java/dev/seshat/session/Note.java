package dev.seshat.session;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An observation about a session: a decision, a concern, an insight.
///
/// @param notedAtInteractionSequence the interaction that prompted it
/// @param notedBy who noted it
/// @param followedUpAt when what it asked for was done; null as long as it was not
public record Note(
    UUID id,
    UUID sessionId,
    String noteType,
    String noteContent,
    @Nullable Long notedAtInteractionSequence,
    boolean isImportant,
    boolean requiresFollowup,
    String notedBy,
    @Nullable String externalId,
    Instant createdAt,
    @Nullable Instant followedUpAt) {
  /// Whether it asks for something that nobody has done.
  public boolean isToFollowUp() {
    return requiresFollowup && followedUpAt == null;
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("session_id", sessionId.toString());
    json.put("note_type", noteType);
    json.put("note_content", noteContent);
    json.put("noted_at_interaction_sequence", notedAtInteractionSequence);
    json.put("is_important", isImportant);
    json.put("requires_followup", requiresFollowup);
    json.put("noted_by", notedBy);
    json.put("external_id", externalId);
    json.put("created_at", Times.text(createdAt));
    json.put("followed_up_at", followedUpAt == null ? null : Times.text(followedUpAt));
    return json;
  }
}
