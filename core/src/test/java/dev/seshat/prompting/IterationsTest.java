package dev.seshat.prompting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.search.Hit;
import dev.seshat.search.SearchQuery;
import dev.seshat.session.Ending;
import dev.seshat.session.Outcome;
import dev.seshat.session.Session;
import dev.seshat.session.SessionChange;
import dev.seshat.session.SessionCounters;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Iterations, their scores, references and suggestions, on every store.
class IterationsTest extends IterationCase {
  @EveryStore
  void oneCallLogsAnIterationWithAllThatIsKnownOfIt(TestStore test) {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    Logged first =
        seshat
            .iterations()
            .log(
                id,
                NewIteration.of("macro flower head, soft light --ar 3:2")
                    .withParameters(Map.of("stylize", 200, "raw", true))
                    .withScores(
                        NewScores.ofImages(
                            List.of(all(0.6), but(0.6, "color", 0.95), all(0.55), all(0.7))))
                    .withFeedback("petals too sharp")
                    .withLessons(List.of("soft light"), List.of("macro")));
    Iteration made = first.iteration();
    assertThat(made.iterationNumber()).isEqualTo(1);
    assertThat(made.actionType()).isEqualTo("initial");
    assertThat(made.mjVersion()).isEqualTo("7");
    assertThat(made.score()).isEqualTo(0.625);
    assertThat(made.bestScore()).isEqualTo(0.7);
    assertThat(made.scoresValidated()).isFalse();
    Scores scores = Objects.requireNonNull(made.scores());
    assertThat(scores.best().position()).isEqualTo(4);
    assertThat(scores.scores())
        .containsEntry("color", 0.7)
        .containsKeys(SEVEN.toArray(String[]::new));
    assertThat(scores.method()).isEqualTo("text description");
    assertThat(scores.confidence()).containsEntry("spatial", "low").containsEntry("mood", "medium");
    assertThat(first.delta()).isNull();
    assertThat(first.suggestion().action()).isEqualTo(Suggestion.Action.PROMPT_EDIT);

    Logged second =
        seshat
            .iterations()
            .log(
                id,
                NewIteration.of("macro flower head, soft golden light, film grain --ar 16:9")
                    .withParameters(Map.of("stylize", 200))
                    .withScores(NewScores.of(all(0.85))));
    Delta delta = Objects.requireNonNull(second.delta());
    assertThat(second.iteration().iterationNumber()).isEqualTo(2);
    assertThat(second.iteration().actionType()).isEqualTo("prompt_edit");
    assertThat(delta.added()).extracting(PromptKeyword::text).containsExactly("film grain");
    assertThat(delta.removed()).isEmpty();
    assertThat(delta.modified())
        .extracting(each -> each.from().text() + " > " + each.to().text())
        .containsExactly("soft light > soft golden light");
    assertThat(delta.parameters())
        .extracting(each -> each.name() + " " + each.from() + " > " + each.to())
        .containsExactly("ar 3:2 > 16:9", "raw true > null");
    assertThat(delta.scoreDelta()).isEqualTo(0.225);
    assertThat(delta.bestDelta()).isEqualTo(0.15);
    assertThat(delta.improved()).containsExactlyElementsOf(SEVEN);
    assertThat(second.suggestion().action()).isEqualTo(Suggestion.Action.VARY);
    assertThat(second.suggestion().actionType()).isEqualTo("vary_subtle");
    assertThat(second.suggestion().parentImage()).isEqualTo(1);

    assertThat(seshat.iterations().get(id, 2)).isEqualTo(second.iteration());
    assertThat(seshat.iterations().delta(id, 2)).isEqualTo(delta);
    assertThat(seshat.iterations().delta(id, 1, 2).scoreDelta()).isEqualTo(-0.225);
    assertThat(seshat.sessions().get(id).get(SessionField.ITERATION_COUNT)).isEqualTo(2);
    assertThat(SessionCounters.recount(test.scope()).wrong()).isEmpty();
    assertThat(seshat.iterations().reference(id).profile()).isEqualTo(Profiles.usual());
  }

