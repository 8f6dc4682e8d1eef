package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is said of a session when it ends; what is not said stays as it is, and the store finds it where it can.
///
/// @param outcome null takes the usual one: success when completed, failure when failed, abandoned when cancelled
/// @param summary null takes the one that the store writes from its rows
/// @param successRating 1 to 5
/// @param completionPercentage 0 to 100
/// @param followupNotes what is left to do; sets that the session needs a follow-up
public record Ending(
    @Nullable Outcome outcome,
    @Nullable String summary,
    @Nullable Integer successRating,
    @Nullable Integer completionPercentage,
    @Nullable String followupNotes,
    @Nullable String nextSessionSuggestion) {
  /// Nothing is said.
  public static Ending none() {
    return new Ending(null, null, null, null, null, null);
  }

  /// Only what it came to.
  public static Ending of(Outcome outcome) {
    return new Ending(outcome, null, null, null, null, null);
  }

  public Ending withSummary(@Nullable String text) {
    return new Ending(
        outcome, text, successRating, completionPercentage, followupNotes, nextSessionSuggestion);
  }

  /// An ending from the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static Ending fromJson(Map<String, ? extends @Nullable Object> json) {
    FieldValues values = FieldValues.parse(json, Ending::isEnding, false);
    return new Ending(
        values.get(SessionField.OUTCOME),
        values.get(SessionField.SUMMARY),
        values.get(SessionField.SUCCESS_RATING),
        values.get(SessionField.COMPLETION_PERCENTAGE),
        values.get(SessionField.FOLLOWUP_NOTES),
        values.get(SessionField.NEXT_SESSION_SUGGESTION));
  }

  private static boolean isEnding(SessionField<?> field) {
    return field == SessionField.OUTCOME
        || field == SessionField.SUMMARY
        || field == SessionField.SUCCESS_RATING
        || field == SessionField.COMPLETION_PERCENTAGE
        || field == SessionField.FOLLOWUP_NOTES
        || field == SessionField.NEXT_SESSION_SUGGESTION;
  }

  /// The fields that are to be written, each checked by its own rule.
  FieldValues values() {
    FieldValues values = FieldValues.NONE;
    values = with(values, SessionField.OUTCOME, outcome);
    values = with(values, SessionField.SUMMARY, summary);
    values = with(values, SessionField.SUCCESS_RATING, successRating);
    values = with(values, SessionField.COMPLETION_PERCENTAGE, completionPercentage);
    values = with(values, SessionField.FOLLOWUP_NOTES, followupNotes);
    if (followupNotes != null) {
      values = values.with(SessionField.NEEDS_FOLLOWUP, true);
    }
    return with(values, SessionField.NEXT_SESSION_SUGGESTION, nextSessionSuggestion);
  }

  private static <T> FieldValues with(
      FieldValues values, SessionField<T> field, @Nullable T value) {
    Object json = field.show(value);
    return json == null ? values : values.with(field, field.parse(json));
  }
}
