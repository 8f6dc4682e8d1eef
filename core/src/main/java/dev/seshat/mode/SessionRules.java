package dev.seshat.mode;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.task.Complexity;
import dev.seshat.task.NewTask;
import dev.seshat.task.TaskGuide;
import dev.seshat.task.TaskRules;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the mode of a session says of its tasks, with what is different in that session.
///
/// @param depth how deep tasks may stand under one that stands under no other; null for any depth
record SessionRules(
    String mode,
    ModeContent content,
    Complexity complexity,
    @Nullable ModeRouting routing,
    @Nullable Integer depth)
    implements TaskRules.Rules {
  static SessionRules of(String mode, ModeContent content, Map<String, @Nullable Object> context) {
    Complexity complexity =
        context.get("default_complexity") instanceof String word
            ? Complexity.of(word)
            : content.defaultComplexity();
    boolean isRouted =
        context.get("auto_task_routing") instanceof Boolean told ? told : content.autoTaskRouting();
    Integer depth =
        context.get("max_subtask_depth") instanceof Integer told ? told : content.maxSubtaskDepth();
    return new SessionRules(
        mode, content, complexity, isRouted ? new ModeRouting(content.routing()) : null, depth);
  }

  @Override
  public @Nullable String specialist(NewTask task) {
    if (routing == null) {
      return null;
    }
    String description = task.description() == null ? "" : task.description();
    return routing.role(task.title(), description).orElse(null);
  }

  @Override
  public TaskGuide guide(@Nullable String specialist) {
    Role role =
        content.roles().stream()
            .filter(each -> each.name().equals(specialist))
            .findFirst()
            .orElse(null);
    List<String> rules =
        content.validation().stream()
            .filter(each ->
                each.roles().isEmpty() || (role != null && each.roles().contains(role.name())))
            .map(ValidationRule::rule)
            .toList();
    return role == null
        ? new TaskGuide(mode, null, null, List.of(), List.of(), null, rules)
        : new TaskGuide(
            mode,
            role.name(),
            role.definition(),
            role.expertise(),
            role.approach(),
            role.outputFormat(),
            rules);
  }

  @Override
  public void requireDepth(int level) {
    if (depth != null && level > depth) {
      throw new Invalid(
          "parent",
          "mode '%s' lets tasks stand at most %d deep under one another, and this would be %d; its max_subtask_depth says so"
              .formatted(mode, depth, level));
    }
  }
}
