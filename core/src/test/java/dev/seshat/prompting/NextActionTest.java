package dev.seshat.prompting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.prompting.NextAction.Tried;
import dev.seshat.prompting.Suggestion.Action;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The next action: each rule at its border, and all of them against a plain second reading.
final class NextActionTest {
  private static final Profile PROFILE = new Profiles(null).get("midjourney-v7");

  private static Scores scores(Map<String, Double> of) {
    return new Scoring(PROFILE, 0).of(NewScores.of(of));
  }

  private static Suggestion after(@Nullable Scores... scores) {
    List<Tried> tried = new ArrayList<>();
    for (Scores each : scores) {
      tried.add(new Tried(tried.size() + 1, each));
    }
    return new NextAction(PROFILE, tried).suggestion();
  }

  private static Scores all(double score) {
    return scores(IterationCase.all(score));
  }

  @Test
  void theBestImageDecidesBelowThreeIterations() {
    assertThat(after().action()).isEqualTo(Action.START);
    assertThat(after().actionType()).isEqualTo("initial");
    assertThat(after((Scores) null).action()).isEqualTo(Action.ASSESS);
    assertThat(after((Scores) null).actionType()).isNull();
    assertThat(after(all(0.8001)).action()).isEqualTo(Action.VARY);
    assertThat(after(all(0.8)).action()).isEqualTo(Action.PROMPT_EDIT);
    assertThat(after(all(0.8)).reason()).contains("too good to rewrite");
    assertThat(after(all(0.7)).reason()).contains("too good to rewrite");
    assertThat(after(all(0.6999)).reason()).contains("below 0.7");
    assertThat(after(scores(IterationCase.but(0.75, "mood", 0.5))).dimension()).isEqualTo("mood");
  }

  @Test
  void theNumberOfIterationsAsksForMore() {
    Scores low = all(0.6);
    assertThat(after(low, low).milestone()).isNull();
    assertThat(after(low, low, low).action()).isEqualTo(Action.REVIEW);
    assertThat(after(low, low, low, low).action()).isEqualTo(Action.REVIEW);
    assertThat(after(low, low, low, low, low).action()).isEqualTo(Action.PIVOT);
    assertThat(after(low, low, low, low, low, low, low).action()).isEqualTo(Action.CHANGE_APPROACH);
    assertThat(after(low, low, low).actionType()).isEqualTo("prompt_edit");
    assertThat(after(low, low, null).action()).isEqualTo(Action.REVIEW);
    assertThat(after(low, low, all(0.9)).action()).isEqualTo(Action.VARY);
    assertThat(after(low, low, all(0.9)).milestone()).isEqualTo(Action.REVIEW);
  }

  @Test
  void oneDimensionThatIsStuckIsWorkedOnAlone() {
    Scores first = scores(IterationCase.but(0.85, "material", 0.6));
    Scores still = scores(IterationCase.but(0.9, "material", 0.63));
    Scores moved = scores(IterationCase.but(0.9, "material", 0.6301));
    Scores other = scores(IterationCase.but(0.9, "mood", 0.6));
    Suggestion gap = after(first, still);
    assertThat(gap.action()).isEqualTo(Action.REF_GAP_CLOSURE);
    assertThat(gap.actionType()).isEqualTo("ref_gap_closure");
    assertThat(gap.dimension()).isEqualTo("material");
    assertThat(gap.parentImage()).isEqualTo(1);
    assertThat(after(first, null, still).action()).isEqualTo(Action.REF_GAP_CLOSURE);
    assertThat(after(first, moved).action()).isEqualTo(Action.VARY);
    assertThat(after(first, other).action()).isEqualTo(Action.VARY);
    Scores low = scores(IterationCase.but(0.7, "material", 0.5));
    assertThat(after(low, low).action()).isEqualTo(Action.PROMPT_EDIT);
    assertThat(after(all(0.9), all(0.9)).action()).isEqualTo(Action.VARY);
  }

  @Test
  void everyRuleAgreesWithAPlainSecondReading() {
    long seed = Long.getLong("seshat.seed", 85);
    Random random = new Random(seed);
    Map<Action, Integer> seen = new EnumMap<>(Action.class);
    for (int i = 0; i < 3_000; i++) {
      List<Tried> tried = tried(random);
      Action expected = plain(tried);
      assertThat(new NextAction(PROFILE, tried).suggestion().action())
          .as("seed %d, case %d: %s", seed, i, tried)
          .isEqualTo(expected);
      seen.merge(expected, 1, Integer::sum);
    }
    assertThat(seen.keySet()).as("seed %d", seed).containsExactlyInAnyOrder(Action.values());
  }

  /// Up to eight iterations in steps of 0.01 about the borders, each image apart; often one dimension stays behind.
  private static List<Tried> tried(Random random) {
    List<Tried> tried = new ArrayList<>();
    int count = random.nextInt(9);
    double base = 0.6 + random.nextInt(30) / 100.0;
    String behind = PROFILE.dimensionNames().get(random.nextInt(7));
    for (int n = 1; n <= count; n++) {
      if (random.nextInt(6) == 0) {
        tried.add(new Tried(n, null));
        continue;
      }
      List<Map<String, Double>> images = new ArrayList<>();
      for (int image = random.nextInt(3); image >= 0; image--) {
        Map<String, Double> scores =
            IterationCase.all(Math.min(1, base + random.nextInt(8) / 100.0));
        if (random.nextInt(3) > 0) {
          scores.put(behind, base - 0.1 + random.nextInt(6) / 100.0);
        }
        images.add(scores);
      }
      tried.add(new Tried(n, new Scoring(PROFILE, 0).of(NewScores.ofImages(images))));
    }
    return tried;
  }

  private static Action plain(List<Tried> tried) {
    if (tried.isEmpty()) {
      return Action.START;
    }
    List<Scores> scored = new ArrayList<>();
    for (Tried each : tried) {
      if (each.scores() != null) {
        scored.add(each.scores());
      }
    }
    Scores last = tried.getLast().scores();
    double best = 0;
    if (last != null) {
      for (ImageScores image : last.images()) {
        double sum = 0;
        for (double score : image.scores().values()) {
          sum += score;
        }
        best = Math.max(best, Math.round(sum / 7 * 10_000));
      }
      if (scored.size() > 1 && last.avg() > 0.75) {
        Set<String> now = lowest(last);
        Set<String> then = lowest(scored.get(scored.size() - 2));
        if (now.size() == 1 && now.equals(then)) {
          String name = now.iterator().next();
          double from = Objects.requireNonNull(scored.get(scored.size() - 2).scores().get(name));
          double to = Objects.requireNonNull(last.scores().get(name));
          if (Math.abs(Math.round(to * 10_000) - Math.round(from * 10_000)) <= 300) {
            return Action.REF_GAP_CLOSURE;
          }
        }
      }
      if (best > 8_000) {
        return Action.VARY;
      }
    }
    if (tried.size() >= 3) {
      return tried.size() >= 7
          ? Action.CHANGE_APPROACH
          : tried.size() >= 5 ? Action.PIVOT : Action.REVIEW;
    }
    return last == null ? Action.ASSESS : Action.PROMPT_EDIT;
  }

  private static Set<String> lowest(Scores scores) {
    Set<String> names = new HashSet<>();
    for (String name : scores.scores().keySet()) {
      if (scores.scores().values().stream()
          .allMatch(other -> other >= Objects.requireNonNull(scores.scores().get(name)))) {
        names.add(name);
      }
    }
    return names;
  }
}