  @EveryStore
  void numbersHaveNoHolesWhoeverLogsAtOnce(TestStore test) throws Exception {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String prompt = i % 5 == 4 ? " " : "prompt " + i;
        work.add(() ->
            seshat.iterations().log(id, NewIteration.of(prompt)).iteration().iterationNumber());
      }
      List<Integer> numbers = new ArrayList<>();
      int refused = 0;
      for (Future<Integer> each : threads.invokeAll(work)) {
        try {
          numbers.add(each.get());
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(Invalid.class);
          refused++;
        }
      }
      assertThat(refused).isEqualTo(8);
      assertThat(numbers)
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 32).boxed().toList());
    }
    assertThat(seshat.sessions().get(id).get(SessionField.ITERATION_COUNT)).isEqualTo(32);
    Page<Iteration> page = seshat.iterations().list(id, null, 30);
    assertThat(page.items()).hasSize(30);
    assertThat(seshat.iterations().list(id, page.next(), 30).items())
        .extracting(Iteration::iterationNumber)
        .containsExactly(31, 32);
  }

  @EveryStore
  void whatIsWrongIsRefusedAndLeavesNothing(TestStore test) {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    NewIteration fine = NewIteration.of("a");
    for (String action : List.of("initial", "prompt_edit", "rerun")) {
      assertThatThrownBy(() -> seshat.iterations().log(id, fine.withAction(action, 2)))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("parent_image");
    }
    assertThatThrownBy(() -> seshat.iterations().log(id, fine.withAction("vary_subtle", 5)))
        .hasMessageContaining("1 to 4");
    assertThatThrownBy(() -> seshat.iterations().log(id, fine.withAction("guess", null)))
        .hasMessageContaining("ref_gap_closure");
    Map<String, Double> six = all(0.5);
    six.remove("mood");
    assertThatThrownBy(() -> seshat.iterations().log(id, fine.withScores(NewScores.of(six))))
        .hasMessageContaining("result_assessment.scores.mood: is missing");
    NewScores more = NewScores.of(but(0.5, "taste", 0.5));
    assertThatThrownBy(() -> seshat.iterations().log(id, fine.withScores(more)))
        .hasMessageContaining("taste");
    NewScores high = NewScores.of(but(0.5, "mood", 1.01));
    assertThatThrownBy(() -> seshat.iterations().log(id, fine.withScores(high)))
        .hasMessageContaining("0 to 1");
    NewScores notOne =
        NewScores.of(all(0.5)).withNotApplicable(Map.of("spatial", "it is a flat pattern"));
    assertThatThrownBy(() -> seshat.iterations().log(id, fine.withScores(notOne)))
        .hasMessageContaining("counts as 1");
    NewScores averaged = new NewScores(List.of(), all(0.5), Map.of(), 0.6, null, Map.of(), null);
    assertThatThrownBy(() -> seshat.iterations().log(id, fine.withScores(averaged)))
        .hasMessageContaining("avg: is 0.5 by the scores, not 0.6");
    NewScores guessed = NewScores.of(all(0.5)).withMethod("a feeling");
    assertThatThrownBy(() -> seshat.iterations().log(id, fine.withScores(guessed)))
        .hasMessageContaining("composite of N references");
    assertThatThrownBy(() -> seshat.iterations().log(id, fine.withPatterns(List.of("none"))))
        .hasMessageContaining("patterns[0]");
    assertThat(seshat.iterations().list(id, null, 10).items()).isEmpty();
    assertThat(seshat.iterations().findReference(id)).isEmpty();
    assertThat(seshat.sessions().get(id).get(SessionField.ITERATION_COUNT)).isZero();
    assertThatThrownBy(() -> seshat.iterations().get(id, 1)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> seshat.iterations().reference(id)).isInstanceOf(NotFound.class);
  }

  @EveryStore
  void anEndedSessionTakesNoneAndKeepsThePromptItSucceededBy(TestStore test) {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    seshat.iterations().log(id, NewIteration.of("good").withScores(NewScores.of(all(0.7))));
    seshat.iterations().log(id, NewIteration.of("best").withScores(NewScores.of(all(0.9))));
    seshat.iterations().log(id, NewIteration.of("last").withScores(NewScores.of(all(0.8))));
    Session done = seshat.sessions().complete(id, Ending.of(Outcome.SUCCESS));
    assertThat(done.get(SessionField.FINAL_SUCCESSFUL_PROMPT)).isEqualTo("best");
    assertThatThrownBy(() -> seshat.iterations().log(id, NewIteration.of("late")))
        .isInstanceOf(IllegalTransition.class);
    assertThatThrownBy(() ->
            seshat.iterations().setReference(id, ReferenceChange.none().withApproach("x"), null))
        .isInstanceOf(IllegalTransition.class);
    assertThat(seshat.iterations().validate(id, 2, null, null).scoresValidated()).isTrue();

    seshat.sessions().activate(id);
    seshat.iterations().log(id, NewIteration.of("better").withScores(NewScores.of(all(0.95))));
    assertThat(
            seshat
                .sessions()
                .complete(id, Ending.of(Outcome.SUCCESS))
                .get(SessionField.FINAL_SUCCESSFUL_PROMPT))
        .as("what is said stays until somebody takes it away")
        .isEqualTo("best");
    seshat.sessions().activate(id);
    seshat
        .sessions()
        .update(id, SessionChange.none().clear(SessionField.FINAL_SUCCESSFUL_PROMPT), null);
    assertThat(
            seshat
                .sessions()
                .complete(id, Ending.of(Outcome.SUCCESS))
                .get(SessionField.FINAL_SUCCESSFUL_PROMPT))
        .isEqualTo("better");

    String failed = session(seshat);
    seshat.iterations().log(failed, NewIteration.of("bad"));
    Session given = seshat.sessions().complete(failed, Ending.of(Outcome.PARTIAL));
    assertThat(given.get(SessionField.FINAL_SUCCESSFUL_PROMPT)).isNull();
  }

  @EveryStore
  void anIterationIsFoundByItsWordsAndIndexedAnew(TestStore test) {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    seshat
        .iterations()
        .log(
            id,
            NewIteration.of("crinkled parchment petals")
                .withFeedback("lovely bokeh")
                .withLessons(List.of("chiaroscuro \"rim\" light"), List.of())
                .withSuccess(true));
    for (String word : List.of("parchment", "bokeh", "chiaroscuro")) {
      List<Hit> hits = seshat.search().find(SearchQuery.of(word)).hits();
      assertThat(hits).extracting(Hit::entityKind).containsExactly("iteration");
      assertThat(hits.getFirst().snippet()).contains(word);
    }
    IterationChange change = new IterationChange(null, "harsh", null, null, null, null, List.of());
    seshat.iterations().change(id, 1, change, null);
    assertThat(seshat.search().find(SearchQuery.of("bokeh")).hits()).isEmpty();
    assertThat(seshat.search().check().isWhole()).isTrue();
    seshat.search().reindex(done -> {});
    assertThat(seshat.search().check().isWhole()).isTrue();
    assertThat(seshat.search().find(SearchQuery.of("chiaroscuro")).hits()).hasSize(1);
    assertThat(
            seshat
                .query()
                .run(
                    "SELECT s.iteration_count, i.prompt FROM v_sessions s JOIN v_iterations i ON i.session_id = s.id",
                    10,
                    Duration.ofSeconds(10))
                .rows())
        .hasSize(1);
  }

  @EveryStore
  void theBriefAndTheMarkdownTellOfThem(TestStore test) throws java.io.IOException {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    assertThat(seshat.briefs().brief(id, 1_000)).doesNotContain("## Iterations");
    seshat
        .iterations()
        .setReference(id, ReferenceChange.none().withDescription("a dry head"), null);
    seshat.iterations().log(id, NewIteration.of("good").withScores(NewScores.of(all(0.9))));
    seshat
        .iterations()
        .log(
            id,
            NewIteration.of("# worse")
                .withScores(NewScores.of(all(0.6)))
                .withLessons(List.of("dust"), List.of("flash")));
    assertThat(seshat.briefs().brief(id, 1_000))
        .contains(
            "## Iterations\n- next: **prompt edit** (`prompt_edit`), since the best image is at 0.6",
            "- best: iteration 1, best image 0.9, batch 0.9 (color 0.9,",
            "- reference: a dry head",
            "- iteration 2, prompt_edit, 0.6; worked: dust; failed: flash");
    assertThat(dev.seshat.Tokens.count(seshat.briefs().brief(id, 120))).isLessThanOrEqualTo(120);
    StringBuilder markdown = new StringBuilder();
    seshat.markdown().write(id, markdown);
    assertThat(markdown)
        .contains(
            "\n## Iterations\n\n### 1 · initial\n\n> good\n",
            "> # worse\n",
            "- Scores: batch 0.6, best image 0.6 (number 1), preliminary, by text description",
            "- Failed: flash");
    assertThat(seshat.markdown().text(id, 8_000)).contains("## Iterations", "> good");
  }

  @EveryStore
  void oneExternalIdIsOneIteration(TestStore test) {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    Map<String, Object> json = Map.of("prompt", "a", "external_id", "x-1");
    Logged first = seshat.iterations().log(id, NewIteration.fromJson(json));
    Logged second = seshat.iterations().log(id, NewIteration.fromJson(json));
    assertThat(first.isNew()).isTrue();
    assertThat(second.isNew()).isFalse();
    assertThat(second.iteration()).isEqualTo(first.iteration());
    assertThatThrownBy(() -> NewIteration.fromJson(Map.of("prompt", "a", "number", 3)))
        .isInstanceOf(Invalid.class);
  }
}
