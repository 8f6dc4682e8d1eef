package dev.seshat.markdown;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A task as one side has it: the file, the store, or both when they were last the same.
///
/// @param group where it stands when it stands under no task; empty under one
/// @param parent the marker of the task that it stands under
public record TaskState(
    String marker, TaskWords words, List<String> group, @Nullable String parent) {
  public TaskState {
    group = parent == null ? List.copyOf(group) : List.of();
  }

  /// The tasks of a file, in its order; those without a marker are left out.
  public static List<TaskState> of(TaskFile file) {
    List<TaskState> all = new ArrayList<>();
    for (TaskItem item : file.items()) {
      if (item.marker() != null) {
        all.add(
            new TaskState(
                item.marker(), item.words(), item.group(), TaskEditor.parent(file, item)));
      }
    }
    return all;
  }

  /// Where it stands.
  public Place place() {
    return new Place(group, parent);
  }

  /// The same with other words, elsewhere.
  public TaskState with(TaskWords other, Place place) {
    return new TaskState(marker, other, place.group(), place.parent());
  }

  /// A group, or a task, to stand under.
  public record Place(List<String> group, @Nullable String parent) {}

  /// Tasks by their markers.
  public static Map<String, TaskState> byMarker(List<TaskState> all) {
    Map<String, TaskState> found = new HashMap<>();
    all.forEach(each -> found.put(each.marker(), each));
    return found;
  }

  /// The markers at a place, in their order.
  static List<String> at(Place place, List<TaskState> all) {
    return all.stream()
        .filter(each -> Objects.equals(each.place(), place))
        .map(TaskState::marker)
        .toList();
  }
}
