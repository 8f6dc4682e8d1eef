package dev.seshat.agent;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run of an agent in a session: from when it started or resumed the session until the session was paused or ended, another
/// run began, or nothing was heard of it any more.
///
/// @param agent the actor
/// @param client the program, with its version; null where it is not known
/// @param model the model that the session named when the run began; null for none
/// @param lastSeenAt when the agent changed something in the session last
/// @param endedAt null while it goes on
/// @param resumedFromRunId the run before, whose work it goes on with; null for the first
public record AgentRun(
    UUID id,
    UUID sessionId,
    String agent,
    @Nullable String client,
    @Nullable String model,
    Instant startedAt,
    Instant lastSeenAt,
    @Nullable Instant endedAt,
    @Nullable UUID resumedFromRunId) {
  /// For people: `ada through claude-code 2.1 (claude-sonnet-4-5)`.
  public String shown() {
    return agent
        + (client == null ? "" : " through " + client)
        + (model == null ? "" : " (" + model + ")");
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("session_id", sessionId.toString());
    json.put("agent", agent);
    json.put("client", client);
    json.put("model", model);
    json.put("started_at", startedAt);
    json.put("last_seen_at", lastSeenAt);
    json.put("ended_at", endedAt);
    json.put("resumed_from_run_id", resumedFromRunId == null ? null : resumedFromRunId.toString());
    return json;
  }
}
