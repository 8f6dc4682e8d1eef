package dev.seshat.knowledge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How well a description is covered by what is known:
/// `0.40·min(1, (3·strong + 2·likely + worth)/6) + 0.30·(phrases with good data / all) + 0.30·min(1, similar successes/2)`.
///
/// @param strong patterns that fit strongly; see [Fit]
/// @param phrases phrases of the description
/// @param known those of them with good data: a keyword that is rated excellent or good and was effective, or a pattern that
///     fits strongly or is likely to
/// @param similar sessions that ended in success and have half of the description in their intention, name or prompt
public record Coverage(int strong, int likely, int worth, int phrases, int known, int similar) {
  /// Below this, research is wanted before anything is tried.
  public static final double ENOUGH = 0.3;

  public double value() {
    double patterns = Math.min(1, (3.0 * strong + 2.0 * likely + worth) / 6);
    double data = phrases == 0 ? 0 : (double) known / phrases;
    return 0.40 * patterns + 0.30 * data + 0.30 * Math.min(1, similar / 2.0);
  }

  /// Whether too little is known.
  public boolean wantsResearch() {
    return value() < ENOUGH;
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("value", value());
    json.put("strong", strong);
    json.put("likely", likely);
    json.put("worth", worth);
    json.put("phrases", phrases);
    json.put("known_phrases", known);
    json.put("similar_successes", similar);
    json.put("research_wanted", wantsResearch());
    return json;
  }
}
