package dev.seshat.mode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who tasks of a mode are given to.
///
/// @param name the word that a task's `specialist_type` is
/// @param definition who they are
/// @param expertise what they know
/// @param approach how they work, step by step
/// @param outputFormat what they hand over
public record Role(
    String name,
    String definition,
    List<String> expertise,
    List<String> approach,
    @Nullable String outputFormat) {
  public Role {
    expertise = List.copyOf(expertise);
    approach = List.copyOf(approach);
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("role_definition", definition);
    json.put("expertise", expertise);
    json.put("approach", approach);
    json.put("output_format", outputFormat);
    return json;
  }
}
