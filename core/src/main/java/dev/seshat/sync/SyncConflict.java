package dev.seshat.sync;

import dev.seshat.SeshatException.Invalid;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That a file and the store said something else of the same, with what each said.
///
/// @param marker the task that it is about; null for the session itself
/// @param field `title`, `status`, `specialist`, `hours`, `reference` or `place`; `line` where one side has given the task up;
///     `session.status`, `session.priority` or `session.mode`
/// @param base what both had before
/// @param reason what was against taking over what the file says; null where only the store was
/// @param decidedBy who decided; null as long as nobody did
/// @param decision `db`, `file`, or the value that it is now
public record SyncConflict(
    UUID id,
    UUID sessionId,
    @Nullable String marker,
    String field,
    @Nullable String base,
    @Nullable String db,
    @Nullable String file,
    State state,
    @Nullable String reason,
    Instant createdAt,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    @Nullable String decision) {
  /// Whether it is still one.
  public enum State {
    /// It waits for a person.
    OPEN,
    /// The policy decided, or a rule did.
    DECIDED,
    /// A person decided.
    RESOLVED;

    /// The state as it is stored and shown, in lower case.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// @throws Invalid if there is none of this name
    public static State of(String word) {
      for (State each : values()) {
        if (each.word().equals(word)) {
          return each;
        }
      }
      throw new Invalid("state", "must be open, decided or resolved");
    }
  }

  /// The fields by the names that every door shows them by.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("session_id", sessionId.toString());
    json.put("marker", marker);
    json.put("field", field);
    json.put("base_value", base);
    json.put("db_value", db);
    json.put("file_value", file);
    json.put("state", state.word());
    json.put("reason", reason);
    json.put("created_at", createdAt);
    json.put("decided_at", decidedAt);
    json.put("decided_by", decidedBy);
    json.put("decision", decision);
    return json;
  }
}
