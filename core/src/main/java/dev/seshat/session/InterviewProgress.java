package dev.seshat.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far an interview that follows a process has come.
///
/// @param node the key of the node where it is
/// @param asked how many prompts were asked in this session, those that wait with them
/// @param left how many prompts of the node may still be asked
/// @param requiredLeft those of them that have to be
/// @param isWaiting whether a prompt waits for its answer
/// @param next the key of the node where it goes on; null where the process ends
public record InterviewProgress(
    String process,
    String node,
    String nodeName,
    long asked,
    long answered,
    long skipped,
    int left,
    int requiredLeft,
    boolean isWaiting,
    @Nullable String next) {
  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("process", process);
    json.put("node", node);
    json.put("node_name", nodeName);
    json.put("prompts_asked", asked);
    json.put("prompts_answered", answered);
    json.put("prompts_skipped", skipped);
    json.put("prompts_left", left);
    json.put("required_left", requiredLeft);
    json.put("is_waiting", isWaiting);
    json.put("next_node", next);
    return json;
  }
}
