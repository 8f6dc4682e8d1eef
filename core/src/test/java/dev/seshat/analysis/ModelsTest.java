package dev.seshat.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.analysis.ModelConnection.Stop;
import dev.seshat.audit.AuditQuery;
import dev.seshat.json.Json;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.testing.AllText;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Questions to a model, what is kept of them, and what they cost.
class ModelsTest {
  private static final Map<String, Object> SCHEMA =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("title", Map.of("type", "string", "maxLength", 50)),
          "required",
          List.of("title"),
          "additionalProperties",
          false);

  private final TestClock clock = new TestClock();
  private final Scripted model = new Scripted();

  private Seshat open(TestStore store) {
    return store.seshat(clock).with(model.access());
  }

  @EveryStore
  void anAnswerIsKeptAndAccounted(TestStore store) {
    Seshat seshat = open(store).as("ada");
    model.says("A river.");
    ModelAnswer answer =
        seshat.models().ask(ModelRequest.of("link.analyse", "What is it?").withProject("memoir"));
    assertThat(answer.isOk()).isTrue();
    assertThat(answer.text()).isEqualTo("A river.");
    ModelCall call = seshat.models().call(answer.callId());
    assertThat(call.status()).isEqualTo(CallStatus.OK);
    assertThat(call.project()).isEqualTo("memoir");
    assertThat(call.userId()).isEqualTo("ada");
    assertThat(call.host()).isEqualTo("Anthropic");
    assertThat(call.prompt()).isEqualTo("What is it?");
    assertThat(call.answer()).isEqualTo("A river.");
    assertThat(call.attempts()).isEqualTo(1);
    assertThat(call.totalTokens()).isEqualTo(185);
    assertThat(call.costUsd()).isNotNull().isPositive();
    assertThat(call.isLowerBound()).isFalse();
    UsageRow row = usage(seshat).getFirst();
    assertThat(row.key()).isEqualTo("memoir");
    assertThat(row.tokens().cacheReadTokens()).isEqualTo(20);
    assertThat(row.tokens().cacheWrite5mTokens()).isEqualTo(10);
    assertThat(row.tokens().cacheWrite1hTokens()).isEqualTo(5);
    assertThat(row.costUsd()).isEqualTo(call.costUsd());
  }

  @EveryStore
  void aCallBelongsToTheProjectOfItsSessionAndGoesWithIt(TestStore store) throws Exception {
    Seshat seshat = open(store);
    Session session = seshat.sessions().start(NewSession.of("Write").project("memoir"));
    model.says("Quokkasummary");
    ModelAnswer answer =
        seshat
            .models()
            .ask(ModelRequest.of("session.summarize", "Zanzibar").withSession(session.id()));
    assertThat(seshat.models().call(answer.callId()).project()).isEqualTo("memoir");
    assertThat(seshat.sessions().get(session.id().toString()).totalTokens()).isEqualTo(185);
    assertThatThrownBy(() ->
            seshat
                .models()
                .ask(ModelRequest.of("session.summarize", "x").withSession(new UUID(1, 2))))
        .isInstanceOf(NotFound.class);
    seshat.sessions().complete(session.id().toString(), dev.seshat.session.Ending.none());
    seshat.sessions().archive(session.id().toString());
    seshat.retention().set(new dev.seshat.retention.RetentionRule("*", null, 0));
    clock.advance(Duration.ofDays(1));
    assertThat(seshat.retention().apply().erased()).isEqualTo(1);
    assertThat(AllText.holding(store, "Zanzibar")).isEmpty();
    assertThat(AllText.holding(store, "Quokkasummary")).isEmpty();
    assertThat(usage(seshat).getFirst().tokens().totalTokens()).isEqualTo(185);
  }

  @EveryStore
  void passingFailuresAreTriedAgainAndLastingOnesAreNot(TestStore store) throws Exception {
    Seshat seshat = open(store);
    model
        .fails(new ModelFailure("too many (429)", true, Duration.ofSeconds(7)))
        .fails(ModelFailure.passing("failed (500)"))
        .says("At last.");
    ModelAnswer answer = seshat.models().ask(ModelRequest.of("test", "x"));
    assertThat(answer.isOk()).isTrue();
    assertThat(answer.attempts()).isEqualTo(3);
    assertThat(model.rests.getFirst()).isEqualTo(Duration.ofSeconds(7));
    assertThat(model.rests.getLast()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    model.fails(ModelFailure.lasting("the key " + Scripted.KEY + " is wrong (401)"));
    ModelAnswer wrong = seshat.models().ask(ModelRequest.of("test", "x"));
    assertThat(wrong.status()).isEqualTo(CallStatus.FAILED);
    assertThat(wrong.attempts()).isEqualTo(1);
    assertThat(wrong.error()).isEqualTo("the key [key] is wrong (401)");
    for (int i = 0; i < 4; i++) {
      model.fails(ModelFailure.passing("no connection"));
    }
    assertThat(seshat.models().ask(ModelRequest.of("test", "x")).attempts()).isEqualTo(4);
    assertThat(AllText.holding(store, Scripted.KEY)).isEmpty();
  }

  @EveryStore
  void nobodyWaitsLongerThanThereIsTimeFor(TestStore store) {
    Seshat seshat = open(store);
    model.fails(new ModelFailure("too many (429)", true, Duration.ofHours(1)));
    ModelAnswer answer = seshat.models().ask(ModelRequest.of("test", "x"));
    assertThat(answer.status()).isEqualTo(CallStatus.FAILED);
    assertThat(answer.error()).contains("too many (429)").contains("3600 s");
    assertThat(model.rests).isEmpty();
  }

  @EveryStore
  void refusalsAndCutOffAnswersAreToldAndCost(TestStore store) {
    Seshat seshat = open(store);
    model
        .says("I cannot.", Stop.REFUSAL, "a")
        .says("Once upon a", Stop.LENGTH, "b")
        .says("", Stop.DONE, "c");
    ModelAnswer refused = seshat.models().ask(ModelRequest.of("test", "x"));
    assertThat(refused.status()).isEqualTo(CallStatus.REFUSED);
    assertThat(refused.error()).contains("I cannot.");
    ModelAnswer cut = seshat.models().ask(ModelRequest.of("test", "x"));
    assertThat(cut.status()).isEqualTo(CallStatus.INVALID);
    assertThat(cut.text()).isEqualTo("Once upon a");
    ModelAnswer empty = seshat.models().ask(ModelRequest.of("test", "x"));
    assertThat(empty.error()).isEqualTo("the model answered nothing");
    assertThat(usage(seshat).getFirst().requests()).isEqualTo(3);
  }

  @EveryStore
  void anObjectIsFoundInWhatSmallModelsWriteAroundIt(TestStore store) {
    Seshat seshat = open(store);
    model.says("<think>{hm}</think>Sure!\n```json\n{\"title\": \"River\"}\n```");
    ModelAnswer answer = seshat.models().ask(ModelRequest.of("test", "x").withSchema(SCHEMA));
    assertThat(answer.object()).containsEntry("title", "River");
    assertThat(model.asked.getFirst().system()).contains(Json.write(SCHEMA));
  }

  @EveryStore
  void theModelIsToldOnceWhatIsWrongWithItsObject(TestStore store) {
    Seshat seshat = open(store);
    model
        .says("{\"titel\": \"River\"}", Stop.DONE, "a")
        .says("{\"title\": \"River\"}", Stop.DONE, "b");
    ModelAnswer mended = seshat.models().ask(ModelRequest.of("test", "x").withSchema(SCHEMA));
    assertThat(mended.isOk()).isTrue();
    assertThat(model.asked.getLast().turns()).hasSize(3);
    assertThat(model.asked.getLast().turns().getLast().text()).contains("titel");
    assertThat(seshat.models().call(mended.callId()).totalTokens()).isEqualTo(2 * 185);
    model.says("no", Stop.DONE, "c").says("{\"title\": ", Stop.DONE, "d");
    ModelAnswer never = seshat.models().ask(ModelRequest.of("test", "x").withSchema(SCHEMA));
    assertThat(never.status()).isEqualTo(CallStatus.INVALID);
    assertThat(never.attempts()).isEqualTo(2);
    model.says("{\"title\": \"Ri", Stop.LENGTH, "e");
    ModelAnswer cut = seshat.models().ask(ModelRequest.of("test", "x").withSchema(SCHEMA));
    assertThat(cut.status()).isEqualTo(CallStatus.INVALID);
    assertThat(cut.attempts()).isEqualTo(1);
    assertThat(usage(seshat).getFirst().requests()).isEqualTo(5);
  }

  @EveryStore
  void secretsAreNeitherSentNorKept(TestStore store) throws Exception {
    Seshat seshat = open(store);
    String secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
    model.says("You said " + secret);
    seshat.models().ask(ModelRequest.of("test", "My token is " + secret));
    assertThat(model.asked.getFirst().turns().getFirst().text()).doesNotContain(secret);
    assertThat(AllText.holding(store, secret)).isEmpty();
  }

  @EveryStore
  void whatATextHoldsThatNoStoreCanIsReplaced(TestStore store) {
    Seshat seshat = open(store);
    model.says("a\u0000b\ud800c" + "x".repeat(5_000));
    ModelAnswer answer = seshat.models().ask(ModelRequest.of("test", "x"));
    assertThat(answer.text()).startsWith("a\ufffdb\ufffdc");
    ModelCall call = seshat.models().call(answer.callId());
    assertThat(call.answer()).hasSize(Models.KEPT);
    assertThat(call.answerChars()).isEqualTo(5_005);
  }

  @EveryStore
  void whatRanInAProcessThatIsNoMoreIsEnded(TestStore store) {
    Seshat seshat = open(store);
    model.fails(new IllegalStateException("boom"));
    ModelAnswer broken = seshat.models().ask(ModelRequest.of("test", "x"));
    assertThat(broken.status()).isEqualTo(CallStatus.FAILED);
    store.store().write(tx -> tx.update("UPDATE model_calls SET status = 'running'"));
    assertThat(seshat.models().endLost()).isZero();
    clock.advance(Duration.ofHours(1));
    assertThat(seshat.models().endLost()).isEqualTo(1);
    assertThat(seshat.models().call(broken.callId()).status()).isEqualTo(CallStatus.FAILED);
  }

  @EveryStore
  void callsAreListedByPages(TestStore store) {
    Seshat seshat = open(store);
    for (int i = 0; i < 5; i++) {
      model.says("x", Stop.DONE, "m" + i);
      seshat.models().ask(ModelRequest.of(i % 2 == 0 ? "even" : "odd", "x").withProject("p" + i));
    }
    var first = seshat.models().calls(ModelCallFilter.newest(2));
    assertThat(first.items()).extracting(ModelCall::project).containsExactly("p4", "p3");
    var rest =
        seshat
            .models()
            .calls(
                new ModelCallFilter(
                    null,
                    null,
                    "even",
                    CallStatus.OK,
                    Long.parseLong(String.valueOf(first.next())),
                    9));
    assertThat(rest.items()).extracting(ModelCall::project).containsExactly("p2", "p0");
    assertThat(rest.next()).isNull();
    assertThat(seshat.audit().find(AuditQuery.newest(3)))
        .extracting(e -> e.action())
        .contains("model.call");
  }

  @EveryStore
  void aSummaryIsTheModelsAndSaysSoOrByRule(TestStore store) {
    Seshat seshat = open(store);
    Session session = seshat.sessions().start(NewSession.of("Find the river").project("memoir"));
    String id = session.id().toString();
    model.says("They found it.").fails(ModelFailure.lasting("no such model (404)"));
    SessionSummaries.Written written = seshat.summaries().write(id);
    assertThat(written.session().summary())
        .isEqualTo("They found it.\n\nWritten by claude-haiku-4-5 (Anthropic).");
    assertThat(model.asked.getFirst().turns().getFirst().text()).contains("Find the river");
    SessionSummaries.Written failed = seshat.summaries().write(id);
    assertThat(failed.by()).isEqualTo("rules");
    assertThat(failed.problem()).contains("404");
    assertThat(failed.session().summary()).startsWith("Goal: Find the river");
    SessionSummaries.Written offline = store.seshat(clock).summaries().write(id);
    assertThat(offline.callId()).isNull();
    assertThat(offline.problem()).isNull();
  }

  @Test
  void settingsAreReadAndToldWithoutTheKey() throws Exception {
    try (TestStore store = TestStore.sqlite()) {
      Seshat none = store.seshat();
      assertThat(none.models().configured()).isEmpty();
      assertThat(none.models().status().problem()).isNull();
      assertThatThrownBy(() -> none.models().ask(ModelRequest.of("test", "x")))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("SESHAT_MODEL");
      Seshat wrong = none.configured(Map.of("SESHAT_MODEL", "claude"));
      assertThat(wrong.models().configured()).isEmpty();
      assertThat(wrong.models().status().problem()).contains("anthropic, openai, ollama");
      Seshat right = none.configured(Scripted.VARIABLES);
      assertThat(right.models().status().toJson())
          .containsEntry("has_key", true)
          .containsEntry("model", "claude-haiku-4-5");
      assertThat(Json.write(right.models().status().toJson())).doesNotContain(Scripted.KEY);
    }
  }

  private static List<UsageRow> usage(Seshat seshat) {
    return seshat.usage().summary(UsageQuery.by(UsageDimension.PROJECT)).rows();
  }
}
