package dev.seshat.interview;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import dev.seshat.session.Indicator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is said of a template: when it suits, and what sessions that are made of it begin with.
///
/// @param processVersionId the version of a process that its sessions follow; null for none
/// @param eventTypes the types of the life events that it suits, in lower case
/// @param processNodes the keys or ids of the nodes that it suits
/// @param intention may have `{event}` and `{storyteller}` in it, which stand for their names
public record NewTemplate(
    String name,
    @Nullable String description,
    @Nullable UUID processVersionId,
    List<String> eventTypes,
    List<String> processNodes,
    @Nullable String intention,
    List<Indicator> successIndicators,
    List<Indicator> completionIndicators,
    List<String> constraints,
    @Nullable String procedureNotes,
    @Nullable Integer durationMinutes,
    boolean isActive) {
  private static final int MAX_TEXT = 100_000;
  private static final int MAX_ITEMS = 100;

  public NewTemplate {
    eventTypes = List.copyOf(eventTypes);
    processNodes = List.copyOf(processNodes);
    successIndicators = List.copyOf(successIndicators);
    completionIndicators = List.copyOf(completionIndicators);
    constraints = List.copyOf(constraints);
  }

  /// From the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is missing, unknown, or breaks its rule
  public static NewTemplate fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    Long minutes = fields.number("default_duration_minutes", 1, 10_080);
    Boolean isActive = fields.flag("is_active");
    NewTemplate told =
        new NewTemplate(
            fields.requiredLabel("template_name", 200),
            fields.text("template_description", MAX_TEXT),
            id(fields.text("process_version_id", 36)),
            fields.texts("suggested_for_event_types", MAX_ITEMS, 64).stream()
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .toList(),
            fields.texts("suggested_for_process_nodes", MAX_ITEMS, 100),
            fields.text("default_intention", MAX_TEXT),
            indicators(fields, "default_success_indicators"),
            indicators(fields, "default_completion_indicators"),
            fields.texts("default_constraints", MAX_ITEMS, 2_000),
            fields.text("default_procedure_notes", MAX_TEXT),
            minutes == null ? null : minutes.intValue(),
            isActive == null || isActive);
    fields.done();
    return told;
  }

  private static @Nullable UUID id(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Invalid("process_version_id", "must be the id of a version of a process");
    }
  }

  private static List<Indicator> indicators(Fields fields, String name) {
    List<Indicator> indicators = new ArrayList<>();
    for (Object each : fields.list(name, MAX_ITEMS)) {
      if (each == null) {
        throw new Invalid(name + "[" + indicators.size() + "]", "must be a text, or an object");
      }
      indicators.add(Indicator.parse(name + "[" + indicators.size() + "]", each));
    }
    return indicators;
  }

  /// The same with some fields changed; null clears one.
  NewTemplate with(Map<String, ? extends @Nullable Object> changes) {
    Map<String, @Nullable Object> merged = toJson();
    merged.putAll(changes);
    return fromJson(merged);
  }

  /// What [#fromJson] reads back.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("template_name", name);
    json.put("template_description", description);
    json.put("process_version_id", processVersionId == null ? null : processVersionId.toString());
    json.put("suggested_for_event_types", eventTypes);
    json.put("suggested_for_process_nodes", processNodes);
    json.put("default_intention", intention);
    json.put(
        "default_success_indicators", successIndicators.stream().map(Indicator::toJson).toList());
    json.put(
        "default_completion_indicators",
        completionIndicators.stream().map(Indicator::toJson).toList());
    json.put("default_constraints", constraints);
    json.put("default_procedure_notes", procedureNotes);
    json.put("default_duration_minutes", durationMinutes);
    json.put("is_active", isActive);
    return json;
  }
}
