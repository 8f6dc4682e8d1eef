package dev.seshat.prompting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.analysis.ModelAccess;
import dev.seshat.analysis.ModelConnection;
import dev.seshat.analysis.ModelConnection.Reply;
import dev.seshat.analysis.ModelConnection.Stop;
import dev.seshat.knowledge.EvidenceOutcome;
import dev.seshat.knowledge.Pattern;
import dev.seshat.session.Ending;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a model may add to a session's lessons.
class ReflectionModelTest extends ReflectionCase {
  // with a model

  private static final Map<String, String> VARIABLES =
      Map.of(
          "SESHAT_MODEL",
          "anthropic:claude-haiku-4-5",
          "ANTHROPIC_API_KEY",
          "sk-ant-test-0123456789abcdef");

  private static Seshat with(Seshat seshat, ModelConnection model) {
    return seshat.with(ModelAccess.by(VARIABLES, model, rest -> {}));
  }

  private static ModelConnection saying(String text) {
    return (prompt, patience) -> new Reply(text, Stop.DONE, null, null);
  }

  @EveryStore
  void aModelMayProposeWhatItCites(TestStore test) {
    Seshat seshat = test.seshat();
    String id = taught(seshat);
    seshat.sessions().complete(id, Ending.none());
    String answer =
        """
        {"patterns": [
          {"category": "mood", "problem": "Rain looks cheerful", "solution": "Name the hour of the night", "iterations": [1, 2, 3, 4]},
          {"category": "mood", "problem": "x", "solution": "Soft window light", "iterations": [1]},
          {"category": "mood", "problem": "Nothing", "solution": "Cites what is not there", "iterations": [3, 9]},
          {"category": "mood", "problem": "Nothing", "solution": "Cites nothing", "iterations": []}]}
        """;
    ReflectionResult result = with(seshat, saying(answer)).reflection().reflect(id);
    assertThat(result.by()).contains("claude-haiku-4-5");
    assertThat(result.patternsAdded()).hasSize(4);
    assertThat(result.problems().toString())
        .contains("'Cites what is not there' cites iterations that are not there: [9]")
        .contains("'Cites nothing' cites nothing");
    Pattern proposed = pattern(seshat, "Name the hour of the night");
    assertThat(proposed.autoExtracted()).isTrue();
    assertThat(proposed.confidence().word()).as("whatever it cites").isEqualTo("low");
    assertThat(proposed.timesTested()).isZero();
    assertThat(seshat.patterns().evidence(proposed.id(), null, 10).items())
        .hasSize(4)
        .allSatisfy(each -> assertThat(each.outcome()).isEqualTo(EvidenceOutcome.NEUTRAL));
    List<String> learned = learned(seshat);
    assertThat(
            with(
                    seshat,
                    (prompt, patience) -> {
                      throw new AssertionError("asked again");
                    })
                .reflection()
                .reflect(id)
                .isNews())
        .isFalse();
    assertThat(learned(seshat)).isEqualTo(learned);
  }

  @Test
  void aModelThatRefusesOrTalksNonsenseHindersNothing() throws Exception {
    List<ModelConnection> models =
        List.of(
            saying("I would rather not."),
            saying("{\"patterns\": \"many\"}"),
            (prompt, patience) -> new Reply("", Stop.REFUSAL, null, null),
            (prompt, patience) -> {
              throw dev.seshat.analysis.ModelFailure.lasting("the key is not known");
            });
    for (ModelConnection model : models) {
      try (TestStore test = TestStore.sqlite()) {
        Seshat seshat = test.seshat();
        String id = taught(seshat);
        seshat.sessions().complete(id, Ending.none());
        ReflectionResult result = with(seshat, model).reflection().reflect(id);
        assertThat(result.patternsAdded()).hasSize(3);
        assertThat(result.problems()).hasSize(1).first().asString().startsWith("the model: ");
      }
    }
  }

  /// The process is gone.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aDeathWhileTheModelThinksLeavesNothing() throws Exception {
    try (TestStore test = TestStore.sqlite()) {
      Seshat seshat = test.seshat();
      String id = taught(seshat);
      seshat.sessions().complete(id, Ending.none());
      List<String> before = learned(seshat);
      assertThatThrownBy(() ->
              with(
                      seshat,
                      (prompt, patience) -> {
                        throw new Killed();
                      })
                  .reflection()
                  .reflect(id))
          .isInstanceOf(Killed.class);
      assertThat(learned(seshat)).isEqualTo(before);
      assertThat(seshat.reflection().reflect(id).patternsAdded()).hasSize(3);
    }
  }
}
