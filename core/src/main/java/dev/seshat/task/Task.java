package dev.seshat.task;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A task of a session.
///
/// @param marker by which its line in a file is known, such as `t7f3`; one in a session
/// @param group the name of its group; null for none. All tasks of a tree are in one group
/// @param level how many tasks it stands under
/// @param path the markers from the root of its tree to itself, `/t7f3/t01a`
/// @param position orders it among those beside it
/// @param progress 0 to 100; of a task with others under it the mean of its leaves by their complexity
/// @param waitsFor how many tasks that it depends on or that stand under it are not done yet
/// @param children how many tasks stand directly under it
/// @param leaseUntil until when `assignee` has claimed it; null for no claim
/// @param estimatedEffort in hours
/// @param actualEffort in hours
/// @param isOffFile whether its line was taken out of the session's file
/// @param reference what another system calls it
/// @param dependsOn the tasks that it waits for
/// @param blocks the tasks that wait for it
/// @param related tasks that have to do with it; neither waits
public record Task(
    UUID id,
    UUID sessionId,
    String marker,
    @Nullable UUID parentId,
    UUID rootId,
    @Nullable UUID groupId,
    @Nullable String group,
    int level,
    String path,
    long position,
    String title,
    @Nullable String description,
    @Nullable String specialistType,
    Complexity complexity,
    int priority,
    TaskStatus status,
    double progress,
    @Nullable Integer estimatedEffort,
    @Nullable Integer actualEffort,
    int waitsFor,
    int children,
    @Nullable String assignee,
    @Nullable Instant leaseUntil,
    @Nullable String markdownSection,
    boolean isOffFile,
    long fileOperations,
    String verificationStatus,
    @Nullable String reference,
    @Nullable String externalId,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    Instant updatedAt,
    long version,
    List<UUID> dependsOn,
    List<UUID> blocks,
    List<UUID> related) {
  public Task {
    dependsOn = List.copyOf(dependsOn);
    blocks = List.copyOf(blocks);
    related = List.copyOf(related);
  }

  /// Whether somebody may begin it: it waits for nothing.
  public boolean isReady() {
    return status == TaskStatus.PENDING && waitsFor == 0;
  }

  Task with(List<UUID> dependsOn, List<UUID> blocks, List<UUID> related) {
    return new Task(
        id,
        sessionId,
        marker,
        parentId,
        rootId,
        groupId,
        group,
        level,
        path,
        position,
        title,
        description,
        specialistType,
        complexity,
        priority,
        status,
        progress,
        estimatedEffort,
        actualEffort,
        waitsFor,
        children,
        assignee,
        leaseUntil,
        markdownSection,
        isOffFile,
        fileOperations,
        verificationStatus,
        reference,
        externalId,
        createdAt,
        startedAt,
        completedAt,
        updatedAt,
        version,
        dependsOn,
        blocks,
        related);
  }

  /// The fields by the names that every door shows them by.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("session_id", sessionId.toString());
    json.put("marker", marker);
    json.put("parent_task_id", text(parentId));
    json.put("root_task_id", rootId.toString());
    json.put("task_group", group);
    json.put("level", level);
    json.put("hierarchy_path", path);
    json.put("position_in_group", position);
    json.put("title", title);
    json.put("description", description);
    json.put("specialist_type", specialistType);
    json.put("complexity_level", complexity.word());
    json.put("priority_level", priority);
    json.put("status", status.word());
    json.put("progress_percentage", progress);
    json.put("estimated_effort", estimatedEffort);
    json.put("actual_effort", actualEffort);
    json.put("is_ready", isReady());
    json.put("waits_for", waitsFor);
    json.put("children", children);
    json.put("assignee", assignee);
    json.put("lease_until", leaseUntil);
    json.put("markdown_section", markdownSection);
    json.put("is_off_file", isOffFile);
    json.put("file_operations_count", fileOperations);
    json.put("verification_status", verificationStatus);
    json.put("reference", reference);
    json.put("external_id", externalId);
    json.put("created_at", createdAt);
    json.put("started_at", startedAt);
    json.put("completed_at", completedAt);
    json.put("last_updated_at", updatedAt);
    json.put("version", version);
    json.put("depends_on", texts(dependsOn));
    json.put("blocks", texts(blocks));
    json.put("related_tasks", texts(related));
    return json;
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  private static List<String> texts(List<UUID> ids) {
    return ids.stream().map(UUID::toString).toList();
  }
}
