package dev.seshat.prompting;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is said of an iteration later. The prompt and what it was asked with are what happened, and stay; so does
/// everything that is null here.
///
/// @param patterns further patterns that it was built by
public record IterationChange(
    @Nullable NewScores scores,
    @Nullable String userFeedback,
    @Nullable Map<String, ? extends @Nullable Object> gapAnalysis,
    @Nullable Boolean success,
    @Nullable List<String> whatWorked,
    @Nullable List<String> whatFailed,
    List<String> patterns) {
  public IterationChange {
    if (userFeedback != null) {
      Texts.checked("user_feedback", userFeedback, NewIteration.MAX_PROMPT);
    }
    if (whatWorked != null) {
      whatWorked = checked("what_worked", whatWorked, NewIteration.MAX_ITEM);
    }
    if (whatFailed != null) {
      whatFailed = checked("what_failed", whatFailed, NewIteration.MAX_ITEM);
    }
    patterns = checked("patterns", patterns, 100).stream().distinct().toList();
  }

  /// New scores, which are preliminary.
  public static IterationChange of(NewScores scores) {
    return new IterationChange(scores, null, null, null, null, null, List.of());
  }

  /// A change from the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static IterationChange fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    IterationChange change =
        new IterationChange(
            NewIteration.scores(fields.object("result_assessment")),
            fields.text("user_feedback", NewIteration.MAX_PROMPT),
            fields.object("gap_analysis"),
            fields.flag("success"),
            list(json, fields, "what_worked"),
            list(json, fields, "what_failed"),
            fields.texts("patterns", NewIteration.MAX_ITEMS, 100));
    fields.done();
    return change;
  }

  private static @Nullable List<String> list(
      Map<String, ? extends @Nullable Object> json, Fields fields, String name) {
    List<String> texts = fields.texts(name, NewIteration.MAX_ITEMS, NewIteration.MAX_ITEM);
    return json.get(name) == null ? null : texts;
  }

  static List<String> checked(String path, List<String> texts, int max) {
    if (texts.size() > NewIteration.MAX_ITEMS) {
      throw new Invalid(path, "has more than " + NewIteration.MAX_ITEMS + " items");
    }
    List<String> checked = new ArrayList<>();
    for (String text : texts) {
      checked.add(Texts.required(path + "[" + checked.size() + "]", text, max));
    }
    return List.copyOf(checked);
  }

  /// Whether it says anything.
  public boolean isEmpty() {
    return scores == null
        && userFeedback == null
        && gapAnalysis == null
        && success == null
        && whatWorked == null
        && whatFailed == null
        && patterns.isEmpty();
  }
}
