package dev.seshat.export;

import java.util.LinkedHashMap;
import java.util.Map;

/// What an export holds.
///
/// @param what `workspace`, or `session`
/// @param rows how many rows of each table
/// @param transcripts how many original files
/// @param bytes how long the ZIP is
public record ExportReport(String what, Map<String, Long> rows, long transcripts, long bytes) {
  public ExportReport {
    rows = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }

  /// The counts as every door shows them as JSON.
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("what", what);
    json.put("rows", rows);
    json.put("transcripts", transcripts);
    json.put("bytes", bytes);
    return json;
  }
}
