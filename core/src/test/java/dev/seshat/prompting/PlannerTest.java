package dev.seshat.prompting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.prompting.Plan.Finding;
import dev.seshat.prompting.Plan.KeywordUse;
import dev.seshat.prompting.Plan.Known;
import dev.seshat.prompting.Plan.Lesson;
import dev.seshat.prompting.Plan.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a session teaches, rule by rule.
class PlannerTest {
  /// An iteration of a test: number, score, and what is said of it.
  static final class Made {
    private final int number;
    private String action = "prompt_edit";
    private List<String> keywords = List.of();
    private @Nullable Double score;
    private Map<String, Double> scores = Map.of();
    private boolean success;
    private List<String> worked = List.of();
    private List<String> failed = List.of();
    private List<String> patterns = List.of();

    Made(int number) {
      this.number = number;
    }

    Made by(String type) {
      action = type;
      return this;
    }

    Made of(String... words) {
      keywords = List.of(words);
      return this;
    }

    Made scored(double value) {
      score = value;
      scores = Map.of("subject", value, "lighting", value);
      return this;
    }

    Made good() {
      success = true;
      return this;
    }

    Made worked(String... texts) {
      worked = List.of(texts);
      return this;
    }

    Made failed(String... texts) {
      failed = List.of(texts);
      return this;
    }

    Made using(String... ids) {
      patterns = List.of(ids);
      return this;
    }

    Look look() {
      return new Look(
          100 + number,
          number,
          action,
          keywords,
          Map.of(),
          score,
          scores,
          success,
          worked,
          failed,
          patterns);
    }
  }

  static Made it(int number) {
    return new Made(number);
  }

  static List<Look> looks(Made... made) {
    List<Look> looks = new ArrayList<>();
    for (Made each : made) {
      looks.add(each.look());
    }
    return looks;
  }

  static Plan plan(
      @Nullable Boolean succeeded, List<Known> known, List<String> applied, Made... made) {
    return new Planner("5e550000", "A cover in rain", succeeded, looks(made), known, applied)
        .plan();
  }

  static Known known(String id, String category, String problem, String solution) {
    return new Known(id, category, null, problem, solution, true);
  }

  private static Lesson only(Plan plan) {
    assertThat(plan.lessons()).hasSize(1);
    return plan.lessons().getFirst();
  }

  private static List<String> sides(Plan plan, String pattern) {
    return plan.evidence().stream()
        .filter(each -> each.pattern().equals(pattern))
        .map(each -> each.number() + " " + each.side())
        .toList();
  }

  @Test
  void whatWorkedTwiceIsAPattern() {
    Plan plan =
        plan(
            true,
            List.of(),
            List.of(),
            it(1).worked("Soft window light"),
            it(2).worked("Grain", "soft window lights"),
            it(3));
    Lesson lesson = only(plan);
    assertThat(lesson.solution()).isEqualTo("Soft window light");
    assertThat(lesson.problem()).contains("A cover in rain");
    assertThat(lesson.category()).isEqualTo("technique");
    assertThat(lesson.context()).isNull();
    assertThat(lesson.notes()).contains("5e550000", "worked in iterations 1 and 2");
    assertThat(sides(plan, lesson.id())).containsExactly("1 FOR", "2 FOR");
  }

  @Test
  void twiceInOneIterationIsOnce() {
    assertThat(
            plan(true, List.of(), List.of(), it(1).worked("soft light", "Soft light.")).lessons())
        .isEmpty();
  }

  @Test
  void aTechniqueThatNamesADimensionIsOfIt() {
    Plan plan =
        plan(
            true,
            List.of(),
            List.of(),
            it(1).scored(0.7).worked("warm lighting from the left"),
            it(2).scored(0.7).worked("warm lighting from the left"));
    assertThat(only(plan).category()).isEqualTo("lighting");
  }

