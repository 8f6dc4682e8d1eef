package dev.seshat.prompting;

import dev.seshat.Seshat;
import dev.seshat.knowledge.Pattern;
import dev.seshat.knowledge.PatternFilter;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.query.QueryResult;
import dev.seshat.session.NewSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the tests of reflection share: a session with a lesson, and what was learned.
abstract class ReflectionCase {
  static String session(Seshat seshat) {
    return seshat
        .sessions()
        .startUnfocused(NewSession.of("A cover in rain").kind("prompting"))
        .id()
        .toString();
  }

  static void log(
      Seshat seshat, String id, double score, List<String> worked, List<String> failed) {
    seshat
        .iterations()
        .log(
            id,
            NewIteration.of("a street in rain, tungsten lamp, take " + score)
                .withScores(NewScores.of(IterationCase.all(score)))
                .withLessons(worked, failed));
  }

  /// Four iterations: a technique that works, one that fails, an edit that raises the scores twice.
  static String taught(Seshat seshat) {
    String id = session(seshat);
    log(seshat, id, 0.5, List.of(), List.of("two style references"));
    log(seshat, id, 0.62, List.of("soft window light"), List.of("two style references"));
    log(seshat, id, 0.8, List.of("soft window light"), List.of());
    log(seshat, id, 0.85, List.of("film grain"), List.of());
    return id;
  }

  static Pattern pattern(Seshat seshat, String text) {
    return seshat.patterns().list(PatternFilter.best(100).withActive(null)).items().stream()
        .filter(each -> each.solution().equals(text) || each.problem().equals(text))
        .findFirst()
        .orElseThrow();
  }

  /// All that reflection writes.
  static List<String> learned(Seshat seshat) {
    List<String> rows = new ArrayList<>();
    for (String view :
        List.of(
            "v_patterns",
            "v_pattern_evidence",
            "v_keywords",
            "v_patterns_applied",
            "v_prompt_references")) {
      QueryResult result =
          seshat.query().run("SELECT * FROM " + view, 1_000, Duration.ofSeconds(10));
      result.rows().forEach(row -> rows.add(view + row));
    }
    rows.sort(null);
    return rows;
  }

  static List<Promise> promises(Seshat seshat) {
    return seshat.promises().list(PromiseFilter.all()).items().stream()
        .filter(each -> each.kind().equals(Reflection.KIND))
        .toList();
  }
}
