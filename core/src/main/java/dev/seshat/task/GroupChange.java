package dev.seshat.task;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to become different of a group.
///
/// @param fields columns by name with their new values
/// @param before the group of the session that it is to come before; null for where it is
record GroupChange(Map<String, @Nullable Object> fields, @Nullable String before) {
  static GroupChange fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields told = new Fields(json);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (json.containsKey("group_name")) {
      fields.put("group_name", told.required("group_name", 200).strip());
    }
    String description = told.text("description", NewTask.MAX_TEXT);
    String focus = NewTask.specialist(told.text("specialist_focus", 64));
    Long effort = told.number("estimated_effort", 0, NewTask.MAX_HOURS);
    Long priority = told.number("priority_level", 1, 5);
    put(fields, json, "description", description);
    put(fields, json, "specialist_focus", focus);
    put(fields, json, "estimated_effort", effort);
    if (json.containsKey("priority_level") && priority == null) {
      throw new Invalid("priority_level", "must be 1 (urgent) to 5 (someday)");
    }
    put(fields, json, "priority_level", priority);
    GroupChange change = new GroupChange(fields, told.label("before", 200));
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

  @Nullable String name() {
    return (String) fields.get("group_name");
  }
}
