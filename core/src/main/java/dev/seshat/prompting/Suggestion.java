package dev.seshat.prompting;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to do next, and why.
///
/// @param actionType what the next iteration is to be logged as, in the words of the profile; null where there is to be
///     none before something else is done
/// @param basedOn the number of the iteration that it follows from; null where there is none
/// @param parentImage the image of that iteration to start from; null where the action starts from none
/// @param dimension the one to work on; null for all
/// @param milestone what the number of iterations asks for, whatever else is to be done; null below three
public record Suggestion(
    Action action,
    @Nullable String actionType,
    String reason,
    @Nullable Integer basedOn,
    @Nullable Integer parentImage,
    @Nullable String dimension,
    @Nullable Action milestone) {

  /// What may be suggested.
  public enum Action {
    /// Log a first iteration.
    START,
    /// Score the newest iteration.
    ASSESS,
    /// Vary the best image.
    VARY,
    /// Change the prompt.
    PROMPT_EDIT,
    /// Close the gap of one dimension, and touch nothing else.
    REF_GAP_CLOSURE,
    /// Look at all iterations beside the reference before the next.
    REVIEW,
    /// Give up what the last iterations have in common.
    PIVOT,
    /// Begin anew, by another approach.
    CHANGE_APPROACH;

    /// The action as it is written, in lower case.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("action", action.word());
    json.put("action_type", actionType);
    json.put("reason", reason);
    json.put("based_on", basedOn);
    json.put("parent_image", parentImage);
    json.put("dimension", dimension);
    json.put("milestone", milestone == null ? null : milestone.word());
    return json;
  }
}
