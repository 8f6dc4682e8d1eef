package dev.seshat.prompting;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An iteration as it is logged.
///
/// @param parameters what the generator was given beside the prompt
/// @param mjVersion the version of whatever generator was asked; null for the profile's own
/// @param actionType null for what follows from the prompt: the first, the same once more, or an edit
/// @param parentImage the place in the batch before that it starts from
/// @param scores null where nobody has looked yet
/// @param gapAnalysis what is missing beside the reference
/// @param patterns the ids of the patterns that the prompt was built by
/// @param externalId what another system calls it; a second one with it is the first
public record NewIteration(
    String prompt,
    Map<String, ? extends @Nullable Object> parameters,
    @Nullable String mjVersion,
    @Nullable String actionType,
    @Nullable Integer parentImage,
    @Nullable NewScores scores,
    @Nullable String userFeedback,
    @Nullable Map<String, ? extends @Nullable Object> gapAnalysis,
    boolean success,
    List<String> whatWorked,
    List<String> whatFailed,
    List<String> patterns,
    @Nullable String externalId) {
  static final int MAX_PROMPT = 100_000;
  static final int MAX_ITEMS = 100;
  static final int MAX_ITEM = 2_000;

  public NewIteration {
    Texts.required("prompt", prompt, MAX_PROMPT);
    if (userFeedback != null) {
      Texts.checked("user_feedback", userFeedback, MAX_PROMPT);
    }
    if (mjVersion != null) {
      Texts.required("mj_version", mjVersion, 64);
    }
    if (externalId != null) {
      Texts.required("external_id", externalId, 500);
    }
    whatWorked = IterationChange.checked("what_worked", whatWorked, MAX_ITEM);
    whatFailed = IterationChange.checked("what_failed", whatFailed, MAX_ITEM);
    patterns = IterationChange.checked("patterns", patterns, 100).stream().distinct().toList();
  }

  /// A prompt, with nothing else said.
  public static NewIteration of(String prompt) {
    return new NewIteration(
        prompt, Map.of(), null, null, null, null, null, null, false, List.of(), List.of(),
        List.of(), null);
  }

  /// An iteration from the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static NewIteration fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    Map<String, @Nullable Object> parameters = fields.object("parameters");
    Long parent = fields.number("parent_image", 1, 64);
    NewIteration made =
        new NewIteration(
            fields.required("prompt", MAX_PROMPT),
            parameters == null ? Map.of() : parameters,
            fields.text("mj_version", 64),
            fields.text("action_type", 64),
            parent == null ? null : (Integer) parent.intValue(),
            scores(fields.object("result_assessment")),
            fields.text("user_feedback", MAX_PROMPT),
            fields.object("gap_analysis"),
            fields.isSet("success"),
            fields.texts("what_worked", MAX_ITEMS, MAX_ITEM),
            fields.texts("what_failed", MAX_ITEMS, MAX_ITEM),
            fields.texts("patterns", MAX_ITEMS, 100),
            fields.text("external_id", 500));
    fields.done();
    return made;
  }

  static @Nullable NewScores scores(@Nullable Map<String, @Nullable Object> json) {
    try {
      return json == null ? null : NewScores.fromJson(json);
    } catch (Invalid e) {
      throw e.within("result_assessment");
    }
  }

  public NewIteration withParameters(Map<String, ? extends @Nullable Object> all) {
    return with(draft -> draft.parameters = all);
  }

  /// @param parent the place of the image that it starts from; null for none
  public NewIteration withAction(String type, @Nullable Integer parent) {
    return with(draft -> {
      draft.actionType = type;
      draft.parentImage = parent;
    });
  }

  public NewIteration withScores(@Nullable NewScores said) {
    return with(draft -> draft.scores = said);
  }

  public NewIteration withFeedback(@Nullable String text) {
    return with(draft -> draft.userFeedback = text);
  }

  public NewIteration withSuccess(boolean whether) {
    return with(draft -> draft.success = whether);
  }

  public NewIteration withLessons(List<String> worked, List<String> failed) {
    return with(draft -> {
      draft.whatWorked = worked;
      draft.whatFailed = failed;
    });
  }

  public NewIteration withPatterns(List<String> ids) {
    return with(draft -> draft.patterns = ids);
  }

  private NewIteration with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.iteration();
  }

  /// What may be said otherwise of an iteration, while it is.
  private static final class Draft {
    private final NewIteration from;
    private Map<String, ? extends @Nullable Object> parameters;
    private @Nullable String actionType;
    private @Nullable Integer parentImage;
    private @Nullable NewScores scores;
    private @Nullable String userFeedback;
    private boolean success;
    private List<String> whatWorked;
    private List<String> whatFailed;
    private List<String> patterns;

    Draft(NewIteration from) {
      this.from = from;
      parameters = from.parameters;
      actionType = from.actionType;
      parentImage = from.parentImage;
      scores = from.scores;
      userFeedback = from.userFeedback;
      success = from.success;
      whatWorked = from.whatWorked;
      whatFailed = from.whatFailed;
      patterns = from.patterns;
    }

    NewIteration iteration() {
      return new NewIteration(
          from.prompt,
          parameters,
          from.mjVersion,
          actionType,
          parentImage,
          scores,
          userFeedback,
          from.gapAnalysis,
          success,
          whatWorked,
          whatFailed,
          patterns,
          from.externalId);
    }
  }
}
