package dev.seshat.sync;

import dev.seshat.markdown.TaskState;
import dev.seshat.markdown.TaskWords;
import dev.seshat.session.Session;
import dev.seshat.task.Task;
import dev.seshat.task.TaskGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A session's tasks as the store has them, in the words of a file.
///
/// @param tasks by their markers, in the order of the tree
/// @param groups by their ids, in their order
/// @param paths the headings that each group stands under, its own last
final class StoreSide {
  private static final Pattern SPECIALIST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MOST_HOURS = 99_999;

  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Map<UUID, String> markers = new HashMap<>();
  private final Map<UUID, TaskGroup> groups = new LinkedHashMap<>();
  private final Map<UUID, List<String>> paths = new LinkedHashMap<>();
  private final Map<List<String>, UUID> byPath = new HashMap<>();
  private final Map<String, TaskState> states = new HashMap<>();

  StoreSide(List<Task> tree, List<TaskGroup> all) {
    tree.forEach(each -> {
      tasks.put(each.marker(), each);
      markers.put(each.id(), each.marker());
    });
    all.forEach(each -> groups.put(each.id(), each));
    all.forEach(each -> paths.put(each.id(), path(each)));
    paths.forEach((id, path) -> byPath.putIfAbsent(path, id));
  }

  private List<String> path(TaskGroup group) {
    List<String> path = new ArrayList<>();
    for (TaskGroup at = group; at != null && path.size() < 10; ) {
      path.addFirst(heading(at));
      at = at.parentId() == null ? null : groups.get(at.parentId());
    }
    return List.copyOf(path);
  }

  private static String heading(TaskGroup group) {
    String section = group.markdownSection();
    return section == null ? group.name().strip().replaceAll("\\s+", " ") : section;
  }

  Map<String, Task> tasks() {
    return tasks;
  }

  Map<UUID, TaskGroup> groups() {
    return groups;
  }

  Map<UUID, List<String>> paths() {
    return paths;
  }

  @Nullable TaskGroup group(List<String> path) {
    UUID id = byPath.get(path);
    return id == null ? null : groups.get(id);
  }

  /// The tasks that are to be in the file: all but those that are over and whose lines were taken out of it.
  ///
  /// @param inFile markers that stand in the file, whatever was taken out before
  List<TaskState> states(Set<String> inFile) {
    Set<String> shown = new HashSet<>();
    for (Task each : tasks.values()) {
      if (!each.isOffFile() || !each.status().isOver() || inFile.contains(each.marker())) {
        for (Task at = each; at != null && shown.add(at.marker()); at = above(at)) {
          // with all that it stands under
        }
      }
    }
    return tasks.values().stream()
        .filter(each -> shown.contains(each.marker()))
        .map(this::state)
        .toList();
  }

  private @Nullable Task above(Task task) {
    return task.parentId() == null
        ? null
        : tasks.get(Objects.requireNonNull(markers.get(task.parentId())));
  }

  TaskState state(Task task) {
    return states.computeIfAbsent(task.marker(), marker -> made(task));
  }

  private TaskState made(Task task) {
    String specialist = task.specialistType();
    Integer hours = task.estimatedEffort();
    TaskWords words =
        new TaskWords(
            title(task),
            task.status().word(),
            specialist != null && SPECIALIST.matcher(specialist).matches() ? specialist : null,
            hours != null && hours <= MOST_HOURS ? hours : null,
            task.reference());
    String parent = task.parentId() == null ? null : markers.get(task.parentId());
    List<String> group =
        task.groupId() == null ? List.of() : paths.getOrDefault(task.groupId(), List.of());
    return new TaskState(task.marker(), words, group, parent);
  }

  private static String title(Task task) {
    String title = task.title().strip();
    return title.lines().limit(2).count() < 2 ? title : title.replaceAll("[ \\t]*\\R[ \\t]*", " ");
  }

  /// What the front matter says of a session.
  static Map<String, String> front(Session session, @Nullable String mode) {
    Map<String, String> front = new LinkedHashMap<>();
    front.put("status", session.status().word());
    front.put(
        "priority", String.valueOf(session.get(dev.seshat.session.SessionField.PRIORITY_LEVEL)));
    if (mode != null) {
      front.put("mode", mode);
    }
    return front;
  }

  /// All of it, by which a change is noticed.
  ///
  /// @param notes how many the session has
  String print(Map<String, String> front, long notes) {
    Set<String> off = new HashSet<>();
    tasks.values().stream().filter(Task::isOffFile).forEach(each -> off.add(each.marker()));
    List<TaskState> all = tasks.values().stream().map(this::state).toList();
    return FileCheck.hash(
        new Base(all, paths, Set.of(), front, off, String.valueOf(notes))
            .toJson()
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
