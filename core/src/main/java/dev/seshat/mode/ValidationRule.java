package dev.seshat.mode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be true of a task before it is called completed.
///
/// @param roles whose tasks it is about; everybody's if none
public record ValidationRule(String rule, List<String> roles) {
  public ValidationRule {
    roles = List.copyOf(roles);
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("rule", rule);
    json.put("roles", roles);
    return json;
  }
}
