package dev.seshat.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Forbidden;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.audit.AuditEntry;
import dev.seshat.export.ExportProgress;
import dev.seshat.inbox.MessageFilter;
import dev.seshat.inbox.NewMessage;
import dev.seshat.json.Json;
import dev.seshat.net.HttpLimits;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Worker;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.RawServer;
import dev.seshat.testing.TestStore;
import dev.seshat.webhook.Receiver.Got;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// What webhooks promise, against a receiver on this machine.
class WebhooksTest {
  private static final String SECRET = "a-secret-of-the-receiver";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static NewWebhook hook(Receiver receiver, String... events) {
    return new NewWebhook("mine", receiver.url(), new EventPatterns(List.of(events)), SECRET, true);
  }

  private static void send(Seshat seshat, int from, int to) {
    for (int i = from; i < to; i++) {
      seshat.inbox().add(NewMessage.of("c", "Message " + i).withMessageId("m" + i));
    }
  }

  private static void await(BooleanSupplier done) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it happens in time").isLessThan(end);
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  private static List<Got> taken(Receiver receiver) {
    return receiver.got().stream().filter(each -> each.status() < 300).toList();
  }

  @EveryStore
  void changesAreDeliveredSignedInOrderAndOnceEach(TestStore test) throws Exception {
    try (Receiver receiver = new Receiver()) {
      Seshat seshat = test.seshat();
      send(seshat, 0, 2);
      Webhook webhook = seshat.webhooks().add(hook(receiver, "message.*")).webhook();
      send(seshat, 2, 8);
      seshat.inbox().setChat("c", "A chat", null);
      try (Worker worker = seshat.worker().start()) {
        await(() -> receiver.got().size() == 6);
        seshat.inbox().missed("c");
        seshat.inbox().acknowledge("c", "m0");
        await(() -> receiver.got().size() == 7);
        assertThat(worker).isNotNull();
      }
      List<Got> got = receiver.got();
      assertThat(got)
          .extracting(Got::event)
          .startsWith("message.created")
          .endsWith("message.completed");
      List<Long> numbers = got.stream().map(Got::seq).toList();
      assertThat(numbers).isSorted().doesNotHaveDuplicates();
      assertThat(got).extracting(Got::delivery).contains(webhook.id() + "-" + numbers.getFirst());
      for (Got each : got) {
        assertThat(
                Signature.isGenuine(
                    SECRET,
                    each.timestamp(),
                    each.signature(),
                    each.body(),
                    Instant.now(),
                    Duration.ofMinutes(5)))
            .isTrue();
      }
      Map<String, ?> body = Json.parseObject("", got.getFirst().text());
      AuditEntry entry = seshat.audit().after(numbers.getFirst() - 1, 1).getFirst();
      assertThat(body.get("hash")).isEqualTo(entry.hash());
      assertThat(body.get("summary")).isEqualTo("local: message created " + entry.entityId());
      assertThat(got.getFirst().text()).doesNotContain(SECRET).doesNotContain("Message 2");
    }
  }

  @EveryStore
  void whatFailsIsTriedAgainAndThenTheNextComes(TestStore test) throws Exception {
    try (Receiver receiver = new Receiver()) {
      receiver.answer(number -> number < 2 ? 500 : 200, Map.of("Retry-After", "0"));
      Seshat seshat = test.seshat();
      seshat.webhooks().add(hook(receiver, "message.created"));
      send(seshat, 0, 3);
      try (Worker worker = seshat.worker().start()) {
        await(() -> taken(receiver).size() == 3);
        assertThat(worker).isNotNull();
      }
      List<Got> got = receiver.got();
      assertThat(got).hasSize(5);
      assertThat(got.subList(0, 3))
          .extracting(Got::delivery)
          .containsOnly(got.getFirst().delivery());
      assertThat(taken(receiver)).extracting(Got::delivery).doesNotHaveDuplicates();
      assertThat(seshat.webhooks().get("mine").lastStatus()).isEqualTo(200);
      assertThat(seshat.webhooks().get("mine").lastError()).isNull();
    }
  }

  @EveryStore
  void aRestartInTheMiddleLosesNothingAndSendsNothingUnderAnotherId(TestStore test)
      throws Exception {
    try (Receiver receiver = new Receiver()) {
      Seshat first = test.seshat();
      first.webhooks().add(hook(receiver, "message.created"));
      send(first, 0, 10);
      try (Worker worker = first.worker().start()) {
        await(() -> receiver.got().size() >= 3);
        assertThat(worker).isNotNull();
      }
      first.close();
      Seshat second = test.seshat();
      send(second, 10, 12);
      try (Worker worker = second.worker().start()) {
        await(() -> taken(receiver).stream().map(Got::delivery).distinct().count() == 12);
        assertThat(worker).isNotNull();
      }
      List<Long> numbers = receiver.got().stream().map(Got::seq).distinct().toList();
      assertThat(numbers).hasSize(12).isSorted();
    }
  }

