package dev.seshat.process;

import dev.seshat.session.Indicator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A step of a process.
///
/// @param key its name in the file, unique in its process
/// @param orderIndex its place in the file, from 0; the first is where a process begins
/// @param isOptional whether it may be left out
/// @param agentObjective what a session at this node is to achieve
/// @param agentConstraints what the agent has to keep to, a line each
/// @param durationMinutes how long a session at this node is planned; null where nobody said
public record ProcessNode(
    UUID id,
    String key,
    String name,
    NodeType type,
    int orderIndex,
    @Nullable String purpose,
    @Nullable String outcome,
    @Nullable String userFacingText,
    boolean isOptional,
    @Nullable String agentObjective,
    @Nullable String agentConstraints,
    Scope scope,
    List<Indicator> successIndicators,
    List<Indicator> completionIndicators,
    @Nullable Integer durationMinutes,
    List<ProcessPrompt> prompts,
    List<ProcessEdge> next) {
  /// Which life events a node is about; none of either means all of them.
  ///
  /// @param eventTypes and `categories` in lower case
  public record Scope(List<String> eventTypes, List<String> categories) {
    public Scope {
      eventTypes = List.copyOf(eventTypes);
      categories = List.copyOf(categories);
    }

    /// Whether an event of this type and category belongs to it.
    public boolean takes(String eventType, @Nullable String category) {
      return (eventTypes.isEmpty() && categories.isEmpty())
          || eventTypes.contains(eventType)
          || (category != null && categories.contains(category));
    }
  }

  public ProcessNode {
    successIndicators = List.copyOf(successIndicators);
    completionIndicators = List.copyOf(completionIndicators);
    prompts = List.copyOf(prompts);
    next = List.copyOf(next);
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("key", key);
    json.put("name", name);
    json.put("type", type.word());
    json.put("purpose", purpose);
    json.put("outcome", outcome);
    json.put("user_facing_text", userFacingText);
    json.put("is_optional", isOptional);
    json.put("agent_objective", agentObjective);
    json.put("agent_constraints", constraints());
    json.put("scope", Map.of("event_types", scope.eventTypes(), "categories", scope.categories()));
    json.put("success_indicators", successIndicators.stream().map(Indicator::toJson).toList());
    json.put(
        "completion_indicators", completionIndicators.stream().map(Indicator::toJson).toList());
    json.put("duration_minutes", durationMinutes);
    json.put("prompts", prompts.stream().map(ProcessPrompt::toJson).toList());
    json.put(
        "next",
        next.stream()
            .map(each -> Map.of("to", each.to(), "when", each.condition().toJson()))
            .toList());
    return json;
  }

  /// The constraints one by one.
  public List<String> constraints() {
    return agentConstraints == null
        ? List.of()
        : agentConstraints
            .lines()
            .map(line -> line.strip().replaceFirst("^[-*•]\\s+", ""))
            .filter(line -> !line.isEmpty())
            .toList();
  }
}
