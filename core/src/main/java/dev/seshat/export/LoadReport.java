package dev.seshat.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an import of a ZIP did.
///
/// @param what `workspace`, or `session`
/// @param restored whether the store was empty and is now what the exported one was, its audit log too
/// @param added how many rows of each table are new
/// @param skipped how many rows of each table were there already, or belong to what was
public record LoadReport(
    String what, boolean restored, Map<String, Long> added, Map<String, Long> skipped) {
  public LoadReport {
    added = Collections.unmodifiableMap(new LinkedHashMap<>(added));
    skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
  }

  /// The counts as every door shows them as JSON.
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("what", what);
    json.put("restored", restored);
    json.put("added", added);
    json.put("skipped", skipped);
    return json;
  }
}
