package dev.seshat.prompting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.knowledge.Evidence;
import dev.seshat.knowledge.EvidenceOutcome;
import dev.seshat.knowledge.NewEvidence;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.knowledge.Pattern;
import dev.seshat.knowledge.Validator;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Worker;
import dev.seshat.session.Ending;
import dev.seshat.session.NewSession;
import dev.seshat.session.Outcome;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What becomes of a session's lessons, from its end to the patterns, on every store.
class ReflectionTest extends ReflectionCase {
  @EveryStore
  void theStewardFindsAnEndedSessionThatNobodyPromisedAndPromisesItOnce(TestStore test) {
    Seshat seshat = test.seshat();
    String id = taught(seshat);
    seshat.sessions().complete(id, Ending.of(Outcome.SUCCESS));
    test.store().write(tx -> tx.update("DELETE FROM promises"));
    seshat.steward().look();
    Promise promise = promises(seshat).getFirst();
    assertThat(promise.sessionId()).hasToString(id);
    seshat.promises().cancel(promise.id(), null);
    seshat.steward().look();
    assertThat(promises(seshat)).as("what failed is left to whoever asks").hasSize(1);
    session(seshat);
    assertThat(promises(seshat)).as("such as the next session").hasSize(2);
  }

  @EveryStore
  void aSessionThatEndsIsReflectedOnByAWorker(TestStore test) throws Exception {
    Seshat seshat = test.seshat();
    String id = taught(seshat);
    assertThat(promises(seshat)).isEmpty();
    seshat.sessions().complete(id, Ending.of(Outcome.SUCCESS));
    Promise promise = promises(seshat).getFirst();
    assertThat(promise.request().key()).isEqualTo("reflect:" + id);
    assertThat(promise.sessionId()).hasToString(id);
    try (Worker _ = seshat.worker().start()) {
      Promise done = seshat.promises().await(promise.id(), Duration.ofSeconds(60));
      assertThat(done.status()).isEqualTo(PromiseStatus.COMPLETED);
      assertThat(done.resultSummary()).contains("4 iterations", "3 patterns found");
    }
    Pattern light = pattern(seshat, "soft window light");
    assertThat(light.autoExtracted()).isTrue();
    assertThat(light.discoveredIn()).hasToString(id);
    assertThat(light.timesTested()).isEqualTo(2);
    assertThat(light.timesSucceeded()).isEqualTo(2);
    assertThat(light.byAgents().tests()).isEqualTo(2);
    assertThat(light.confidence().word()).isEqualTo("low");
    assertThat(light.mjVersionDiscovered()).isEqualTo("7");
    Pattern references = pattern(seshat, "two style references");
    assertThat(references.category()).isEqualTo("failure-mode");
    Pattern edit = pattern(seshat, "Go on by prompt_edit: the scores rise.");
    assertThat(edit.category()).isEqualTo("workflow");
    assertThat(edit.subcategory()).isEqualTo("prompt_edit");
    assertThat(seshat.keywords().find("tungsten lamp").getFirst().timesUsed()).isEqualTo(4);
    assertThat(seshat.keywords().find("tungsten lamp").getFirst().timesEffective()).isEqualTo(2);
    assertThat(seshat.iterations().reference(id).reflected()).isTrue();
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void againChangesNothing(TestStore test) {
    Seshat seshat = test.seshat();
    String id = taught(seshat);
    seshat.sessions().cancel(id, Ending.none());
    ReflectionResult first = seshat.reflection().reflect(id);
    assertThat(first.isNews()).isTrue();
    assertThat(first.patternsAdded()).hasSize(3);
    List<String> learned = learned(seshat);
    ReflectionResult second = seshat.reflection().reflect(id);
    assertThat(second.isNews()).isFalse();
    assertThat(second.evidence()).isZero();
    assertThat(learned(seshat)).isEqualTo(learned);
  }

  @EveryStore
  void whatOneSessionTaughtTheNextConfirmsOrDoubts(TestStore test) {
    Seshat seshat = test.seshat();
    String first = taught(seshat);
    seshat.sessions().complete(first, Ending.none());
    seshat.reflection().reflect(first);
    String second = session(seshat);
    log(seshat, second, 0.7, List.of(), List.of("Soft window lights"));
    log(seshat, second, 0.7, List.of("soft window light."), List.of());
    log(seshat, second, 0.7, List.of("soft window light"), List.of());
    seshat.sessions().complete(second, Ending.none());
    ReflectionResult result = seshat.reflection().reflect(second);
    Pattern light = pattern(seshat, "soft window light");
    assertThat(result.patternsAdded()).isEmpty();
    assertThat(result.patternsSupported()).containsExactly(light.id());
    assertThat(light.timesTested()).isEqualTo(5);
    assertThat(light.timesSucceeded()).isEqualTo(4);
  }

  @EveryStore
  void appliedPatternsAreJudgedOnce(TestStore test) {
    Seshat seshat = test.seshat();
    Pattern used = seshat.patterns().add(NewPattern.of("lighting", "flat", "one lamp only"));
    Pattern seen = seshat.patterns().add(NewPattern.of("lighting", "dull", "a second lamp"));
    String id = session(seshat);
    seshat
        .iterations()
        .log(
            id,
            NewIteration.of("a lamp")
                .withScores(NewScores.of(IterationCase.all(0.9)))
                .withPatterns(List.of(used.id(), seen.id())));
    seshat
        .patterns()
        .validate(
            seen.id(), NewEvidence.of(EvidenceOutcome.CONTRADICTED, Validator.PERSON), id, 1L);
    seshat.sessions().cancel(id, Ending.none());
    assertThat(seshat.sessionPatterns().list(id))
        .allSatisfy(each -> assertThat(each.wasEffective()).isNull());
    ReflectionResult result = seshat.reflection().reflect(id);
    assertThat(result.applied()).isEqualTo(Map.of(used.id(), true, seen.id(), true));
    assertThat(seshat.sessionPatterns().list(id))
        .allSatisfy(each -> assertThat(each.wasEffective()).isTrue());
    List<Evidence> found = seshat.patterns().evidence(used.id(), null, 10).items();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().outcome()).isEqualTo(EvidenceOutcome.SUPPORTED);
    assertThat(found.getFirst().iterationId()).isNotNull();
    assertThat(seshat.patterns().get(seen.id()).timesTested())
        .as("what a person said of that iteration is not said again")
        .isEqualTo(1);
  }

