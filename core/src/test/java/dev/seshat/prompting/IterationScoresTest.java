package dev.seshat.prompting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.audit.AuditEntry;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Scores of iterations, and the profiles that say what is scored, on every store.
class IterationScoresTest extends IterationCase {
  @EveryStore
  void whatDoesNotApplyCountsAsOneAndSaysWhy(TestStore test) {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    Map<String, Double> six = all(0.3);
    six.remove("spatial");
    NewScores said = NewScores.of(six).withNotApplicable(Map.of("spatial", "a flat pattern"));
    Iteration made =
        seshat.iterations().log(id, NewIteration.of("tiles").withScores(said)).iteration();
    assertThat(made.score()).isEqualTo(0.4);
    ImageScores image = Objects.requireNonNull(made.scores()).images().getFirst();
    assertThat(image.scores()).containsEntry("spatial", 1.0);
    assertThat(image.notApplicable()).containsEntry("spatial", "a flat pattern");
  }

  @EveryStore
  void scoresArePreliminaryUntilAPersonConfirmsThem(TestStore test) {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    seshat.iterations().log(id, NewIteration.of("a"));
    assertThatThrownBy(() -> seshat.iterations().validate(id, 1, null, null))
        .isInstanceOf(Conflict.class);
    Iteration scored =
        seshat.iterations().change(id, 1, IterationChange.of(NewScores.of(all(0.6))), 1L);
    assertThat(scored.scoresValidated()).isFalse();
    assertThatThrownBy(() -> seshat.iterations().validate(id, 1, null, 1L))
        .isInstanceOf(Conflict.class);
    Iteration sure = seshat.iterations().validate(id, 1, null, scored.version());
    assertThat(sure.scoresValidated()).isTrue();
    assertThat(Objects.requireNonNull(sure.scores()).confidence()).containsEntry("spatial", "high");
    Iteration corrected = seshat.iterations().validate(id, 1, NewScores.of(all(0.9)), null);
    assertThat(corrected.score()).isEqualTo(0.9);
    Iteration again =
        seshat.iterations().change(id, 1, IterationChange.of(NewScores.of(all(0.5))), null);
    assertThat(again.scoresValidated()).isFalse();
    assertThat(Objects.requireNonNull(again.scores()).confidence()).containsEntry("spatial", "low");
    assertThat(seshat.audit().after(0, 100))
        .extracting(AuditEntry::action)
        .containsSubsequence(
            "iteration.log", "iteration.change", "iteration.validate", "iteration.validate");
  }

  @EveryStore
  void theReferenceNamesTheMethodAndKeepsItsProfile(TestStore test) {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    ReferenceChange said =
        ReferenceChange.fromJson(
            Map.of(
                "reference_description", "a dry flower head",
                "reference_analysis", Map.of("light", "soft"),
                "reference_image_paths", "reference.png",
                "approach_rationale", "macro first"));
    Reference made = seshat.iterations().setReference(id, said, null);
    assertThat(made.referenceImagePaths()).containsExactly("reference.png");
    NewIteration scored = NewIteration.of("a").withScores(NewScores.of(all(0.5)));
    assertThat(
            Objects.requireNonNull(seshat.iterations().log(id, scored).iteration().scores())
                .method())
        .isEqualTo("reference image");
    Reference two =
        seshat
            .iterations()
            .setReference(
                id,
                ReferenceChange.none().withImagePaths(List.of("a.png", "b.png")),
                made.version());
    assertThat(two.approachRationale()).isEqualTo("macro first");
    assertThat(
            Objects.requireNonNull(seshat.iterations().log(id, scored).iteration().scores())
                .method())
        .isEqualTo("composite of 2 references");
    assertThatThrownBy(() ->
            seshat.iterations().setReference(id, ReferenceChange.none().withProfile("text"), null))
        .isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> seshat.iterations().setReference(id, said, made.version()))
        .isInstanceOf(Conflict.class);
  }

  @EveryStore
  void anotherProfileHasItsOwnWords(TestStore test) {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    seshat.iterations().setReference(id, ReferenceChange.none().withProfile("text"), null);
    assertThatThrownBy(() ->
            seshat.iterations().log(id, NewIteration.of("a").withScores(NewScores.of(all(0.5)))))
        .hasMessageContaining("accuracy");
    Map<String, Double> scores = new LinkedHashMap<>();
    seshat.iterations().profiles().get("text").dimensionNames().forEach(d -> scores.put(d, 0.9));
    Logged logged =
        seshat.iterations().log(id, NewIteration.of("Be short.").withScores(NewScores.of(scores)));
    assertThat(logged.iteration().mjVersion()).isNull();
    assertThat(logged.suggestion().actionType()).isEqualTo("refine");
    assertThatThrownBy(() ->
            seshat.iterations().setReference(id, ReferenceChange.none().withProfile("none"), null))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("midjourney-v7, text");
  }

  @EveryStore
  void aPersonsOwnProfileIsAFile(TestStore test) {
    Seshat seshat = test.seshat();
    String id = session(seshat);
    String json =
        """
        {"name": "song", "description": "Songs", "prompt_form": "phrases", "batch": 2,
         "dimensions": [{"name": "melody", "description": "a tune"}],
         "action_types": [
           {"name": "first", "description": "d", "for": "start"},
           {"name": "again", "description": "d", "for": "again"},
           {"name": "edit", "description": "d", "for": "edit"},
           {"name": "cover", "description": "d", "parent": true, "for": "vary"},
           {"name": "mend", "description": "d", "for": "close_gap"}]}
        """;
    test.scope()
        .store()
        .folder()
        .write("profiles/song.json", json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(seshat.iterations().profiles().names())
        .containsExactly("midjourney-v7", "song", "text");
    seshat.iterations().setReference(id, ReferenceChange.none().withProfile("song"), null);
    Logged logged =
        seshat
            .iterations()
            .log(id, NewIteration.of("slow waltz").withScores(NewScores.of(Map.of("melody", 0.9))));
    assertThat(logged.suggestion().actionType()).isEqualTo("cover");
    test.scope()
        .store()
        .folder()
        .write("profiles/song.json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(() -> seshat.iterations().log(id, NewIteration.of("b")))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("profiles/song.json");
  }
}
