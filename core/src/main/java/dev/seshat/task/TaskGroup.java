package dev.seshat.task;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A group of tasks of a session; groups may stand in groups.
///
/// @param name one in its session
/// @param level how many groups it stands in
/// @param position orders it among the groups of the session
/// @param estimatedEffort in hours
/// @param total how many tasks it has with all groups in it, those cancelled left out
/// @param progress 0 to 100: the mean of its leaves by their complexity
public record TaskGroup(
    UUID id,
    UUID sessionId,
    String name,
    @Nullable String description,
    @Nullable UUID parentId,
    int level,
    long position,
    @Nullable String specialistFocus,
    @Nullable Integer estimatedEffort,
    int priority,
    long total,
    long completed,
    double progress,
    @Nullable String markdownSection,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  /// The fields by the names that every door shows them by.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("session_id", sessionId.toString());
    json.put("group_name", name);
    json.put("description", description);
    json.put("parent_group_id", parentId == null ? null : parentId.toString());
    json.put("group_level", level);
    json.put("position_in_session", position);
    json.put("specialist_focus", specialistFocus);
    json.put("estimated_effort", estimatedEffort);
    json.put("priority_level", priority);
    json.put("total_tasks", total);
    json.put("completed_tasks", completed);
    json.put("progress_percentage", progress);
    json.put("markdown_section", markdownSection);
    json.put("created_at", createdAt);
    json.put("updated_at", updatedAt);
    json.put("version", version);
    return json;
  }
}
