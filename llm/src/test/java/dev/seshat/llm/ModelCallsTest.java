package dev.seshat.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.analysis.CallStatus;
import dev.seshat.analysis.ModelAccess;
import dev.seshat.analysis.ModelAnswer;
import dev.seshat.analysis.ModelCall;
import dev.seshat.analysis.ModelRequest;
import dev.seshat.analysis.ModelSettings;
import dev.seshat.analysis.Provider;
import dev.seshat.json.Json;
import dev.seshat.usage.TokenCounts;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Calls over a real wire, to a server that talks as each provider does and misbehaves as servers do.
class ModelCallsTest {
  private static final String KEY = "key-0123456789-secret";
  private static final Map<String, Object> SCHEMA =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("title", Map.of("type", "string")),
          "required",
          List.of("title"),
          "additionalProperties",
          false);

  private final ModelServer server = new ModelServer();
  private final List<Duration> rests = new ArrayList<>();
  private final List<Seshat> opened = new ArrayList<>();
  @TempDir Path folder;

  @BeforeEach
  void isEmpty() {
    assertThat(folder).isEmptyDirectory();
  }

  @AfterEach
  void close() {
    opened.forEach(Seshat::close);
    server.close();
  }

  private Map<String, String> variables(Provider provider, String url) {
    Map<String, String> variables = new HashMap<>();
    variables.put("SESHAT_MODEL", provider.word() + ":" + model(provider));
    variables.put("SESHAT_MODEL_URL", url);
    variables.put("SESHAT_MODEL_HOST", provider.host());
    variables.put("SESHAT_MODEL_KEY", KEY);
    return variables;
  }

  private static String model(Provider provider) {
    return switch (provider) {
      case ANTHROPIC -> "claude-haiku-4-5";
      case OPENAI -> "gpt-5-mini";
      case OLLAMA -> "qwen3:8b";
    };
  }

  /// A workspace whose pauses between tries are written down and not waited for.
  private Seshat open(Provider provider) {
    return open(variables(provider, server.url(provider)));
  }

  private Seshat open(Map<String, String> variables) {
    ModelSettings settings = ModelSettings.of(variables).orElseThrow();
    Seshat seshat =
        Seshat.open(folder.resolve("test.db"))
            .with(
                ModelAccess.by(variables, new LangChainConnector().connect(settings), rests::add));
    opened.add(seshat);
    return seshat;
  }

  private ModelAnswer ask(Seshat seshat) {
    return seshat.models().ask(ModelRequest.of("test", "What flows?"));
  }

  private static UsageRow used(Seshat seshat) {
    return seshat.usage().summary(UsageQuery.by(UsageDimension.PROJECT)).rows().getFirst();
  }

  private static void failed(Seshat seshat, ModelAnswer answer, String... words) {
    assertThat(answer.status()).isEqualTo(CallStatus.FAILED);
    ModelCall call = seshat.models().call(answer.callId());
    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.error()).isEqualTo(answer.error()).contains(words).doesNotContain(KEY);
    assertThat(seshat.usage().summary(UsageQuery.by(UsageDimension.PROJECT)).rows()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void eachProviderIsAskedInItsOwnWay(Provider provider) {
    server.says(provider, "A river.");
    Seshat seshat = open(provider);
    ModelAnswer answer =
        seshat
            .models()
            .ask(
                ModelRequest.of("test", "What flows?")
                    .withSystem("Be short.")
                    .withMaxTokens(321)
                    .withTemperature(0.5));
    assertThat(answer.text()).isEqualTo("A river.");
    assertThat(answer.status()).isEqualTo(CallStatus.OK);
    ModelServer.Asked asked = server.asked.getFirst();
    assertThat(Json.write(asked.body())).contains("What flows?", "Be short.", "321", "0.5");
    assertThat(asked.at("model")).isEqualTo(model(provider));
    assertThat(asked.path())
        .isEqualTo(
            switch (provider) {
              case ANTHROPIC -> "/v1/messages";
              case OPENAI -> "/v1/chat/completions";
              case OLLAMA -> "/api/chat";
            });
    assertThat(
            asked
                .headers()
                .getFirst(provider == Provider.ANTHROPIC ? "x-api-key" : "Authorization"))
        .isEqualTo(provider == Provider.ANTHROPIC ? KEY : "Bearer " + KEY);
  }

  @ParameterizedTest
  @EnumSource
  void whatEachProviderCountsStandsInBucketsOnce(Provider provider) {
    server.says(provider, "A river.");
    Seshat seshat = open(provider);
    ask(seshat);
    TokenCounts tokens = used(seshat).tokens();
    TokenCounts expected =
        switch (provider) {
          case ANTHROPIC -> TokenCounts.of(60, 30, 6, 4, 20);
          case OPENAI -> TokenCounts.of(70, 30, 0, 0, 20).withReasoning(5);
          case OLLAMA -> TokenCounts.of(100, 0, 0, 0, 20);
        };
    assertThat(tokens).isEqualTo(expected);
    BigDecimal cost = Objects.requireNonNull(used(seshat).costUsd());
    assertThat(cost.signum()).isEqualTo(provider == Provider.OLLAMA ? 0 : 1);
  }

  @ParameterizedTest
  @EnumSource
  void anObjectIsAskedForAndNonsenseIsToldOnce(Provider provider) {
    server.says(provider, "Sure: a river!").says(provider, "```json\n{\"title\":\"River\"}\n```");
    Seshat seshat = open(provider);
    ModelAnswer answer = seshat.models().ask(ModelRequest.of("test", "x").withSchema(SCHEMA));
    assertThat(answer.object()).containsEntry("title", "River");
    assertThat(answer.attempts()).isEqualTo(2);
    assertThat(used(seshat).requests()).isEqualTo(2);
    assertThat(Json.write(server.asked.getLast().body())).contains("Sure: a river!");
    if (provider == Provider.OLLAMA) {
      assertThat(server.asked.getFirst().at("format")).isEqualTo(SCHEMA);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTruncatedObjectIsNoCrash(Provider provider) {
    server.says(provider, "{\"title\": \"Ri", true);
    ModelAnswer answer =
        open(provider).models().ask(ModelRequest.of("test", "x").withSchema(SCHEMA));
    assertThat(answer.status()).isEqualTo(CallStatus.INVALID);
    assertThat(answer.error()).contains("cut off");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void refusalsAreToldApartFromAnswers() {
    Seshat seshat = open(Provider.ANTHROPIC);
    server.json(200, ModelServer.anthropic("", "refusal"));
    assertThat(ask(seshat).error()).isEqualTo("the model would not answer");
    seshat.close();
    Seshat openAi = open(Provider.OPENAI);
    server.json(200, ModelServer.openAi("", "content_filter"));
    assertThat(ask(openAi).status()).isEqualTo(CallStatus.REFUSED);
    Map<String, Object> refusal = ModelServer.openAi(null, "stop");
    String text = Json.write(refusal).replace("\"content\":null", "\"refusal\":\"I must not.\"");
    server.sends(200, "application/json", text);
    ModelAnswer refused = ask(openAi);
    assertThat(refused.status()).isEqualTo(CallStatus.REFUSED);
    assertThat(refused.error()).contains("I must not.");
  }

  @ParameterizedTest
  @EnumSource
  void tooManyRequestsAreWaitedOutAsTheServerAsks(Provider provider) {
    server
        .json(429, Map.of("error", Map.of("message", "slow down")), "Retry-After", "7")
        .sends(529, "text/html", "<html><body>Overloaded</body></html>")
        .json(503, Map.of("error", "busy"), "retry-after-ms", "1500")
        .says(provider, "A river.");
    Seshat seshat = open(provider);
    ModelAnswer answer = ask(seshat);
    assertThat(answer.isOk()).isTrue();
    assertThat(answer.attempts()).isEqualTo(4);
    assertThat(rests).hasSize(3);
    assertThat(rests.getFirst()).isEqualTo(Duration.ofSeconds(7));
    assertThat(rests.getLast()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(used(seshat).requests()).isEqualTo(1);
    assertThat(server.asked).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource
  void whatNoOtherTryMendsIsTriedOnce(Provider provider) {
    Seshat seshat = open(provider);
    server.json(401, Map.of("error", Map.of("message", "invalid key " + KEY)));
    failed(seshat, ask(seshat), "401", "invalid key");
    server.json(400, Map.of("error", Map.of("message", "no such parameter")));
    failed(seshat, ask(seshat), "400", "no such parameter");
    server.json(404, Map.of("error", "model not found"));
    failed(seshat, ask(seshat), "404", "model not found");
    server.sends(302, "text/html", "", "Location", server.url() + "/elsewhere");
    failed(seshat, ask(seshat), "302");
    server.sends(200, "text/html", "<html>Log in</html>");
    failed(seshat, ask(seshat), "text/html");
    server.floods(9);
    failed(seshat, ask(seshat), "longer than 8 MB");
    assertThat(rests).isEmpty();
    assertThat(server.asked).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource
  void jsonThatIsNoAnswerIsAnError(Provider provider) {
    Seshat seshat = open(provider);
    server.sends(200, "application/json", "{\"choices\": [");
    server.sends(200, "application/json", "[1, 2]");
    server.sends(200, "application/json", "");
    server.sends(200, "application/json", "null");
    ModelAnswer answer = ask(seshat);
    assertThat(answer.isOk()).isFalse();
    assertThat(answer.error()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerWithoutFieldsIsNoCrash(Provider provider) {
    Seshat seshat = open(provider);
    for (int i = 0; i < 4; i++) {
      server.json(200, Map.of("hello", "world"));
    }
    ModelAnswer answer = ask(seshat);
    assertThat(answer.isOk()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void nobodyWaitsForASlowServer(Provider provider) {
    Map<String, String> variables = variables(provider, server.url(provider));
    variables.put("SESHAT_MODEL_TIMEOUT", "1");
    Seshat seshat = open(variables);
    server.trickles();
    long start = System.nanoTime();
    ModelAnswer answer =
        seshat.models().ask(ModelRequest.of("test", "x").withLimit(Duration.ofMillis(300)));
    failed(seshat, answer, "within");
    server.hangs();
    failed(
        seshat,
        seshat.models().ask(ModelRequest.of("test", "x").withLimit(Duration.ofMillis(200))),
        "within");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void nobodyListensThere() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    Seshat seshat = open(variables(Provider.OLLAMA, "http://127.0.0.1:" + port));
    failed(seshat, ask(seshat), "no connection", "is the server running?");
    assertThat(rests).hasSize(3);
  }

  @Test
  void aServerThatNumbersAllItsAnswersAlikeIsCountedEachTime() {
    Seshat seshat = open(Provider.OPENAI);
    server.says(Provider.OPENAI, "one").says(Provider.OPENAI, "two");
    ask(seshat);
    ask(seshat);
    assertThat(used(seshat).requests()).isEqualTo(2);
  }

  @Test
  void anAnswerThatDoesNotSayWhatItUsedCostsAtLeastNothing() {
    Seshat seshat = open(Provider.OPENAI);
    Map<String, Object> silent = new HashMap<>(ModelServer.openAi("A river.", "stop"));
    silent.remove("usage");
    server.json(200, silent);
    ModelAnswer answer = ask(seshat);
    assertThat(answer.isOk()).isTrue();
    assertThat(used(seshat).requests()).isEqualTo(1);
    assertThat(seshat.models().call(answer.callId()).isLowerBound()).isTrue();
  }

  @Test
  void anInterruptedCallEnds() throws InterruptedException {
    Seshat seshat = open(Provider.OLLAMA);
    server.hangs();
    List<ModelAnswer> answers = new ArrayList<>();
    Thread caller = Thread.ofVirtual().start(() -> answers.add(ask(seshat)));
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (server.asked.isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    caller.interrupt();
    caller.join(Duration.ofSeconds(20));
    assertThat(answers).singleElement().extracting(ModelAnswer::error).isEqualTo("was interrupted");
  }
}
