package dev.seshat.session;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that is left to do: a note that asks for it, or a session that was ended with it.
///
/// @param title the session's title
/// @param noteId the note; null where the session itself says it
public record FollowUp(
    UUID sessionId, String title, @Nullable UUID noteId, String text, Instant at) {
  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", sessionId.toString());
    json.put("title", title);
    json.put("note_id", noteId == null ? null : noteId.toString());
    json.put("text", text);
    json.put("at", Times.text(at));
    return json;
  }
}
