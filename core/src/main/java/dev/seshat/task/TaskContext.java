package dev.seshat.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A task with what whoever does it should know.
///
/// @param above what it stands under, the root of its tree first
/// @param before what it depends on, which is what was done before it
/// @param after what waits for it
/// @param under what stands directly under it, in order; at most [#MOST], as of the others
/// @param related what has to do with it
/// @param guide how it is to be done; null where the session is worked on in no mode
public record TaskContext(
    Task task,
    List<Task> above,
    List<Task> before,
    List<Task> after,
    List<Task> under,
    List<Task> related,
    @Nullable TaskGuide guide) {
  static final int MOST = 200;

  public TaskContext {
    above = List.copyOf(above);
    before = List.copyOf(before);
    after = List.copyOf(after);
    under = List.copyOf(under);
    related = List.copyOf(related);
  }

  /// The task whole, the others by what they are called and how far they are.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("task", task.toJson());
    json.put("above", brief(above));
    json.put("before", brief(before));
    json.put("after", brief(after));
    json.put("under", brief(under));
    json.put("related", brief(related));
    json.put("guide", guide == null ? null : guide.toJson());
    return json;
  }

  private static List<Map<String, @Nullable Object>> brief(List<Task> tasks) {
    return tasks.stream().map(TaskContext::brief).toList();
  }

  private static Map<String, @Nullable Object> brief(Task task) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", task.id().toString());
    json.put("marker", task.marker());
    json.put("title", task.title());
    json.put("status", task.status().word());
    json.put("description", task.description());
    return json;
  }
}
