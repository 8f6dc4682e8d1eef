package dev.seshat.task;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to become different of a task; what is not named stays as it is.
///
/// @param fields columns by name with their new values; null clears one that may be empty
/// @param place where it is to stand; null for where it stands
/// @param dependsOn tasks that it is to wait for as well
/// @param noLongerDependsOn tasks that it is no longer to wait for
/// @param related tasks that have to do with it, all of them; null for those that do now
/// @param progress 0 to 100; null for as far as it is
/// @param status where it is to go; null for where it is
/// @param withSubtasks whether finishing it finishes what is open under it; without this it is refused
/// @param isForced whether it may be taken from somebody who has claimed it
public record TaskChange(
    Map<String, @Nullable Object> fields,
    @Nullable TaskPlace place,
    List<String> dependsOn,
    List<String> noLongerDependsOn,
    @Nullable List<String> related,
    @Nullable Double progress,
    @Nullable TaskStatus status,
    boolean withSubtasks,
    boolean isForced) {
  public TaskChange {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    dependsOn = List.copyOf(dependsOn);
    noLongerDependsOn = List.copyOf(noLongerDependsOn);
    related = related == null ? null : List.copyOf(related);
  }

  /// Nothing yet.
  public static TaskChange none() {
    return new TaskChange(Map.of(), null, List.of(), List.of(), null, null, null, false, false);
  }

  /// It goes there.
  public static TaskChange to(TaskStatus status) {
    return new TaskChange(Map.of(), null, List.of(), List.of(), null, null, status, false, false);
  }

  /// It stands there.
  public static TaskChange to(TaskPlace place) {
    return new TaskChange(Map.of(), place, List.of(), List.of(), null, null, null, false, false);
  }

  /// It has come so far.
  ///
  /// @param percent 0 to 100
  public static TaskChange to(double percent) {
    return new TaskChange(Map.of(), null, List.of(), List.of(), null, percent, null, false, false);
  }

  /// It waits for these as well.
  public static TaskChange after(String... others) {
    return new TaskChange(
        Map.of(), null, List.of(others), List.of(), null, null, null, false, false);
  }

  /// The same with all that is open under it.
  public TaskChange withAllUnder() {
    return new TaskChange(
        fields, place, dependsOn, noLongerDependsOn, related, progress, status, true, isForced);
  }

  /// The same whoever has claimed it.
  public TaskChange forced() {
    return new TaskChange(
        fields, place, dependsOn, noLongerDependsOn, related, progress, status, withSubtasks, true);
  }

  /// From the fields of a JSON object. `parent`, `task_group` and `before` say where it is to stand; an empty `parent` or
  /// `task_group` is none.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static TaskChange fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields told = new Fields(json);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    String title = told.text("title", NewTask.MAX_TITLE);
    put(fields, json, "title", title == null ? null : NewTask.title(title));
    put(fields, json, "description", told.text("description", NewTask.MAX_TEXT));
    put(fields, json, "specialist_type", NewTask.specialist(told.text("specialist_type", 64)));
    String complexity = told.text("complexity_level", 20);
    put(
        fields,
        json,
        "complexity_level",
        complexity == null ? null : Complexity.of(complexity).word());
    put(fields, json, "priority_level", told.number("priority_level", 1, 5));
    put(fields, json, "estimated_effort", told.number("estimated_effort", 0, NewTask.MAX_HOURS));
    put(fields, json, "actual_effort", told.number("actual_effort", 0, NewTask.MAX_HOURS));
    put(fields, json, "verification_status", told.label("verification_status", 64));
    String reference = told.label("reference", 64);
    put(fields, json, "reference", reference == null ? null : NewTask.reference(reference));
    for (String name :
        List.of("title", "complexity_level", "priority_level", "verification_status")) {
      if (fields.containsKey(name) && fields.get(name) == null) {
        throw new Invalid(name, "cannot be empty");
      }
    }
    String status = told.text("status", 20);
    TaskChange change =
        new TaskChange(
            fields,
            TaskPlace.of(json, told),
            told.texts("add_depends_on", NewTask.MAX_OTHERS, 100),
            told.texts("remove_depends_on", NewTask.MAX_OTHERS, 100),
            json.get("related_tasks") == null
                ? null
                : told.texts("related_tasks", NewTask.MAX_OTHERS, 100),
            told.real("progress_percentage", 0, 100),
            status == null ? null : TaskStatus.of(status),
            told.isSet("with_subtasks"),
            told.isSet("force"));
    told.done();
    return change;
  }

  private static void put(
      Map<String, @Nullable Object> fields,
      Map<String, ? extends @Nullable Object> json,
      String name,
      @Nullable Object value) {
    if (json.containsKey(name)) {
      fields.put(name, value);
    }
  }
}
