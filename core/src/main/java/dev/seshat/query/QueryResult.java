package dev.seshat.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows that a query gave.
///
/// @param rows each with a value for every column: a text, a number, true or false, or null
/// @param truncated whether there were more rows than were asked for
public record QueryResult(
    List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {
  /// The fields by their names, as every door shows them as JSON.
  public Map<String, Object> toJson() {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        object.put(columns.get(i), row.get(i));
      }
      objects.add(object);
    }
    return Map.of("columns", columns, "rows", objects, "truncated", truncated);
  }
}
