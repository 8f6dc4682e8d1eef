package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is said of an iteration: its scores, and what was learned.
final class IterationOptions {
  @Option(
      names = "--scores",
      paramLabel = "NAME=N,…",
      description = "Every dimension of the profile, each 0 to 1; once for each image of the batch")
  @Nullable List<String> scores;

  @Option(
      names = "--not-applicable",
      paramLabel = "NAME=REASON",
      description = "A dimension that does not apply, which counts as 1; may be repeated")
  @Nullable List<String> notApplicable;

  @Option(
      names = "--assessment",
      paramLabel = "JSON",
      description = "The scores as an object, in place of the other options for them")
  @Nullable String assessment;

  @Option(
      names = "--method",
      paramLabel = "TEXT",
      description = "reference image, composite of N references or text description")
  @Nullable String method;

  @Option(names = "--notes", paramLabel = "TEXT", description = "On the scores")
  @Nullable String notes;

  @Option(names = "--feedback", paramLabel = "TEXT", description = "What the person said of it")
  @Nullable String feedback;

  @Option(
      names = "--gap",
      paramLabel = "JSON",
      description = "An object: what is missing beside the reference")
  @Nullable String gap;

  @Option(
      names = "--success",
      paramLabel = "true|false",
      arity = "0..1",
      fallbackValue = "true",
      description = "It is what was wanted")
  @Nullable Boolean success;

  @Option(names = "--worked", paramLabel = "TEXT", description = "What worked; may be repeated")
  @Nullable List<String> worked;

  @Option(names = "--failed", paramLabel = "TEXT", description = "What failed; may be repeated")
  @Nullable List<String> failed;

  @Option(
      names = "--pattern",
      paramLabel = "ID",
      description = "A pattern that it was built by; may be repeated")
  @Nullable List<String> patterns;

  /// What was said, by the names that every door has for it.
  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("result_assessment", resultAssessment());
    json.put("user_feedback", feedback);
    json.put("gap_analysis", gap == null ? null : Json.parseObject("gap", gap));
    json.put("success", success);
    json.put("what_worked", worked);
    json.put("what_failed", failed);
    json.put("patterns", patterns);
    json.values().removeIf(value -> value == null);
    return json;
  }

  /// The scores that were said; null if none were.
  @Nullable Map<String, @Nullable Object> resultAssessment() {
    boolean pieces = scores != null || notApplicable != null || method != null || notes != null;
    if (assessment != null) {
      if (pieces) {
        throw new Invalid("--assessment", "says it all; leave the other options for scores out");
      }
      return Json.parseObject("assessment", assessment);
    }
    if (!pieces) {
      return null;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    List<Map<String, Object>> images = new ArrayList<>();
    for (String each : scores == null ? List.of("") : scores) {
      Map<String, Object> image = new LinkedHashMap<>();
      image.put("scores", numbers(each));
      image.put("not_applicable", reasons());
      images.add(image);
    }
    if (images.size() == 1) {
      json.putAll(images.getFirst());
    } else {
      json.put("images", images);
    }
    json.put("method", method);
    json.put("notes", notes);
    return json;
  }

  private static Map<String, Object> numbers(String list) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (String each : list.split(",", -1)) {
      if (!each.isBlank()) {
        int at = equals("scores", each);
        numbers.put(each.substring(0, at).strip(), number(each, each.substring(at + 1).strip()));
      }
    }
    return numbers;
  }

  private static BigDecimal number(String each, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new Invalid("--scores", "'" + Texts.shorten(each, 60) + "' ends with no number");
    }
  }

  private Map<String, Object> reasons() {
    Map<String, Object> reasons = new LinkedHashMap<>();
    for (String each : notApplicable == null ? List.<String>of() : notApplicable) {
      int at = equals("not-applicable", each);
      reasons.put(each.substring(0, at).strip(), each.substring(at + 1));
    }
    return reasons;
  }

  private static int equals(String option, String text) {
    int at = text.indexOf('=');
    if (at < 1) {
      throw new Invalid(
          "--" + option,
          "must be a name, '=' and its value, not '" + Texts.shorten(text, 60) + "'");
    }
    return at;
  }
}
