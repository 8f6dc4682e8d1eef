package dev.seshat.mode;

import dev.seshat.task.Complexity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the file of a mode says.
///
/// @param title the name for people
/// @param version of the file, as its writer counts
/// @param maxSubtaskDepth how many levels may stand under a task that stands under no other; null for any number
public record ModeContent(
    String title,
    @Nullable String description,
    @Nullable String version,
    Complexity defaultComplexity,
    boolean autoTaskRouting,
    @Nullable Integer maxSubtaskDepth,
    List<Role> roles,
    List<RoutingRule> routing,
    List<ValidationRule> validation) {
  public ModeContent {
    roles = List.copyOf(roles);
    routing = List.copyOf(routing);
    validation = List.copyOf(validation);
  }

  /// The fields by their names, as the file and every door have them.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("title", title);
    json.put("description", description);
    json.put("version", version);
    json.put("default_complexity", defaultComplexity.word());
    json.put("auto_task_routing", autoTaskRouting);
    json.put("max_subtask_depth", maxSubtaskDepth);
    json.put("roles", roles.stream().map(Role::toJson).toList());
    json.put("task_routing_rules", routing.stream().map(RoutingRule::toJson).toList());
    json.put("validation_rules", validation.stream().map(ValidationRule::toJson).toList());
    return json;
  }
}