  @EveryStore
  void aSessionThatGoesOnIsReflectedOnAgain(TestStore test) throws Exception {
    TestClock clock = new TestClock();
    Seshat later = test.seshat(clock);
    Seshat seshat = later;
    String id = taught(seshat);
    seshat.sessions().complete(id, Ending.none());
    later.reflection().reflect(id);
    assertThat(promises(seshat)).hasSize(1);
    seshat.promises().cancel(promises(seshat).getFirst().id(), "done by hand");
    clock.advance(Duration.ofMinutes(1));
    later.sessions().activate(id);
    log(later, id, 0.9, List.of("soft window light"), List.of());
    later.sessions().complete(id, Ending.none());
    assertThat(promises(seshat))
        .extracting(each -> each.request().key())
        .containsExactly("reflect:" + id + ":2", "reflect:" + id);
    clock.advance(Duration.ofMinutes(1));
    ReflectionResult result = later.reflection().reflect(id);
    assertThat(result.isNews()).isTrue();
    assertThat(result.patternsAdded()).isEmpty();
    assertThat(pattern(seshat, "soft window light").timesTested()).isEqualTo(3);
    assertThat(seshat.keywords().find("tungsten lamp").getFirst().timesUsed()).isEqualTo(5);
  }

  @EveryStore
  void endingAgainWithNothingNewPromisesNothing(TestStore test) {
    Seshat seshat = test.seshat();
    String id = taught(seshat);
    seshat.sessions().complete(id, Ending.none());
    seshat.reflection().reflect(id);
    seshat.sessions().activate(id);
    seshat.sessions().complete(id, Ending.none());
    assertThat(promises(seshat)).hasSize(1);
    String bare = session(seshat);
    seshat.sessions().complete(bare, Ending.none());
    assertThat(promises(seshat)).as("a session without iterations").hasSize(1);
  }

