package dev.seshat.search;

import dev.seshat.store.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something recalled, with its text.
///
/// @param interactionSequence a turn's number in its session; null for a note, an artifact…
/// @param entityId the id of what is not a turn
/// @param cut whether `text` is only the part that fits best
/// @param score as a [Hit]'s
public record RecalledTurn(
    UUID sessionId,
    String shortId,
    String entityKind,
    @Nullable Long interactionSequence,
    @Nullable UUID entityId,
    String author,
    Instant createdAt,
    String text,
    boolean cut,
    double score) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", sessionId.toString());
    json.put("short_id", shortId);
    json.put("entity_kind", entityKind);
    json.put("interaction_sequence", interactionSequence);
    json.put("entity_id", entityId == null ? null : entityId.toString());
    json.put("author", author);
    json.put("created_at", Times.text(createdAt));
    json.put("text", text);
    json.put("cut", cut);
    json.put("score", score);
    return json;
  }

  /// The turn as text, headed by where it stands: `[1a2b3c4d#17 2023-05-08 14:05 Caroline] I passed the interviews.`
  public String line() {
    String what = interactionSequence == null ? " " + entityKind : "#" + interactionSequence;
    return "[" + shortId + what + " " + TIME.format(createdAt) + " " + author + "] " + text;
  }
}
