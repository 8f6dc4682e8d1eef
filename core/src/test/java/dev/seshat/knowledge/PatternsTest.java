package dev.seshat.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.query.QueryResult;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.store.Scope;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Patterns, and what evidence makes of them.
class PatternsTest {
  private static final NewPattern COBALT =
      NewPattern.of("color", "Blue drifts to teal", "Use 'cobalt blue' as an anchor");

  private static Pattern tested(Seshat seshat, String id, int successes, int failures) {
    seshat.patterns().add(COBALT.withId(id));
    for (int i = 0; i < successes; i++) {
      seshat.patterns().validate(id, EvidenceOutcome.SUPPORTED, Validator.PERSON, null);
    }
    for (int i = 0; i < failures; i++) {
      seshat.patterns().validate(id, EvidenceOutcome.CONTRADICTED, Validator.AGENT, null);
    }
    return seshat.patterns().get(id);
  }

  @Test
  void theLowerBoundIsWilsons() {
    // computed by hand from the formula, with z = 1.96 (1.959964)
    assertThat(new Tally(1, 1).lowerBound()).isCloseTo(0.20655, within(0.00001));
    assertThat(new Tally(12, 11).lowerBound()).isCloseTo(0.64612, within(0.00001));
    assertThat(new Tally(100, 50).lowerBound()).isCloseTo(0.40383, within(0.00001));
    assertThat(new Tally(0, 0).lowerBound()).isZero();
    assertThat(new Tally(7, 0).lowerBound()).isZero();
  }

  @Test
  void confidenceNeedsMoreThanItsShare() {
    assertThat(Confidence.earned(0, 0)).isEqualTo(Confidence.LOW);
    assertThat(Confidence.earned(2, 2)).isEqualTo(Confidence.LOW);
    assertThat(Confidence.earned(3, 3)).isEqualTo(Confidence.MEDIUM);
    assertThat(Confidence.earned(10, 7)).as("70 %% is not more").isEqualTo(Confidence.LOW);
    assertThat(Confidence.earned(11, 8)).isEqualTo(Confidence.MEDIUM);
    assertThat(Confidence.earned(10, 8)).as("80 %% is not more").isEqualTo(Confidence.MEDIUM);
    assertThat(Confidence.earned(6, 5)).isEqualTo(Confidence.HIGH);
    assertThat(Confidence.earned(5, 5)).isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void healthTellsATrapFromAFailure() {
    assertThat(Health.of(0, 0, true)).isEqualTo(Health.UNTESTED);
    assertThat(Health.of(10, 7, true)).isEqualTo(Health.HEALTHY);
    assertThat(Health.of(10, 4, true)).isEqualTo(Health.MIXED);
    assertThat(Health.of(10, 3, true)).isEqualTo(Health.ANTI_PATTERN);
    assertThat(Health.of(10, 3, false)).isEqualTo(Health.FAILING);
    assertThat(Health.of(2, 0, false)).isEqualTo(Health.FAILING);
    assertThat(Health.of(3, 0, false)).isEqualTo(Health.ANTI_PATTERN);
  }

  @EveryStore
  void aPatternIsKeptAsItWasWritten(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    Pattern made =
        seshat
            .patterns()
            .add(
                COBALT
                    .withId("color-anchor")
                    .withExamples("blue", "cobalt blue")
                    .withTags(List.of("anchor", "blue"))
                    .withContext("Abstract forms")
                    .withNotes(" Two lines\r\nof notes. "));
    assertThat(made).isEqualTo(seshat.patterns().get("color-anchor"));
    assertThat(made.notes()).isEqualTo("Two lines\nof notes.");
    assertThat(made.tags()).containsExactly("anchor", "blue");
    assertThat(made.confidence()).isEqualTo(Confidence.LOW);
    assertThat(made.health()).isEqualTo(Health.UNTESTED);
    assertThat(made.successRate()).isNull();
    assertThat(made.version()).isEqualTo(1);
    assertThatThrownBy(() -> seshat.patterns().add(COBALT.withId("color-anchor")))
        .isInstanceOf(Conflict.class);
    assertThat(seshat.patterns().add(COBALT).id()).hasSize(8);
    assertThatThrownBy(() -> seshat.patterns().get("nothing")).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> COBALT.withId("two\nlines")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> NewPattern.of("color", " ", "x")).isInstanceOf(Invalid.class);
  }

