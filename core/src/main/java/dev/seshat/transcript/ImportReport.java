package dev.seshat.transcript;

import dev.seshat.json.Json;
import java.util.List;
import java.util.Map;

/// What one run of an import added; what was there before is in none of the numbers.
///
/// @param files the files that were read; `unchangedFiles` were left alone
/// @param requests requests to a model whose usage is new
/// @param masked secrets that were taken out
/// @param lines the lines that were looked at
/// @param malformed the first of the lines that could not be used, all of which `malformedCount` counts
/// @param unknownTypes records of types without a meaning here, kept as events, by type
public record ImportReport(
    long files,
    long unchangedFiles,
    long sessions,
    long interactions,
    long notes,
    long artifacts,
    long requests,
    long masked,
    long lines,
    long bytes,
    List<MalformedLine> malformed,
    long malformedCount,
    Map<String, Long> unknownTypes,
    double seconds) {
  public ImportReport {
    malformed = List.copyOf(malformed);
    unknownTypes = Map.copyOf(unknownTypes);
  }

  /// The report as a JSON object, its names in `snake_case`.
  public String toJson() {
    return Json.write(this);
  }
}