  @EveryStore
  void aReceiverThatIsGoneIsToldNoMore(TestStore test) throws Exception {
    try (Receiver receiver = new Receiver()) {
      receiver.answer(number -> 410, Map.of());
      Seshat seshat = test.seshat();
      seshat.webhooks().add(hook(receiver, "*"));
      send(seshat, 0, 3);
      try (Worker worker = seshat.worker().start()) {
        await(() -> !seshat.webhooks().get("mine").isEnabled());
        assertThat(worker).isNotNull();
      }
      assertThat(receiver.got()).hasSize(1);
      assertThat(seshat.inbox().list(MessageFilter.unread(10)).items())
          .singleElement()
          .satisfies(told -> assertThat(told.text()).contains("mine is switched off"));
      seshat.webhooks().setEnabled("mine", true);
      assertThat(seshat.webhooks().promiseNext()).isZero();
    }
  }

  /// Receivers that take what comes and do not come to an end of their answer.
  private static RawServer idle() throws IOException {
    return new RawServer()
        .on("/silent", (question, out) -> question.waitForEnd())
        .on(
            "/slow",
            (question, out) -> {
              for (byte each : "HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII)) {
                out.write(each);
                out.flush();
              }
              while (true) {
                out.write('x');
                out.flush();
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
              }
            });
  }

  @EveryStore
  void aReceiverThatDoesNotAnswerIsTriedAgainLaterAndHoldsUpNoOther(TestStore test)
      throws Exception {
    try (Receiver receiver = new Receiver();
        RawServer idle = idle()) {
      Seshat seshat = test.seshat();
      Webhooks hurried =
          new Webhooks(
              test.scope(),
              seshat.audit(),
              seshat.promises(),
              seshat.inbox(),
              HttpLimits.NOTICE.withTotal(Duration.ofMillis(400)));
      EventPatterns created = new EventPatterns(List.of("message.created"));
      for (String path : List.of("/silent", "/slow")) {
        hurried.add(new NewWebhook(path.substring(1), idle.url(path), created, SECRET, true));
        assertThat(hurried.test(path.substring(1)).error()).contains("400 ms");
      }
      hurried.add(hook(receiver, "message.created"));
      send(seshat, 0, 5);
      try (Worker worker = seshat.worker().handle(Webhooks.KIND, hurried.handler()).start()) {
        await(() -> receiver.got().size() == 5);
        await(() -> lastError(seshat, "silent") && lastError(seshat, "slow"));
        await(() -> worker.held() == 0);
      }
      List<Promise> waiting =
          promises(seshat).stream().filter(each -> !each.status().isFinished()).toList();
      assertThat(waiting).hasSize(2);
      assertThat(waiting)
          .allSatisfy(each -> {
            assertThat(each.status()).isEqualTo(PromiseStatus.PENDING);
            assertThat(each.attempts()).isPositive();
          });
    }
  }

  private static boolean lastError(Seshat seshat, String name) {
    return seshat.webhooks().get(name).lastError() != null;
  }

  @EveryStore
  void whatOneWasToBeToldIsNotToldToTheNextOfItsNumber(TestStore test) throws Exception {
    try (Receiver first = new Receiver();
        Receiver second = new Receiver()) {
      first.answer(number -> 500, Map.of("Retry-After", "0"));
      Seshat seshat = test.seshat();
      seshat.webhooks().add(hook(first, "chat.*", "message.created"));
      send(seshat, 0, 1);
      assertThat(seshat.webhooks().promiseNext()).isEqualTo(1);
      seshat.webhooks().remove("mine");
      seshat.webhooks().add(hook(second, "message.created"));
      send(seshat, 1, 2);
      try (Worker worker = seshat.worker().start()) {
        await(() -> second.got().size() == 1);
        await(() -> promises(seshat).stream().allMatch(each -> each.status().isFinished()));
        assertThat(worker).isNotNull();
      }
      assertThat(first.got()).isEmpty();
      assertThat(second.got()).hasSize(1);
      assertThat(promises(seshat).getLast().resultSummary()).startsWith("not sent");
    }
  }

  @EveryStore
  void ofItselfNothingIsTold(TestStore test) throws Exception {
    try (Receiver receiver = new Receiver()) {
      Seshat seshat = test.seshat();
      seshat.webhooks().add(hook(receiver, "*"));
      send(seshat, 0, 1);
      assertThat(seshat.webhooks().promiseNext()).isEqualTo(1);
      assertThat(seshat.webhooks().promiseNext()).isZero();
      try (Worker worker = seshat.worker().start()) {
        await(() -> receiver.got().size() == 1);
        assertThat(worker).isNotNull();
      }
      seshat.webhooks().promiseNext();
      assertThat(promises(seshat)).hasSize(1);
      assertThat(seshat.webhooks().get("mine").position()).isEqualTo(seshat.audit().newest());
    }
  }

