package dev.seshat.interview;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session that could come next.
///
/// @param key by which it can be scheduled; the same as long as the reason is there
/// @param kind what speaks for it
/// @param weight from 0 to 100, the greater the sooner
/// @param reason why, in words
/// @param intention of the session that is made of it
/// @param minutes how long it takes
/// @param event what it is about; null for the life as a whole
/// @param process `name@number`, and `node` the key of where it leads; null for none
/// @param previous the session that it continues; null for none
public record Suggestion(
    String key,
    Kind kind,
    int weight,
    String title,
    String reason,
    String intention,
    int minutes,
    @Nullable UUID event,
    @Nullable Coverage coverage,
    @Nullable String process,
    @Nullable String node,
    @Nullable UUID previous) {
  /// What speaks for a session.
  public enum Kind {
    /// Nothing was asked about an event yet.
    EVENT,
    /// A session went into an event, and it has further levels.
    COVERAGE,
    /// A session, or a note in one, asks for more.
    FOLLOW_UP,
    /// The process goes on.
    NODE;

    /// The kind as it is written, in lower case.
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// The same as what continues another session.
  Suggestion after(@Nullable UUID session) {
    return new Suggestion(
        key, kind, weight, title, reason, intention, minutes, event, coverage, process, node,
        session);
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("key", key);
    json.put("kind", kind.word());
    json.put("weight", weight);
    json.put("title", title);
    json.put("reason", reason);
    json.put("intention", intention);
    json.put("minutes", minutes);
    json.put("life_event_id", event == null ? null : event.toString());
    json.put("coverage_level", coverage == null ? null : coverage.word());
    json.put("process", process);
    json.put("node", node);
    json.put("previous_session_id", previous == null ? null : previous.toString());
    return json;
  }
}
