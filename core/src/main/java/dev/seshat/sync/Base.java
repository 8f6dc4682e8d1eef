package dev.seshat.sync;

import dev.seshat.json.Json;
import dev.seshat.markdown.TaskState;
import dev.seshat.markdown.TaskWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a file and the store had when they were last the same.
///
/// @param tasks in the order of the tree
/// @param groups those that had a heading, with the headings that they stood under, their own last
/// @param off groups whose heading was taken out of the file, and is not to come back by itself
/// @param front what the front matter said of the session
/// @param made the markers of tasks that were made of lines whose file was not written yet
/// @param notes the place behind the last note that has come into the file; null before the first
record Base(
    List<TaskState> tasks,
    Map<UUID, List<String>> groups,
    Set<UUID> off,
    Map<String, String> front,
    Set<String> made,
    @Nullable String notes) {
  static final Base NONE = new Base(List.of(), Map.of(), Set.of(), Map.of(), Set.of(), null);

  Base {
    tasks = List.copyOf(tasks);
  }

  /// The same with tasks elsewhere, and groups under other headings.
  Base with(List<TaskState> other, Map<UUID, List<String>> headings) {
    return new Base(other, headings, off, front, made, notes);
  }

  String toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("tasks", tasks.stream().map(Base::json).toList());
    Map<String, Object> headings = new LinkedHashMap<>();
    groups.forEach((id, path) -> headings.put(id.toString(), path));
    json.put("groups", headings);
    json.put("off", off.stream().map(UUID::toString).sorted().toList());
    json.put("front", front);
    json.put("made", made.stream().sorted().toList());
    json.put("notes", notes);
    return Json.write(json);
  }

  private static List<@Nullable Object> json(TaskState task) {
    TaskWords words = task.words();
    return Arrays.asList(
        task.marker(),
        words.title(),
        words.status(),
        words.specialist(),
        words.hours(),
        words.reference(),
        task.parent(),
        task.group());
  }

  static Base parse(@Nullable String text) {
    if (text == null) {
      return NONE;
    }
    Map<String, @Nullable Object> json = Json.parseObject("base", text);
    List<TaskState> tasks = new ArrayList<>();
    for (Object each : list(json.get("tasks"))) {
      tasks.add(task(list(each)));
    }
    Map<UUID, List<String>> groups = new LinkedHashMap<>();
    object(json.get("groups")).forEach((id, path) -> groups.put(UUID.fromString(id), texts(path)));
    Set<UUID> off = new LinkedHashSet<>();
    texts(json.get("off")).forEach(id -> off.add(UUID.fromString(id)));
    Map<String, String> front = new LinkedHashMap<>();
    object(json.get("front")).forEach((key, value) -> front.put(key, String.valueOf(value)));
    Set<String> made = new LinkedHashSet<>(texts(json.get("made")));
    return new Base(tasks, groups, off, front, made, (String) json.get("notes"));
  }

  private static TaskState task(List<@Nullable Object> json) {
    TaskWords words =
        new TaskWords(
            String.valueOf(json.get(1)),
            String.valueOf(json.get(2)),
            (String) json.get(3),
            json.get(4) instanceof Number hours ? hours.intValue() : null,
            (String) json.get(5));
    return new TaskState(
        String.valueOf(json.get(0)), words, texts(json.get(7)), (String) json.get(6));
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> list(@Nullable Object json) {
    return json == null ? List.of() : (List<@Nullable Object>) json;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> object(@Nullable Object json) {
    return json == null ? Map.of() : (Map<String, @Nullable Object>) json;
  }

  private static List<String> texts(@Nullable Object json) {
    return list(json).stream().map(String::valueOf).toList();
  }
}
