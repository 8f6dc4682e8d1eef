package dev.seshat.prompting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.prompting.Look.Verdict;
import dev.seshat.prompting.Plan.Finding;
import dev.seshat.prompting.Plan.Known;
import dev.seshat.prompting.Plan.Lesson;
import dev.seshat.prompting.Plan.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Reflection on drawn sessions, beside plain second readings of its rules. `-Dseshat.seed=N` draws others.
class PlannerPropertyTest {
  private static final long SEED = Long.getLong("seshat.seed", 29L);
  private static final int RUNS = 400;

  /// No two of these are like each other, so that a second reading may compare them as they are.
  private static final List<String> TECHNIQUES =
      List.of(
          "soft window light",
          "film grain",
          "low camera angle",
          "naming each pigment",
          "no border");

  private static final List<String> ACTIONS = List.of("prompt_edit", "rerun", "vary_subtle");

  /// A session that was drawn.
  private record Drawn(
      @Nullable Boolean succeeded, List<Look> looks, List<Known> known, List<String> applied) {
    Plan plan(List<Known> now) {
      return new Planner("5e550000", "Rain", succeeded, looks, now, applied).plan();
    }
  }

  private static Drawn draw(Random random) {
    List<Known> known = new ArrayList<>();
    List<String> applied = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String category = random.nextBoolean() ? "technique" : "failure-mode";
      known.add(
          new Known(
              "k" + i,
              category,
              null,
              random.nextBoolean() ? one(random, TECHNIQUES) : "a thing that is elsewhere " + i,
              "some remedy number " + i,
              random.nextInt(4) > 0));
      if (random.nextBoolean()) {
        applied.add("k" + i);
      }
    }
    List<Look> looks = new ArrayList<>();
    int count = random.nextInt(9);
    for (int i = 1; i <= count; i++) {
      Double score = random.nextInt(4) == 0 ? null : (Double) (random.nextInt(21) / 20.0);
      Map<String, Double> scores = new HashMap<>();
      if (score != null) {
        scores.put("subject", random.nextInt(11) / 10.0);
        scores.put("mood", random.nextInt(11) / 10.0);
      }
      looks.add(
          new Look(
              1_000 + i,
              i,
              i == 1 ? "initial" : one(random, ACTIONS),
              some(random, List.of("rain", "lamp", "street")),
              Map.of(),
              score,
              scores,
              random.nextInt(6) == 0,
              some(random, TECHNIQUES),
              some(random, TECHNIQUES),
              some(random, applied)));
    }
    Boolean end =
        switch (random.nextInt(3)) {
          case 0 -> Boolean.TRUE;
          case 1 -> Boolean.FALSE;
          default -> null;
        };
    return new Drawn(end, looks, known, applied);
  }

  private static String one(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static List<String> some(Random random, List<String> of) {
    return of.stream().filter(each -> random.nextInt(3) == 0).toList();
  }

  private interface Property {
    void holds(Drawn drawn, Plan plan, String seed);
  }

  private static void everywhere(Property property) {
    Random random = new Random(SEED);
    for (int i = 0; i < RUNS; i++) {
      Drawn drawn = draw(random);
      property.holds(drawn, drawn.plan(drawn.known()), "seed " + SEED + ", run " + i);
    }
  }

  /// What the patterns are once a plan is written.
  private static List<Known> after(List<Known> before, Plan plan) {
    List<Known> known = new ArrayList<>(before);
    for (Lesson lesson : plan.lessons()) {
      known.add(
          new Known(
              lesson.id(),
              lesson.category(),
              lesson.subcategory(),
              lesson.problem(),
              lesson.solution(),
              true));
    }
    return known;
  }

  private static Set<String> keys(Plan plan) {
    return plan.evidence().stream()
        .map(each -> each.pattern() + " " + each.iteration() + " " + each.side())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void againTeachesNothingMore() {
    everywhere((drawn, plan, seed) -> {
      Plan again = drawn.plan(after(drawn.known(), plan));
      assertThat(again.lessons()).as(seed).isEmpty();
      assertThat(keys(again)).as(seed).isEqualTo(keys(plan));
      assertThat(again.applied()).as(seed).isEqualTo(plan.applied());
      assertThat(again.keywords()).as(seed).isEqualTo(plan.keywords());
    });
  }

  @Test
  void evidenceIsOfWhatIsThereAndOnce() {
    everywhere((drawn, plan, seed) -> {
      Set<String> patterns =
          after(drawn.known(), plan).stream().map(Known::id).collect(Collectors.toSet());
      Set<Long> rows = drawn.looks().stream().map(Look::id).collect(Collectors.toSet());
      Set<String> once = new HashSet<>();
      for (Finding each : plan.evidence()) {
        assertThat(patterns).as(seed).contains(each.pattern());
        if (each.iteration() != null) {
          assertThat(rows).as(seed).contains(each.iteration());
        }
        assertThat(once.add(each.pattern() + " " + each.iteration())).as(seed).isTrue();
      }
      assertThat(plan.lessons()).as(seed).extracting(Lesson::id).doesNotHaveDuplicates();
      for (Lesson lesson : plan.lessons()) {
        assertThat(
                plan.evidence().stream()
                    .filter(each -> each.pattern().equals(lesson.id()))
                    .filter(each -> each.side() == Side.FOR))
            .as("%s: %s cites what it was found by", seed, lesson.id())
            .hasSizeGreaterThanOrEqualTo(2);
      }
    });
  }

  /// A second reading: each technique is counted by itself.
  @Test
  void lessonsAreWhatIsNamedTwice() {
    int[] seen = {0};
    everywhere((drawn, plan, seed) -> {
      Set<String> expected = new TreeSet<>();
      for (String technique : TECHNIQUES) {
        long worked =
            drawn.looks().stream()
                .filter(l -> l.worked().contains(technique) && !l.failed().contains(technique))
                .count();
        long failed =
            drawn.looks().stream()
                .filter(l -> l.failed().contains(technique) && !l.worked().contains(technique))
                .count();
        boolean there =
            drawn.known().stream()
                .anyMatch(
                    k -> k.category().equals("failure-mode") && k.problem().equals(technique));
        if ((worked >= 2 || failed >= 2) && !there) {
          expected.add((failed >= 2 && failed > worked ? "fails: " : "works: ") + technique);
        }
      }
      Set<String> found = new TreeSet<>();
      for (Lesson lesson : plan.lessons()) {
        if (lesson.category().equals("failure-mode")) {
          found.add("fails: " + lesson.problem());
        } else if (!lesson.category().equals("workflow")) {
          found.add("works: " + lesson.solution());
        }
      }
      assertThat(found).as(seed).isEqualTo(expected);
      seen[0] += found.size();
    });
    assertThat(seen[0]).as("lessons in all runs").isGreaterThan(100);
  }

  /// A second reading of step one and of the keywords that follow from it.
  @Test
  void everyKeywordOfEveryIterationIsCounted() {
    everywhere((drawn, plan, seed) -> {
      List<String> expected = new ArrayList<>();
      for (Look look : drawn.looks()) {
        Double score = look.score();
        boolean good = look.success() || (score != null && score > 0.75);
        boolean bad = !good && score != null && score < 0.65;
        assertThat(look.verdict())
            .as(seed)
            .isEqualTo(good ? Verdict.SUCCESS : bad ? Verdict.FAILURE : Verdict.NEITHER);
        for (String keyword : look.keywords()) {
          expected.add(look.id() + keyword + (good ? "true" : bad ? "false" : "null"));
        }
      }
      assertThat(plan.keywords().stream().map(k -> k.iteration() + k.keyword() + k.effective()))
          .as(seed)
          .containsExactlyInAnyOrderElementsOf(expected);
    });
  }

  @Test
  void everyAppliedPatternIsJudgedAndHasEvidence() {
    everywhere((drawn, plan, seed) -> {
      assertThat(plan.applied().keySet())
          .as(seed)
          .containsExactlyInAnyOrderElementsOf(drawn.applied());
      for (String pattern : drawn.applied()) {
        long good = count(plan, pattern, Side.FOR);
        long bad = count(plan, pattern, Side.AGAINST);
        boolean effective = good == bad ? Boolean.TRUE.equals(drawn.succeeded()) : good > bad;
        assertThat(plan.applied()).as(seed).containsEntry(pattern, effective);
        assertThat(plan.evidence()).as(seed).anyMatch(each -> each.pattern().equals(pattern));
      }
    });
  }

  private static long count(Plan plan, String pattern, Side side) {
    return plan.evidence().stream()
        .filter(each -> each.pattern().equals(pattern) && each.side() == side)
        .count();
  }
}
