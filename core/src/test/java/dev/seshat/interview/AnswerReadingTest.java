package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.analysis.ModelAccess;
import dev.seshat.analysis.ModelConnection;
import dev.seshat.analysis.ModelConnection.Reply;
import dev.seshat.analysis.ModelConnection.Stop;
import dev.seshat.analysis.ModelConnection.Tokens;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.promise.Worker;
import dev.seshat.session.Answer;
import dev.seshat.session.AnswerAnalysis;
import dev.seshat.session.Interaction;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.InterviewCase;
import dev.seshat.testing.TestStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class AnswerReadingTest {
  private static final String SAID = "Ada was so happy in the kitchen, we laughed and sang.";

  @EveryStore
  void anAnswerIsReadInTheSameCall(TestStore store) {
    Seshat seshat = store.seshat();
    InterviewCase one = InterviewCase.in(seshat, "Rose");
    Interaction answered =
        seshat.interviews().answer(one.session().shortId(), null, Answer.of(SAID));
    assertThat(answered.analysedBy()).isEqualTo("rules");
    assertThat(answered.sentiment()).isEqualTo("positive");
    assertThat(answered.mentionsPeople()).containsExactly("Ada");
    assertThat(answered.keyThemes()).contains("kitchen");
    assertThat(answered.analysisConfidence()).isIn("medium", "high");
    assertThat(answered.aboutness()).contains("(by rules, ");
    assertThat(seshat.markdown().text(one.session().shortId(), 10_000)).contains("(by rules, ");
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void whatAnAgentSaysStays(TestStore store) {
    Seshat seshat = store.seshat();
    String session = prompt(seshat);
    AnswerAnalysis own =
        new AnswerAnalysis("neutral", List.of(), List.of(), List.of(), "agent", null);
    Interaction answered =
        seshat.interactions().answer(session, 1, Answer.of(SAID).withAnalysis(own));
    assertThat(answered.analysedBy()).isEqualTo("agent");
    assertThat(answered.mentionsPeople()).isEmpty();
    assertThat(seshat.interactions().analyse(session, 1, own)).isFalse();
  }

  @EveryStore
  void isReadByNobodyWhereThatIsWanted(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.preferences().set(PreferenceKey.ANSWER_ANALYSIS, "off");
    Interaction answered = seshat.interactions().answer(prompt(seshat), 1, Answer.of(SAID));
    assertThat(answered.analysedBy()).isNull();
    assertThat(answered.aboutness()).isEmpty();
    assertThat(seshat.interactions().answer(prompt(seshat), 1, Answer.skip()).analysedBy())
        .isNull();
  }

  @EveryStore
  void aModelTakesThePlaceOfTheRulesAlone(TestStore store) throws InterruptedException {
    Seshat seshat =
        modelled(
            store.seshat(),
            "{\"sentiment\": \"emotional\", \"key_themes\": [\"kitchen\"], \"mentions_people\": [\"Ada\"],"
                + " \"mentions_places\": []}");
    String session = prompt(seshat);
    seshat.interactions().answer(session, 1, Answer.of(SAID));
    Promise promised = seshat.promises().list(PromiseFilter.open()).items().getFirst();
    assertThat(promised.kind()).isEqualTo(AnswerReading.KIND);
    work(seshat, promised);
    Interaction read = seshat.interactions().get(session, 1);
    assertThat(read.analysedBy()).isEqualTo("model:tiny");
    assertThat(read.sentiment()).isEqualTo("emotional");
    assertThat(read.analysisConfidence()).isNull();
    // whoever asks for it again changes nothing
    work(
        seshat,
        seshat
            .promises()
            .create(
                NewPromise.of(AnswerReading.KIND, "again")
                    .withPayload(Map.of("session", session, "interaction_sequence", 1))));
    assertThat(seshat.interactions().get(session, 1)).isEqualTo(read);
  }

  private static void work(Seshat seshat, Promise promise) throws InterruptedException {
    try (Worker worker = seshat.worker().start()) {
      Objects.requireNonNull(worker);
      seshat.promises().await(promise.id(), java.time.Duration.ofSeconds(60));
    }
  }

  private static Seshat modelled(Seshat seshat, String answer) {
    ModelConnection model =
        (prompt, patience) -> new Reply(answer, Stop.DONE, new Tokens(9, 0, 0, 0, 3, 0), null);
    return seshat.with(ModelAccess.by(Map.of("SESHAT_MODEL", "ollama:tiny"), model, time -> {}));
  }

  private static String prompt(Seshat seshat) {
    String session = seshat.sessions().startUnfocused(NewSession.of("ask")).shortId();
    seshat.interactions().append(session, NewInteraction.prompt("What was the kitchen like?"));
    return session;
  }
}
