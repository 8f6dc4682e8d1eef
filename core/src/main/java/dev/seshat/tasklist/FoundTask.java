package dev.seshat.tasklist;

import dev.seshat.task.Complexity;
import dev.seshat.task.TaskStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A task as a file of another tool has it.
///
/// @param key by which it is known each time the file is read; unique among all that are read with it
/// @param where its file, and its line where the file has several
/// @param parent the key of the task that it stands under
/// @param groups the groups that it stands in, the outermost first
/// @param dependsOn the keys of those that it waits for
/// @param createdAt ISO 8601; null where nobody says
/// @param others what its file says of it that has no place here, by name
record FoundTask(
    String key,
    String where,
    String title,
    @Nullable String description,
    TaskStatus status,
    Complexity complexity,
    int priority,
    @Nullable Integer hours,
    @Nullable String specialist,
    @Nullable String reference,
    @Nullable String parent,
    List<String> groups,
    Set<String> dependsOn,
    @Nullable String createdAt,
    Map<String, @Nullable Object> others) {
  /// The fields that are compared with what was said before, by the names that they have here.
  static final List<String> FIELDS =
      List.of(
          "title",
          "description",
          "complexity_level",
          "priority_level",
          "estimated_effort",
          "specialist_type",
          "reference");

  FoundTask under(@Nullable String other) {
    return new FoundTask(
        key,
        where,
        title,
        description,
        status,
        complexity,
        priority,
        hours,
        specialist,
        reference,
        other,
        groups,
        dependsOn,
        createdAt,
        others);
  }

  FoundTask waitingFor(Set<String> these) {
    return new FoundTask(
        key,
        where,
        title,
        description,
        status,
        complexity,
        priority,
        hours,
        specialist,
        reference,
        parent,
        groups,
        these,
        createdAt,
        others);
  }

  /// The innermost group; null for none.
  @Nullable String group() {
    return groups.isEmpty() ? null : groups.getLast();
  }

  /// The values of [#FIELDS].
  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("title", title);
    fields.put("description", description);
    fields.put("complexity_level", complexity.word());
    fields.put("priority_level", priority);
    fields.put("estimated_effort", hours);
    fields.put("specialist_type", specialist);
    fields.put("reference", reference);
    return fields;
  }

  /// All that it says, to be compared with what it says when it is read again.
  Map<String, @Nullable Object> said() {
    Map<String, @Nullable Object> said = fields();
    said.put("status", status.word());
    said.put("parent", parent);
    said.put("task_group", parent == null ? group() : null);
    said.put("depends_on", Arrays.asList(dependsOn.toArray()));
    said.put("where", where);
    if (!others.isEmpty()) {
      said.put("others", others);
    }
    return said;
  }
}
