package dev.seshat.retention;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the rules would do at a moment.
///
/// @param lines one for each rule, by kind
public record RetentionPlan(Instant at, List<Line> lines) {
  public RetentionPlan {
    lines = List.copyOf(lines);
  }

  /// What one rule would do.
  ///
  /// @param archive how many sessions it would archive
  /// @param oldestToArchive when the one that has been idle longest was last active
  /// @param erase how many sessions it would erase
  /// @param oldestToErase when the one that has been in the archive longest was put there
  /// @param held how many are due to be erased, but have sessions under them, or forks of them, that are not
  public record Line(
      RetentionRule rule,
      long archive,
      @Nullable Instant oldestToArchive,
      long erase,
      @Nullable Instant oldestToErase,
      long held) {
    Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = rule.toJson();
      json.put("archive", archive);
      json.put("oldest_to_archive", time(oldestToArchive));
      json.put("erase", erase);
      json.put("oldest_to_erase", time(oldestToErase));
      json.put("held", held);
      return json;
    }

    private static @Nullable String time(@Nullable Instant time) {
      return time == null ? null : Times.text(time);
    }
  }

  /// The plan as every door shows it as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("at", Times.text(at));
    json.put("rules", lines.stream().map(Line::toJson).toList());
    return json;
  }
}