  @Test
  void whatFailedTwiceIsAFailureMode() {
    Plan plan =
        plan(
            false,
            List.of(),
            List.of(),
            it(1).failed("two style references").worked("film grain"),
            it(2).failed("two style references").worked("film grain"));
    Lesson lesson =
        plan.lessons().stream()
            .filter(each -> each.category().equals("failure-mode"))
            .findFirst()
            .orElseThrow();
    assertThat(lesson.problem()).isEqualTo("two style references");
    assertThat(lesson.solution()).isEqualTo("Leave it out; what worked there: film grain");
    assertThat(sides(plan, lesson.id())).containsExactly("1 FOR", "2 FOR");
  }

  @Test
  void anActionThatRaisedOrLoweredTheScoresTwiceIsAWorkflow() {
    Plan plan =
        plan(
            true,
            List.of(),
            List.of(),
            it(1).by("initial").scored(0.4),
            it(2).by("prompt_edit").scored(0.55),
            it(3).by("rerun").scored(0.56),
            it(4).by("prompt_edit").scored(0.7),
            it(5).by("vary_strong").scored(0.6),
            it(6).by("vary_strong").scored(0.45));
    assertThat(plan.lessons())
        .extracting(Lesson::category, Lesson::subcategory, Lesson::solution)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "workflow", "prompt_edit", "Go on by prompt_edit: the scores rise."),
            org.assertj.core.groups.Tuple.tuple(
                "workflow", "vary_strong", "Do not go on by vary_strong: the scores fall."));
    assertThat(sides(plan, plan.lessons().getFirst().id())).containsExactly("2 FOR", "4 FOR");
    assertThat(sides(plan, plan.lessons().getLast().id())).containsExactly("5 FOR", "6 FOR");
  }

  @Test
  void changesBelowATenthAreNone() {
    Plan plan =
        plan(
            true,
            List.of(),
            List.of(),
            it(1).by("initial").scored(0.4),
            it(2).scored(0.49),
            it(3).scored(0.58));
    assertThat(plan.lessons()).isEmpty();
  }

  @Test
  void aLessonOnBothSidesIsACondition() {
    Plan plan =
        plan(
            true,
            List.of(),
            List.of(),
            it(1).scored(0.8).of("rain", "tungsten lamp").worked("volumetric haze"),
            it(2).scored(0.82).of("tungsten lamp", "street").worked("volumetric haze"),
            it(3).scored(0.5).of("noon sun", "street").failed("volumetric haze"));
    Lesson lesson = only(plan);
    assertThat(lesson.context())
        .isEqualTo(
            "works when the prompt has \"tungsten lamp\", fails when the prompt has \"noon sun\"");
    assertThat(sides(plan, lesson.id())).containsExactly("1 FOR", "2 FOR", "3 AGAINST");
  }

  @Test
  void whatWorkedInASuccessAndInAFailureIsACondition() {
    Plan plan =
        plan(
            true,
            List.of(),
            List.of(),
            it(1).scored(0.5).worked("rim light"),
            it(2).scored(0.9).worked("rim light"));
    assertThat(only(plan).context())
        .isEqualTo(
            "works when all else is as in iteration 2, fails when all else is as in iteration 1");
    assertThat(sides(plan, only(plan).id())).containsExactly("1 FOR", "2 FOR");
  }

  @Test
  void theLikeOfAPatternThatIsThereIsEvidence() {
    List<Known> there =
        List.of(
            known("p1", "lighting", "flat faces", "Use soft window light. It wraps around."),
            known("f1", "failure-mode", "Two style references", "Use one"));
    Plan plan =
        plan(
            true,
            there,
            List.of(),
            it(1).worked("use soft window light").failed("two style references"),
            it(2).worked("Use soft, window light").failed("two style references"),
            it(3).failed("use soft window light").worked("two style references"));
    assertThat(plan.lessons()).isEmpty();
    assertThat(sides(plan, "p1")).containsExactly("1 FOR", "2 FOR", "3 AGAINST");
    assertThat(sides(plan, "f1")).containsExactly("1 FOR", "2 FOR", "3 AGAINST");
  }

  @Test
  void aForgottenPatternIsNotTaughtAgain() {
    Known gone = new Known("g", "technique", null, "x", "soft light", false);
    Plan plan =
        plan(
            true, List.of(gone), List.of(), it(1).worked("soft light"), it(2).worked("soft light"));
    assertThat(plan.lessons()).isEmpty();
    assertThat(plan.evidence()).isEmpty();
    assertThat(plan.forgotten()).containsExactly("g");
    Plan other =
        plan(
            true,
            List.of(gone, known("h", "technique", "y", "soft lights")),
            List.of(),
            it(1).worked("soft light"),
            it(2).worked("soft light"));
    assertThat(sides(other, "h")).as("one in use goes first").hasSize(2);
  }

  @Test
  void aWorkflowThatIsThereGetsEvidenceAgainstItToo() {
    Known there =
        new Known("w", "workflow", "rerun", "How", "Go on by rerun: the scores rise.", true);
    Plan plan =
        plan(
            true,
            List.of(there),
            List.of(),
            it(1).scored(0.8),
            it(2).by("rerun").scored(0.6),
            it(3).by("rerun").scored(0.4));
    assertThat(plan.lessons()).isEmpty();
    assertThat(sides(plan, "w")).containsExactly("2 AGAINST", "3 AGAINST");
  }

  @Test
  void anAppliedPatternIsJudgedByTheIterationsThatUsedIt() {
    Plan plan =
        plan(
            false,
            List.of(
                known("a", "x", "y", "z"), known("b", "x", "y", "zz"), known("c", "x", "y", "q")),
            List.of("a", "b", "c"),
            it(1).scored(0.9).using("a", "b"),
            it(2).scored(0.2).using("b"),
            it(3).scored(0.3).using("b"),
            it(4).scored(0.7).using("c"));
    assertThat(plan.applied()).isEqualTo(Map.of("a", true, "b", false, "c", false));
    assertThat(sides(plan, "a")).containsExactly("1 FOR");
    assertThat(sides(plan, "b")).containsExactly("1 FOR", "2 AGAINST", "3 AGAINST");
    assertThat(sides(plan, "c")).as("the session's own end").containsExactly("null AGAINST");
  }

  @Test
  void aSessionThatEndedInPartSaysNothingOfWhatNoIterationUsed() {
    Plan plan = plan(null, List.of(known("a", "x", "y", "z")), List.of("a"), it(1));
    assertThat(sides(plan, "a")).containsExactly("null NEITHER");
    assertThat(plan.applied()).isEqualTo(Map.of("a", false));
  }

  @Test
  void keywordsAreCountedByWhatBecameOfTheirIteration() {
    Plan plan =
        plan(
            true,
            List.of(),
            List.of(),
            it(1).of("rain").scored(0.76),
            it(2).of("rain").scored(0.75),
            it(3).of("rain").scored(0.65),
            it(4).of("rain").scored(0.64),
            it(5).of("rain").scored(0.1).good());
    assertThat(plan.keywords())
        .extracting(KeywordUse::iteration, KeywordUse::effective)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(101L, true),
            org.assertj.core.groups.Tuple.tuple(102L, null),
            org.assertj.core.groups.Tuple.tuple(103L, null),
            org.assertj.core.groups.Tuple.tuple(104L, false),
            org.assertj.core.groups.Tuple.tuple(105L, true));
  }

  @Test
  void anIterationIsOneTestOfAPattern() {
    Plan plan =
        plan(
            true,
            List.of(known("p", "technique", "y", "soft light")),
            List.of("p"),
            it(1).scored(0.2).worked("soft light").using("p"),
            it(2).scored(0.9).worked("soft light").using("p"));
    assertThat(sides(plan, "p"))
        .as("what is said by name counts")
        .containsExactly("1 FOR", "2 FOR");
    assertThat(plan.evidence().stream().map(Finding::side)).doesNotContain(Side.AGAINST);
  }
}
