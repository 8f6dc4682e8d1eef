package dev.seshat.session;

import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody finds that an answer is about.
///
/// @param sentiment positive, neutral, difficult, emotional, or another word; null for none
/// @param by who says so: `agent`, `model:NAME`, or `rules` for what is worked out offline
/// @param confidence low, medium or high; null where nobody says
public record AnswerAnalysis(
    @Nullable String sentiment,
    List<String> keyThemes,
    List<String> mentionsPeople,
    List<String> mentionsPlaces,
    String by,
    @Nullable String confidence) {
  /// Who answers by a model of their own.
  public static final String AGENT = "agent";

  /// Who works without a model.
  public static final String RULES = "rules";

  private static final int MAX_ITEMS = 100;

  public AnswerAnalysis {
    keyThemes = List.copyOf(keyThemes);
    mentionsPeople = List.copyOf(mentionsPeople);
    mentionsPlaces = List.copyOf(mentionsPlaces);
    Texts.required("analysed_by", by, 200);
  }

  /// That of the calling agent, from the fields of a JSON object; null where there are none of them.
  static @Nullable AnswerAnalysis parse(Fields fields) {
    AnswerAnalysis analysis =
        new AnswerAnalysis(
            fields.text("sentiment", 50),
            fields.texts("key_themes", MAX_ITEMS, 200),
            fields.texts("mentions_people", MAX_ITEMS, 200),
            fields.texts("mentions_places", MAX_ITEMS, 200),
            AGENT,
            null);
    return analysis.isEmpty() ? null : analysis;
  }

  private boolean isEmpty() {
    return sentiment == null
        && keyThemes.isEmpty()
        && mentionsPeople.isEmpty()
        && mentionsPlaces.isEmpty();
  }
}
