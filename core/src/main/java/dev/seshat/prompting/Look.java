package dev.seshat.prompting;

import dev.seshat.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An iteration as reflection looks at it.
///
/// @param id the number of its row
/// @param score the average of its batch; null where nobody has scored it
/// @param scores by dimension; empty where there are none
/// @param parameters by name, those in the prompt too
/// @param patterns the ids of the patterns that it was built by
record Look(
    long id,
    int number,
    String actionType,
    List<String> keywords,
    Map<String, String> parameters,
    @Nullable Double score,
    Map<String, Double> scores,
    boolean success,
    List<String> worked,
    List<String> failed,
    List<String> patterns) {
  /// An iteration that scores more has succeeded.
  static final double GOOD = 0.75;

  /// An iteration that scores less, and is not said to be a success, has failed.
  static final double BAD = 0.65;

  /// What became of an iteration.
  enum Verdict {
    SUCCESS,
    FAILURE,
    NEITHER
  }

  static Look of(Iteration iteration, PromptForm form) {
    PromptText prompt = PromptText.of(form, iteration.prompt());
    Map<String, String> parameters = new LinkedHashMap<>(prompt.options());
    // what is unwanted is a keyword
    parameters.remove("no");
    Json.parseObject("parameters", iteration.parameters())
        .forEach((name, value) -> parameters.put(name, String.valueOf(value)));
    Scores scores = iteration.scores();
    return new Look(
        iteration.id(),
        iteration.iterationNumber(),
        iteration.actionType(),
        keywords(prompt),
        parameters,
        iteration.score(),
        scores == null ? Map.of() : scores.scores(),
        iteration.success(),
        iteration.whatWorked(),
        iteration.whatFailed(),
        iteration.patterns());
  }

  /// Without the characters that no keyword may have.
  private static List<String> keywords(PromptText prompt) {
    return prompt.keywords().stream()
        .map(each -> each.text().replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip())
        .filter(each -> !each.isEmpty())
        .distinct()
        .toList();
  }

  Verdict verdict() {
    if (success || (score != null && score > GOOD)) {
      return Verdict.SUCCESS;
    }
    return score != null && score < BAD ? Verdict.FAILURE : Verdict.NEITHER;
  }

  /// Whether it did better (1) or worse (-1) than the one before: by which way more dimensions moved notably, and by the
  /// average where they do not tell; 0 for neither, or where either has no scores.
  int movedSince(Look before) {
    if (score == null || before.score == null) {
      return 0;
    }
    int balance = 0;
    for (Map.Entry<String, Double> each : scores.entrySet()) {
      Double was = before.scores.get(each.getKey());
      balance += was == null ? 0 : notable(each.getValue() - was);
    }
    return balance == 0 ? notable(score - before.score) : Integer.signum(balance);
  }

  private static int notable(double change) {
    double rounded = Numbers.rounded(change);
    return rounded >= Delta.NOTABLE ? 1 : rounded <= -Delta.NOTABLE ? -1 : 0;
  }
}