  @EveryStore
  void byHand(TestStore test) {
    Seshat seshat = test.seshat();
    String id = taught(seshat);
    assertThatThrownBy(() -> seshat.reflection().promise(id))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("when it has ended");
    assertThatThrownBy(() -> seshat.reflection().reflect(id)).isInstanceOf(Conflict.class);
    seshat.sessions().complete(id, Ending.none());
    Promise first = seshat.reflection().promise(id);
    assertThat(promises(seshat)).extracting(Promise::id).containsExactly(first.id());
    assertThat(seshat.reflection().promise(id).id()).isEqualTo(first.id());
    seshat.promises().cancel(first.id(), null);
    assertThat(seshat.reflection().promise(id).id()).isGreaterThan(first.id());
    String bare = session(seshat);
    seshat.sessions().complete(bare, Ending.none());
    assertThatThrownBy(() -> seshat.reflection().promise(bare))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("no iterations");
  }

  @EveryStore
  void aNewPromptingSessionPromisesWhatWasForgotten(TestStore test) {
    Seshat seshat = test.seshat();
    String id = taught(seshat);
    // as an import has it, which tells of ends that took place elsewhere
    test.scope()
        .store()
        .write(tx -> {
          EndedElsewhere.end(tx, id);
          return true;
        });
    assertThat(promises(seshat)).isEmpty();
    seshat.sessions().create(NewSession.of("Talk").kind("chat"));
    assertThat(promises(seshat)).isEmpty();
    seshat.sessions().create(NewSession.of("Another cover").kind("prompting"));
    assertThat(promises(seshat))
        .extracting(each -> each.request().key())
        .containsExactly("reflect:" + id);
    seshat.sessions().create(NewSession.of("And another").kind("prompting"));
    assertThat(promises(seshat)).hasSize(1);
  }

  @EveryStore
  void aForgottenPatternStaysForgotten(TestStore test) {
    Seshat seshat = test.seshat();
    String first = taught(seshat);
    seshat.sessions().complete(first, Ending.none());
    seshat.reflection().reflect(first);
    String light = pattern(seshat, "soft window light").id();
    seshat.patterns().forget(light, "too general");
    String second = taught(seshat);
    seshat.sessions().complete(second, Ending.none());
    ReflectionResult result = seshat.reflection().reflect(second);
    assertThat(result.forgotten()).containsExactly(light);
    assertThat(result.patternsAdded()).isEmpty();
    assertThat(seshat.patterns().get(light).timesTested()).isEqualTo(2);
  }

  @EveryStore
  void whateverStandsInPromptsAndLessonsCanBeReflectedOn(TestStore test) {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    List<String> odd =
        List.of(
            "!!!",
            "\u0007bell\u2028and\u0085line",
            "x".repeat(2_000),
            "柔らかい光",
            "a, b\r\nc",
            "--no");
    for (int i = 0; i < 3; i++) {
      seshat
          .iterations()
          .log(
              id,
              NewIteration.of(
                      "rain\u0007drops, lamp\u2028post\u0085, \u0007, 雨の夜, "
                          + "y".repeat(900)
                          + " --no \u0001")
                  .withLessons(odd, i == 2 ? odd : List.of("柔らかい光")));
    }
    seshat.sessions().complete(id, Ending.none());
    ReflectionResult result = seshat.reflection().reflect(id);
    assertThat(result.isNews()).isTrue();
    assertThat(result.problems()).isEmpty();
    assertThat(seshat.keywords().find("雨の夜").getFirst().timesUsed()).isEqualTo(3);
    assertThat(pattern(seshat, "x".repeat(2_000)).timesTested()).isEqualTo(2);
    List<String> learned = learned(seshat);
    seshat.reflection().reflect(id);
    assertThat(learned(seshat)).isEqualTo(learned);
  }
}
