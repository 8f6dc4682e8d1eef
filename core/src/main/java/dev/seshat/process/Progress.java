package dev.seshat.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How far somebody has come in a process.
///
/// @param done the keys of the nodes that are behind, in their order
/// @param current the key of the node where they are; null before the first session and after the last node
/// @param reachable the keys of the nodes that some way leads to from there
public record Progress(
    ProcessVersion version, List<String> done, @Nullable String current, Set<String> reachable) {
  public Progress {
    done = List.copyOf(done);
    reachable = Set.copyOf(reachable);
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("process", version.shown());
    json.put("done", done);
    json.put("current", current);
    json.put("reachable", reachable.stream().sorted().toList());
    return json;
  }
}