  @EveryStore
  void evidenceMakesTheCounters(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    Pattern pattern = tested(seshat, "anchor", 5, 1);
    assertThat(pattern.timesTested()).isEqualTo(6);
    assertThat(pattern.timesSucceeded()).isEqualTo(5);
    assertThat(pattern.successRate()).isCloseTo(5.0 / 6, within(1e-9));
    assertThat(pattern.confidence()).isEqualTo(Confidence.HIGH);
    assertThat(pattern.byPersons()).isEqualTo(new Tally(5, 5));
    assertThat(pattern.byAgents()).isEqualTo(new Tally(1, 0));
    assertThat(pattern.byImport()).isEqualTo(new Tally(0, 0));
    seshat.patterns().validate("anchor", EvidenceOutcome.NEUTRAL, Validator.PERSON, "unclear");
    assertThat(seshat.patterns().get("anchor").timesTested()).as("neutral is no test").isEqualTo(6);
    Page<Evidence> evidence = seshat.patterns().evidence("anchor", null, 5);
    assertThat(evidence.items()).hasSize(5);
    assertThat(evidence.items().getFirst().notes()).isEqualTo("unclear");
    assertThat(seshat.patterns().evidence("anchor", evidence.next(), 5).items()).hasSize(2);
    assertThat(seshat.patterns().drifted()).isEmpty();
  }

  @EveryStore
  void evidenceOfOneKeyCountsOnce(TestStore store) {
    TestClock clock = new TestClock();
    Scope scope = new Scope(store.store(TestStore.seeded(clock, 1)), "local");
    Seshat seshat = store.seshat(clock);
    seshat.patterns().add(COBALT.withId("anchor"));
    NewEvidence seen =
        NewEvidence.of(EvidenceOutcome.SUPPORTED, Validator.AGENT).withKey("reflect:1");
    for (boolean isNew : new boolean[] {true, false}) {
      boolean added =
          scope.store().write(tx -> seshat.patterns().addEvidenceIn(tx, "anchor", seen));
      assertThat(added).isEqualTo(isNew);
    }
    assertThat(seshat.patterns().get("anchor").timesTested()).isEqualTo(1);
  }

