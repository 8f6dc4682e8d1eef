package dev.seshat.transcript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one record tells of its session as a whole: gathered per record, so that the session's row can be made again
/// from the records it owns, in whatever order they came.
final class Facts {
  private final Map<String, Object> values = new LinkedHashMap<>();

  void set(String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      values.put(name, value);
    }
  }

  @SuppressWarnings("unchecked")
  void add(String name, String value) {
    List<String> list = (List<String>) values.computeIfAbsent(name, key -> new ArrayList<String>());
    if (list.size() < 200) {
      list.add(value);
    }
  }

  Map<String, Object> values() {
    return values;
  }
}