  private static List<Promise> promises(Seshat seshat) {
    return seshat.promises().list(PromiseFilter.all()).items();
  }

  @EveryStore
  void privateAddressesAreRefusedUnlessTheOwnerAllowsThem(TestStore test) throws Exception {
    try (Receiver receiver = new Receiver()) {
      Seshat seshat = test.seshat();
      EventPatterns all = new EventPatterns(List.of("*"));
      assertThatThrownBy(
              () -> seshat.webhooks().add(new NewWebhook("a", receiver.url(), all, SECRET, false)))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("this machine");
      String named = receiver.url().replace("127.0.0.1", "localhost");
      try {
        seshat.webhooks().add(new NewWebhook("b", named, all, SECRET, false));
        send(seshat, 0, 1);
        assertThat(seshat.webhooks().promiseNext()).isEqualTo(1);
        try (Worker worker = seshat.worker().start()) {
          await(() -> promises(seshat).getFirst().status() == PromiseStatus.FAILED);
          assertThat(worker).isNotNull();
        }
      } catch (Invalid e) {
        assertThat(e.path()).isEqualTo("url");
      }
      assertThat(receiver.got()).isEmpty();
    }
  }

  @EveryStore
  void aTestSaysWhatComesBack(TestStore test) throws Exception {
    try (Receiver receiver = new Receiver()) {
      Seshat seshat = test.seshat();
      seshat.webhooks().add(hook(receiver, "*"));
      assertThat(seshat.webhooks().test("mine").error()).isNull();
      assertThat(receiver.got()).extracting(Got::event).containsExactly("webhook.test");
      receiver.answer(number -> 302, Map.of("Location", receiver.url()));
      assertThat(seshat.webhooks().test("mine").error()).isEqualTo("answered with status 302");
      assertThat(receiver.got()).hasSize(2);
    }
  }

  @EveryStore
  void theSecretIsShownOnceAndGoesNowhere(TestStore test) throws Exception {
    Seshat seshat = test.seshat();
    NewWebhook wanted =
        new NewWebhook(
            "far", "https://example.com/x", new EventPatterns(List.of("promise.*")), null, false);
    Webhooks.Made made = seshat.webhooks().add(wanted);
    assertThat(made.secret()).startsWith("whsec_").hasSize(49);
    assertThat(made.toString() + made.webhook()).doesNotContain(made.secret());
    assertThat(seshat.webhooks().get("far").toJson().toString()).doesNotContain("whsec_");
    assertThatThrownBy(() -> seshat.webhooks().add(wanted)).isInstanceOf(Conflict.class);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    seshat.exports().workspace(zip, ExportProgress.none());
    assertThat(zip.toString(StandardCharsets.ISO_8859_1)).doesNotContain("webhooks");
    assertThat(seshat.audit().export().map(AuditEntry::detail)).noneMatch(d -> d.contains("whsec"));
    assertThatThrownBy(
            () -> seshat.query().run("SELECT secret FROM webhooks", 1, Duration.ofSeconds(5)))
        .isInstanceOf(Forbidden.class);
    seshat.webhooks().remove("far");
    assertThatThrownBy(() -> seshat.webhooks().get("far")).isInstanceOf(NotFound.class);
  }

  @Test
  void aSignatureIsThatOfTheDocument() {
    byte[] body = "{\"delivery\":\"1-2\"}".getBytes(StandardCharsets.UTF_8);
    String signature = Signature.of(SECRET, 1_790_000_000L, body);
    assertThat(signature).matches("v1=[0-9a-f]{64}");
    Instant now = Instant.ofEpochSecond(1_790_000_100L);
    Duration window = Duration.ofMinutes(5);
    assertThat(Signature.isGenuine(SECRET, "1790000000", signature, body, now, window)).isTrue();
    assertThat(Signature.isGenuine("other-secret-here", "1790000000", signature, body, now, window))
        .isFalse();
    assertThat(Signature.isGenuine(SECRET, "1790000001", signature, body, now, window)).isFalse();
    assertThat(Signature.isGenuine(SECRET, "x", signature, body, now, window)).isFalse();
    Instant later = now.plus(Duration.ofMinutes(10));
    assertThat(Signature.isGenuine(SECRET, "1790000000", signature, body, later, window)).isFalse();
  }

  @Test
  void patternsAreOfActions() {
    EventPatterns some = new EventPatterns(List.of("promise.completed", "message.*"));
    assertThat(some.match("promise.completed")).isTrue();
    assertThat(some.match("message.created")).isTrue();
    assertThat(some.match("promise.failed")).isFalse();
    for (String bad : List.of("", "Promise", "a b", "*.*x", "'; --", "message.**")) {
      assertThatThrownBy(() -> new EventPatterns(List.of(bad))).isInstanceOf(Invalid.class);
    }
    assertThatThrownBy(() -> new EventPatterns(List.of())).isInstanceOf(Invalid.class);
  }
}