  @EveryStore
  void manyWhoValidateAtOnceAreAllCounted(TestStore store) throws Exception {
    Seshat seshat = store.seshat();
    seshat.patterns().add(COBALT.withId("anchor"));
    int times = 24;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Pattern> validate =
          () ->
              seshat
                  .patterns()
                  .validate("anchor", EvidenceOutcome.SUPPORTED, Validator.AGENT, null);
      for (Future<Pattern> each :
          threads.invokeAll(java.util.Collections.nCopies(times, validate))) {
        each.get();
      }
    }
    assertThat(seshat.patterns().get("anchor").timesTested()).isEqualTo(times);
    assertThat(seshat.patterns().drifted()).isEmpty();
  }

  @EveryStore
  void confidenceFadesByOneLevelAndNoMore(TestStore store) {
    TestClock clock = new TestClock();
    Seshat seshat = store.seshat(clock);
    assertThat(tested(seshat, "high", 6, 0).currentConfidence()).isEqualTo(Confidence.HIGH);
    clock.advance(Duration.ofDays(60).minusMillis(1));
    assertThat(seshat.patterns().get("high").currentConfidence()).isEqualTo(Confidence.HIGH);
    clock.advance(Duration.ofMillis(1));
    Pattern faded = seshat.patterns().get("high");
    assertThat(faded.currentConfidence()).isEqualTo(Confidence.MEDIUM);
    assertThat(faded.confidence()).isEqualTo(Confidence.HIGH);
    assertThat(faded.toJson())
        .containsEntry("confidence", "medium")
        .containsEntry("earned_confidence", "high");
    clock.advance(Duration.ofDays(400));
    assertThat(seshat.patterns().get("high").currentConfidence()).isEqualTo(Confidence.MEDIUM);
    seshat.patterns().validate("high", EvidenceOutcome.SUPPORTED, Validator.PERSON, null);
    assertThat(seshat.patterns().get("high").currentConfidence()).isEqualTo(Confidence.HIGH);
  }

  @EveryStore
  void patternsAreRankedByTheirBoundAndPaged(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    tested(seshat, "a-one-of-one", 1, 0);
    tested(seshat, "b-eleven-of-twelve", 11, 1);
    tested(seshat, "c-untested", 0, 0);
    tested(seshat, "d-failing", 0, 2);
    tested(seshat, "e-hopeless", 0, 3);
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      Page<Pattern> page = seshat.patterns().list(PatternFilter.best(2).after(cursor));
      page.items().forEach(each -> ids.add(each.id()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(ids)
        .containsExactly(
            "b-eleven-of-twelve", "a-one-of-one", "c-untested", "d-failing", "e-hopeless");
    for (Pattern each : seshat.patterns().list(PatternFilter.best(10)).items()) {
      assertThat(seshat.patterns().list(PatternFilter.best(10).withHealth(each.health())).items())
          .as("the query's health is the rule's")
          .contains(each)
          .allMatch(found -> found.health() == each.health());
    }
    assertThat(seshat.patterns().list(PatternFilter.best(10).withText("COBALT")).items())
        .hasSize(5);
    assertThat(seshat.patterns().list(PatternFilter.best(10).withText("%")).items()).isEmpty();
    assertThat(seshat.patterns().list(PatternFilter.best(10).ofCategory("light")).items())
        .isEmpty();
  }

  @EveryStore
  void aTrapIsFoundByItsTagAndItsCategory(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    seshat.patterns().add(COBALT.withId("tagged").withTags(List.of(Health.TAG)));
    seshat
        .patterns()
        .add(NewPattern.of(Health.FAILURE_MODE, "Swatches", "No 'wash'").withId("mode"));
    seshat.patterns().add(COBALT.withId("plain"));
    for (String id : List.of("tagged", "mode", "plain")) {
      seshat.patterns().validate(id, EvidenceOutcome.CONTRADICTED, Validator.PERSON, null);
    }
    assertThat(
            seshat.patterns().list(PatternFilter.best(9).withHealth(Health.ANTI_PATTERN)).items())
        .extracting(Pattern::id)
        .containsExactly("mode", "tagged");
    assertThat(seshat.patterns().list(PatternFilter.best(9).withHealth(Health.FAILING)).items())
        .extracting(Pattern::id)
        .containsExactly("plain");
  }

  @EveryStore
  void whatIsForgottenStaysWithItsReason(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    tested(seshat, "anchor", 2, 0);
    Pattern forgotten = seshat.patterns().forget("anchor", "version 8 keeps its blues");
    assertThat(forgotten.isActive()).isFalse();
    assertThat(forgotten.forgottenReason()).isEqualTo("version 8 keeps its blues");
    assertThat(forgotten.timesTested()).isEqualTo(2);
    assertThat(seshat.patterns().list(PatternFilter.best(9)).items()).isEmpty();
    assertThat(seshat.patterns().list(PatternFilter.best(9).withActive(false)).items()).hasSize(1);
    assertThatThrownBy(() -> seshat.patterns().forget("anchor", "again"))
        .isInstanceOf(IllegalTransition.class);
    assertThatThrownBy(() -> seshat.patterns().forget("anchor", " ")).isInstanceOf(Invalid.class);
    Pattern back =
        seshat
            .patterns()
            .change(
                "anchor", PatternChange.fromJson(Map.of("is_active", true)), forgotten.version());
    assertThat(back.isActive()).isTrue();
    assertThat(back.forgottenReason()).isNull();
  }

  @EveryStore
  void aChangeNamesTheVersionItIsOf(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    Pattern was = seshat.patterns().add(COBALT.withId("anchor").withNotes("old"));
    java.util.Map<String, Object> json = new java.util.HashMap<>();
    json.put("problem", "Blue drifts");
    json.put("notes", null);
    PatternChange change = PatternChange.fromJson(json);
    Pattern now = seshat.patterns().change("anchor", change, was.version());
    assertThat(now.problem()).isEqualTo("Blue drifts");
    assertThat(now.notes()).isNull();
    assertThat(now.solution()).isEqualTo(was.solution());
    assertThatThrownBy(() -> seshat.patterns().change("anchor", change, was.version()))
        .isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> PatternChange.fromJson(Map.of("times_tested", 7)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("times_tested");
    json.put("problem", null);
    assertThatThrownBy(() -> PatternChange.fromJson(json)).isInstanceOf(Invalid.class);
  }

  @EveryStore
  void theLikeOfAPatternIsFound(TestStore store) {
    TestClock clock = new TestClock();
    Scope scope = new Scope(store.store(TestStore.seeded(clock, 1)), "local");
    Seshat seshat = store.seshat(clock);
    seshat
        .patterns()
        .add(
            NewPattern.of(
                    "light",
                    "Rim lighting appears random or absent when no direction is given",
                    "Always specify the direction of rim lighting explicitly")
                .withId("rim"));
    assertThat(
            like(
                scope,
                seshat,
                "RIM lighting appears random, or absent: when no direction is given!",
                "always specify the direction of rim-lighting explicitly"))
        .contains("rim");
    assertThat(
            like(
                scope,
                seshat,
                "Rim lighting appears random or absent when no direction is given",
                "Always specify the direction of rim lighting"))
        .contains("rim");
    assertThat(like(scope, seshat, "Rim light is subtle", "Say 'strong rim light'")).isEmpty();
    seshat.patterns().forget("rim", "no more");
    assertThat(
            like(
                scope,
                seshat,
                "Rim lighting appears random or absent when no direction is given",
                "Always specify the direction of rim lighting explicitly"))
        .as("what is forgotten is like nothing")
        .isEmpty();
  }

  private static java.util.Optional<String> like(
      Scope scope, Seshat seshat, String problem, String solution) {
    return scope
        .store()
        .read(tx -> seshat.patterns().findLikeIn(tx, problem, solution).map(Pattern::id));
  }

  @EveryStore
  void aSessionSaysWhichPatternsItApplied(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    Session session = seshat.sessions().start(NewSession.of("Neon street"));
    tested(seshat, "anchor", 1, 0);
    seshat.sessionPatterns().applied(session.shortId(), "anchor", null);
    assertThat(seshat.sessionPatterns().applied(session.shortId(), "anchor", null)).hasSize(1);
    AppliedPattern applied = seshat.sessionPatterns().list(session.shortId()).getFirst();
    assertThat(applied.patternId()).isEqualTo("anchor");
    assertThat(applied.wasEffective()).isNull();
    assertThat(seshat.sessionPatterns().ofPattern("anchor", 10)).hasSize(1);
    assertThatThrownBy(() -> seshat.sessionPatterns().applied(session.shortId(), "none", null))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> seshat.sessionPatterns().applied(session.shortId(), "anchor", 3L))
        .isInstanceOf(NotFound.class);
  }

  @EveryStore
  void theSourcesOwnQueriesRunAsTheyStand(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    tested(seshat, "anchor", 3, 0);
    seshat
        .keywords()
        .rate(NewKeyword.of("burnt sienna", "Deep warm color", Effectiveness.EXCELLENT));
    QueryResult patterns =
        seshat
            .query()
            .run(
                "SELECT * FROM patterns WHERE is_active = 1 AND category IN ('lighting','color')"
                    + " ORDER BY confidence DESC, success_rate DESC",
                10,
                Duration.ofSeconds(5));
    assertThat(patterns.rows()).hasSize(1);
    assertThat(patterns.columns()).contains("success_rate", "confidence", "times_tested");
    QueryResult keywords =
        seshat
            .query()
            .run(
                "SELECT * FROM keyword_effectiveness WHERE intended_effect LIKE '%warm%' ORDER BY effectiveness",
                10, Duration.ofSeconds(5));
    assertThat(keywords.rows()).hasSize(1);
  }
}
