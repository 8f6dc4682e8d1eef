package dev.seshat.mode;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That a session is, or was, worked on in a mode.
///
/// @param modeId null once the mode was removed
/// @param context what is to be different from the file in this session: `default_complexity`, `auto_task_routing`,
///     `max_subtask_depth`; and whatever else somebody wants to keep with it
/// @param unboundAt null while it is
public record ModeBinding(
    UUID id,
    UUID sessionId,
    @Nullable UUID modeId,
    String mode,
    Map<String, @Nullable Object> context,
    Instant boundAt,
    String boundBy,
    @Nullable Instant unboundAt) {
  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", sessionId.toString());
    json.put("mode_id", modeId == null ? null : modeId.toString());
    json.put("mode", mode);
    json.put("binding_context", context);
    json.put("bound_at", Times.text(boundAt));
    json.put("bound_by", boundBy);
    json.put("unbound_at", unboundAt == null ? null : Times.text(unboundAt));
    return json;
  }
}
