package dev.seshat.prompting;

import dev.seshat.Seshat;
import dev.seshat.session.NewSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the tests of iterations share: a session, and scores.
abstract class IterationCase {
  static final List<String> SEVEN =
      List.of("subject", "lighting", "color", "mood", "composition", "material", "spatial");

  static String session(Seshat seshat) {
    return seshat
        .sessions()
        .start(NewSession.of("A flower like the reference").kind("prompting"))
        .id()
        .toString();
  }

  /// Every dimension at one score.
  static Map<String, Double> all(double score) {
    Map<String, Double> scores = new LinkedHashMap<>();
    SEVEN.forEach(name -> scores.put(name, score));
    return scores;
  }

  /// The same, with another score for one of them.
  static Map<String, Double> but(double score, String dimension, double other) {
    Map<String, Double> scores = all(score);
    scores.put(dimension, other);
    return scores;
  }
}
