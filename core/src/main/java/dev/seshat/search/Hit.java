package dev.seshat.search;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that a search found.
///
/// @param kind the kind of its session
/// @param entityKind what it is: `interaction`, `note`, `artifact`, `session`, `summary`, `iteration`, `task`
/// @param entityId its id; null for a turn, which goes by its number
/// @param interactionSequence a turn's number in its session; null for other things
/// @param externalId what the system calls it that it was imported from
/// @param snippet the part of its text that fits best, in one line, at most some 240 characters
/// @param marks the words asked for, in the snippet; none when only its neighbours have them
/// @param score the best by words alone has 1; naming the speaker and the date add 0.2 each
public record Hit(
    UUID sessionId,
    String shortId,
    @Nullable String sessionName,
    String kind,
    String entityKind,
    @Nullable UUID entityId,
    @Nullable Long interactionSequence,
    @Nullable String externalId,
    String author,
    Instant createdAt,
    String snippet,
    List<Mark> marks,
    double score) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", sessionId.toString());
    json.put("short_id", shortId);
    json.put("session_name", sessionName);
    json.put("kind", kind);
    json.put("entity_kind", entityKind);
    json.put("entity_id", entityId == null ? null : entityId.toString());
    json.put("interaction_sequence", interactionSequence);
    json.put("external_id", externalId);
    json.put("author", author);
    json.put("created_at", Times.text(createdAt));
    json.put("snippet", snippet);
    json.put("marks", marks.stream().map(mark -> List.of(mark.start(), mark.end())).toList());
    json.put("score", score);
    return json;
  }
}
