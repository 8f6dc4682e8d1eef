package dev.seshat.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of importing a knowledge file.
///
/// @param file the name of the file
/// @param kind `patterns` or `keywords`
/// @param entries how many it has
/// @param added those that were not there
/// @param changed those that were, and say something else now
/// @param evidence rows of evidence that were added
/// @param unproven patterns whose stated confidence the tests that are stated with it do not bear out
/// @param rounded patterns whose stated rate fits no whole number of their tests
/// @param detached evidence whose session is not in this workspace, and which is of none now
/// @param unread what could not be read, by the number of its line; nothing of it was taken
public record KnowledgeImport(
    String file,
    String kind,
    int entries,
    int added,
    int changed,
    long evidence,
    List<Unproven> unproven,
    List<Rounded> rounded,
    long detached,
    Map<Integer, String> unread) {
  /// A pattern whose stated confidence is not that of the rate and tests that are stated with it.
  ///
  /// @param earned what those have earned by the rule of [Confidence#earned]
  /// @param kept what the pattern has here, where its evidence counts in whole tests
  public record Unproven(
      String id, Confidence stated, Confidence earned, Confidence kept, long rate, long tests) {}

  /// A pattern whose rate was rounded to whole tests.
  public record Rounded(String id, long rate, long tests, long successes) {}

  /// How many say just what they said.
  public int unchanged() {
    return entries - added - changed;
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file", file);
    json.put("kind", kind);
    json.put("entries", entries);
    json.put("added", added);
    json.put("changed", changed);
    json.put("unchanged", unchanged());
    json.put("evidence", evidence);
    List<Map<String, Object>> weak = new ArrayList<>();
    for (Unproven each : unproven) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", each.id());
      one.put("stated", each.stated().word());
      one.put("earned", each.earned().word());
      one.put("kept", each.kept().word());
      one.put("rate", each.rate());
      one.put("tests", each.tests());
      weak.add(one);
    }
    json.put("unproven", weak);
    List<Map<String, Object>> round = new ArrayList<>();
    for (Rounded each : rounded) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", each.id());
      one.put("rate", each.rate());
      one.put("tests", each.tests());
      one.put("successes", each.successes());
      round.add(one);
    }
    json.put("rounded", round);
    json.put("detached", detached);
    List<Map<String, Object>> lines = new ArrayList<>();
    unread.forEach((line, text) -> lines.add(Map.of("line", line, "text", text)));
    json.put("unread", lines);
    return json;
  }
}
