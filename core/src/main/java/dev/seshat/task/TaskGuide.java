package dev.seshat.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a task is to be done, by the mode that its session is worked on in.
///
/// @param role whom the task is for, as far as the mode knows them; null for nobody
/// @param definition who they are
/// @param approach how they work, step by step
/// @param outputFormat what they hand over
/// @param rules what is to be true before the task is completed
public record TaskGuide(
    String mode,
    @Nullable String role,
    @Nullable String definition,
    List<String> expertise,
    List<String> approach,
    @Nullable String outputFormat,
    List<String> rules) {
  public TaskGuide {
    expertise = List.copyOf(expertise);
    approach = List.copyOf(approach);
    rules = List.copyOf(rules);
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("mode", mode);
    json.put("role", role);
    json.put("role_definition", definition);
    json.put("expertise", expertise);
    json.put("approach", approach);
    json.put("output_format", outputFormat);
    json.put("validation_rules", rules);
    return json;
  }
}
