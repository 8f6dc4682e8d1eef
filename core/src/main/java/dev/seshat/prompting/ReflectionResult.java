package dev.seshat.prompting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a reflection has written.
///
/// @param isNews whether anything was; not if the session was reflected on before
/// @param iterations how many it has; how many of them are successes, and failures
/// @param patternsAdded the ids of patterns that are new, those of a model among them
/// @param patternsSupported the ids of patterns that were there and got evidence
/// @param evidence how many pieces of evidence are new
/// @param keywords how many uses of keywords were counted
/// @param applied whether each pattern that the session applied was effective
/// @param forgotten the ids of patterns that the session would have taught again and somebody has taken out of use
/// @param by the model that was asked; null if none was
/// @param problems what went wrong with the model, or with the files
public record ReflectionResult(
    UUID sessionId,
    boolean isNews,
    int iterations,
    int successes,
    int failures,
    List<String> patternsAdded,
    List<String> patternsSupported,
    int evidence,
    int keywords,
    SortedMap<String, Boolean> applied,
    List<String> forgotten,
    @Nullable String by,
    @Nullable Long callId,
    List<String> problems) {
  public ReflectionResult {
    patternsAdded = List.copyOf(patternsAdded);
    patternsSupported = List.copyOf(patternsSupported);
    forgotten = List.copyOf(forgotten);
    problems = List.copyOf(problems);
    applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
  }

  static ReflectionResult nothing(UUID session, int iterations) {
    return new ReflectionResult(
        session,
        false,
        iterations,
        0,
        0,
        List.of(),
        List.of(),
        0,
        0,
        new TreeMap<>(),
        List.of(),
        null,
        null,
        List.of());
  }

  ReflectionResult withProblem(String problem) {
    List<String> all = new ArrayList<>(problems);
    all.add(problem);
    return new ReflectionResult(
        sessionId,
        isNews,
        iterations,
        successes,
        failures,
        patternsAdded,
        patternsSupported,
        evidence,
        keywords,
        applied,
        forgotten,
        by,
        callId,
        all);
  }

  /// What happened, in a sentence.
  public String summary() {
    String id = sessionId.toString().substring(0, 8);
    return isNews
        ? "session %s: %d iterations, %d patterns found, %d confirmed or doubted, %d pieces of evidence, %d keyword uses"
            .formatted(
                id, iterations, patternsAdded.size(), patternsSupported.size(), evidence, keywords)
        : "session %s has taught what it had to teach before".formatted(id);
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", sessionId.toString());
    json.put("is_news", isNews);
    json.put("iterations", iterations);
    json.put("successes", successes);
    json.put("failures", failures);
    json.put("patterns_added", patternsAdded);
    json.put("patterns_supported", patternsSupported);
    json.put("evidence", evidence);
    json.put("keywords", keywords);
    json.put("applied", applied);
    json.put("forgotten", forgotten);
    json.put("by", by == null ? "rules" : "rules and " + by);
    json.put("model_call", callId);
    json.put("problems", problems);
    json.put("summary", summary());
    return json;
  }
}
