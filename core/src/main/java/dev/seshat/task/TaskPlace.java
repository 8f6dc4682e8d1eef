package dev.seshat.task;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a task is to stand: beside another, or last under one, or last in a group, or last of those in no group.
///
/// @param parent the task to stand under, its id or marker
/// @param group the name of the group to stand in, which is made if it is not there
/// @param before the task to stand beside, and before
public record TaskPlace(@Nullable String parent, @Nullable String group, @Nullable String before) {
  public TaskPlace {
    if (before != null && (parent != null || group != null)) {
      throw new Invalid("before", "says where to stand; parent and task_group go with it");
    }
    if (parent != null && group != null) {
      throw new Invalid("task_group", "is that of the task that it stands under");
    }
  }

  /// The last place in a group; in none if null.
  public static TaskPlace in(@Nullable String group) {
    return new TaskPlace(null, group, null);
  }

  /// The last place under a task.
  public static TaskPlace under(String parent) {
    return new TaskPlace(parent, null, null);
  }

  /// The place before a task.
  public static TaskPlace before(String other) {
    return new TaskPlace(null, null, other);
  }

  /// Null where the fields say nothing of a place.
  static @Nullable TaskPlace of(Map<String, ? extends @Nullable Object> json, Fields told) {
    String parent = told.label("parent", 100);
    String group = told.label("task_group", 200);
    String before = told.label("before", 100);
    boolean isSaid = json.containsKey("parent") || json.containsKey("task_group") || before != null;
    return isSaid ? new TaskPlace(parent, group, before) : null;
  }
}
