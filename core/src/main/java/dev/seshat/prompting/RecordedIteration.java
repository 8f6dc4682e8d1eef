package dev.seshat.prompting;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An iteration as a row has it, and as another system kept it: nothing in it is checked against a profile.
///
/// @param parameters the text of a JSON object
/// @param resultAssessment the text of a JSON object; whatever another system kept, and scores only if they are whole
/// @param gapAnalysis the text of a JSON object
public record RecordedIteration(
    String prompt,
    String parameters,
    @Nullable String mjVersion,
    String actionType,
    @Nullable Integer parentImage,
    @Nullable String resultAssessment,
    boolean scoresValidated,
    @Nullable String userFeedback,
    @Nullable String gapAnalysis,
    boolean success,
    List<String> whatWorked,
    List<String> whatFailed,
    @Nullable String externalId,
    @Nullable Instant createdAt) {}
