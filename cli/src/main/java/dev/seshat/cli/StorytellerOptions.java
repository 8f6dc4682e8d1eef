package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.people.PartialDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is told of somebody who is interviewed.
final class StorytellerOptions {
  @Option(names = "--preferred", paramLabel = "NAME", description = "What they want to be called")
  @Nullable String preferred;

  @Option(
      names = "--also",
      paramLabel = "NAME",
      description = "Another name that they go by; may be repeated")
  @Nullable List<String> also;

  @Option(names = "--born", paramLabel = "DATE", description = "1938-02-17, 1938-02 or 1938")
  @Nullable String born;

  @Option(names = "--birth-place", paramLabel = "PLACE", description = "Where they were born")
  @Nullable String birthPlace;

  @Option(
      names = "--flag",
      paramLabel = "WORD",
      description = "What conditions of a process ask for, such as served; may be repeated")
  @Nullable List<String> flags;

  @Option(
      names = "--section",
      paramLabel = "WORD",
      description = "A section of a process that they chose; may be repeated")
  @Nullable List<String> sections;

  @Option(names = "--notes", paramLabel = "TEXT", description = "Anything else")
  @Nullable String notes;

  /// What was said, by the names that every door has for it.
  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("preferred_name", preferred);
    json.put("other_names", also);
    json.put("birth_place", birthPlace);
    json.put("profile_flags", flags);
    json.put("selected_sections", sections);
    json.put("notes", notes);
    json.values().removeIf(value -> value == null);
    if (born != null) {
      PartialDate date = PartialDate.of("--born", born);
      if (date.isApproximate()) {
        throw new Invalid("--born", "is kept exactly; leave out what nobody knows");
      }
      json.put("birth_year", date.year());
      json.put("birth_month", date.month());
      json.put("birth_day", date.day());
    }
    return json;
  }
}
