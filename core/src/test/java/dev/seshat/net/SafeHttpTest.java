package dev.seshat.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seshat.net.HttpFailure.Kind;
import dev.seshat.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls of servers that mean no good: none reaches what it must not, and each ends by a limit.
@Timeout(60)
class SafeHttpTest {
  private static final HttpLimits QUICK =
      HttpLimits.PAGE.withTotal(Duration.ofMillis(400)).withBody(2 << 20, false);

  private RawServer server;
  private SafeHttp http;

  @BeforeEach
  void start() throws IOException {
    server = new RawServer();
    http = new SafeHttp(NetPolicy.allowing("127.0.0.1:" + server.port()));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private HttpAnswer get(String path) throws HttpFailure {
    return http.send(HttpCall.get(WebUrl.parse(server.url(path))), HttpLimits.PAGE);
  }

  private HttpFailure failure(String path, HttpLimits limits) {
    return failure(http, server.url(path), limits);
  }

  private static HttpFailure failure(SafeHttp http, String url, HttpLimits limits) {
    return catchThrowableOfType(
        HttpFailure.class, () -> http.send(HttpCall.get(WebUrl.parse(url)), limits));
  }

  private static SafeHttp knowing(String policy, HostResolver names) {
    return new SafeHttp(NetPolicy.allowing(policy), names);
  }

  private static InetAddress[] at(String... numbers) throws UnknownHostException {
    InetAddress[] all = new InetAddress[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      all[i] = InetAddress.getByName(numbers[i]);
    }
    return all;
  }

  @Test
  void aPageIsReadWithItsHeaders() throws Exception {
    server.gives(
        "/page", "text/plain; charset=utf-8", "hello", "ETag: \"x\"", "X-Twice: a", "X-Twice: b");
    HttpAnswer answer = get("/page?q=1").ok();
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("hello");
    assertThat(answer.header("etag")).contains("\"x\"");
    assertThat(answer.header("X-Twice")).contains("a");
    String head = server.questions().getFirst().head();
    assertThat(head).startsWith("GET /page?q=1 HTTP/1.1").contains("User-Agent: Seshat/1");
    assertThat(head.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("cookie", "authorization", "upgrade");
  }

  @Test
  void aMessageIsPostedAndItsAnswerCut() throws Exception {
    server.gives("/hook", "text/plain", "x".repeat(200_000));
    HttpCall call =
        HttpCall.post(
                WebUrl.parse(server.url("/hook")), "application/json", "{\"a\":1}".getBytes(UTF_8))
            .withHeader("Seshat-Signature", "v1=abc");
    HttpAnswer answer = http.send(call, HttpLimits.NOTICE);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasSize(64 << 10);
    assertThat(new String(server.questions().getFirst().body(), UTF_8)).isEqualTo("{\"a\":1}");
    assertThat(server.questions().getFirst().head())
        .contains("Seshat-Signature: v1=abc", "Content-Type: application/json");
  }

  @Test
  void aMessageIsNotRedirected() throws Exception {
    server.says("/hook", "HTTP/1.1 307 Go\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n");
    HttpCall call = HttpCall.post(WebUrl.parse(server.url("/hook")), "text/plain", new byte[1]);
    assertThat(http.send(call, HttpLimits.PAGE).status()).isEqualTo(307);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void thisMachineIsRefusedUnlessItIsAllowed() {
    HttpFailure refused = failure(new SafeHttp(NetPolicy.PUBLIC), server.url("/"), QUICK);
    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refused)
        .hasMessage(
            "127.0.0.1 is a loopback address; this machine and private networks are not called unless"
                + " their owner allows the host");
    assertThat(server.connections()).isZero();
  }

  @Test
  void aNameThatChangesItsMindGainsNothing() {
    AtomicInteger asked = new AtomicInteger();
    SafeHttp other =
        knowing("", host -> at(asked.getAndIncrement() == 0 ? "127.0.0.1" : "8.8.8.8"));
    assertThat(failure(other, "http://rebind.example.com:" + server.port() + "/", QUICK).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(asked).as("looked up once, and that answer is called or not").hasValue(1);
    assertThat(server.connections()).isZero();
  }

  @Test
  void theAddressThatWasCheckedIsTheOneThatIsCalled() throws Exception {
    server.gives("/", "text/plain", "here");
    AtomicInteger asked = new AtomicInteger();
    SafeHttp other =
        knowing(
            "site.example.com:" + server.port(),
            host -> at(asked.getAndIncrement() == 0 ? "127.0.0.1" : "8.8.8.8"));
    WebUrl url = WebUrl.parse("http://site.example.com:" + server.port() + "/");
    assertThat(other.send(HttpCall.get(url), QUICK).status()).isEqualTo(200);
    assertThat(asked).hasValue(1);
    assertThat(server.questions().getFirst().head())
        .contains("Host: site.example.com:" + server.port());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/", "http://10.0.0.1/", "http://[::1]/", "http://localhost/",
            "//127.0.0.1/x",
        "http://2130706433/", "http://0x7f.1/", "http://inner.example.com/", "ftp://example.com/",
            "file:///etc/passwd",
        "http://user@example.com/", "http://example.com:22/", "gopher://127.0.0.1:70/_x",
            "http://[::ffff:127.0.0.1]/"
      })
  void aRedirectIsCheckedLikeTheFirstCall(String location) throws IOException {
    try (RawServer trap = new RawServer()) {
      server.says(
          "/go", "HTTP/1.1 302 Go\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
      SafeHttp other =
          knowing(
              "site.example.com", host -> at(host.startsWith("inner") ? "10.0.0.9" : "127.0.0.1"));
      HttpFailure refused =
          failure(other, "http://site.example.com:" + server.port() + "/go", QUICK);
      assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
      assertThat(trap.connections()).isZero();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void redirectsAreFollowedFiveTimes() throws Exception {
    for (int i = 0; i < 7; i++) {
      server.says(
          "/" + i, "HTTP/1.1 301 Go\r\nLocation: " + (i + 1) + "?x#y\r\nContent-Length: 0\r\n\r\n");
    }
    server.gives("/7", "text/plain", "end");
    HttpAnswer answer = get("/2");
    assertThat(answer.redirects()).isEqualTo(5);
    assertThat(answer.url()).hasToString(server.url("/7?x"));
    assertThat(failure("/1", HttpLimits.PAGE)).hasMessageContaining("redirects more than 5 times");
  }

  @Test
  void aRedirectToItselfEnds() {
    server.says("/loop", "HTTP/1.1 302 Go\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n");
    assertThat(failure("/loop", HttpLimits.PAGE).kind()).isEqualTo(Kind.REFUSED);
    assertThat(server.connections()).isEqualTo(6);
  }

  @Test
  void secretsStayWithTheHostTheyWereMeantFor() throws Exception {
    try (RawServer other = new RawServer()) {
      other.gives("/there", "text/plain", "x");
      server.says(
          "/go",
          "HTTP/1.1 302 Go\r\nLocation: " + other.url("/there") + "\r\nContent-Length: 0\r\n\r\n");
      SafeHttp both = new SafeHttp(NetPolicy.allowing("127.0.0.1"));
      HttpCall call =
          HttpCall.get(WebUrl.parse(server.url("/go")))
              .withHeader("X-Secret", "s")
              .withHeader("If-None-Match", "\"e\"");
      both.send(call, QUICK);
      assertThat(server.questions().getFirst().head()).contains("X-Secret: s");
      assertThat(other.questions().getFirst().head())
          .doesNotContain("X-Secret")
          .contains("If-None-Match: \"e\"");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304, 404, 429, 500})
  void everyStatusIsAnAnswer(int status) throws Exception {
    server.says("/s", "HTTP/1.1 " + status + " X\r\nRetry-After: 7\r\nConnection: close\r\n\r\n");
    HttpAnswer answer = get("/s");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("retry-after")).contains("7");
    if (!answer.isOk()) {
      HttpFailure failure = catchThrowableOfType(HttpFailure.class, answer::ok);
      assertThat(failure.status()).isEqualTo(status);
      assertThat(failure.isTemporary()).isEqualTo(status == 429 || status == 500);
    }
  }

  @Test
  void anEndlessBodyIsTooLarge() {
    server.on(
        "/endless",
        (question, out) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
          while (true) {
            out.write(new byte[8192]);
          }
        });
    assertThat(failure("/endless", HttpLimits.PAGE.withBody(1 << 20, false)))
        .hasMessageContaining("larger than 1 MiB")
        .extracting(HttpFailure::kind)
        .isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void aTrickleEndsByTheTimeOfTheWholeCall() {
    server.on("/body", (question, out) -> trickle(out, "HTTP/1.1 200 OK\r\n\r\n", "x"));
    server.on(
        "/chunks",
        (question, out) ->
            trickle(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"));
    server.on("/headers", (question, out) -> trickle(out, "HTTP/1.1 200 OK\r\n", "A: b\r\n"));
    server.on("/line", (question, out) -> trickle(out, "HTTP/1.1 200 OK\r\nA: ", "a"));
    server.on("/interim", (question, out) -> trickle(out, "", "HTTP/1.1 103 Early Hints\r\n\r\n"));
    for (String path : new String[] {"/body", "/chunks", "/headers", "/line", "/interim"}) {
      long from = System.nanoTime();
      assertThat(failure(path, QUICK).kind()).as(path).isEqualTo(Kind.TOO_SLOW);
      assertThat(Duration.ofNanos(System.nanoTime() - from))
          .as(path)
          .isLessThan(Duration.ofSeconds(10));
    }
  }

  private static void trickle(OutputStream out, String first, String then) throws IOException {
    out.write(first.getBytes(ISO_8859_1));
    while (true) {
      out.write(then.getBytes(ISO_8859_1));
      out.flush();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Test
  void silenceEnds() {
    server.on("/silent", (question, out) -> question.waitForEnd());
    HttpLimits limits =
        new HttpLimits(
            Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(30), 1000, false, 5);
    assertThat(failure("/silent", limits))
        .hasMessage("127.0.0.1 said nothing for 200 ms")
        .extracting(HttpFailure::kind)
        .isEqualTo(Kind.TOO_SLOW);
  }

  @Test
  void aNameThatIsNeverFoundEnds() {
    CountDownLatch never = new CountDownLatch(1);
    SafeHttp slow =
        knowing(
            "",
            host -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            });
    assertThat(failure(slow, "http://slow.example.com/", QUICK).kind()).isEqualTo(Kind.TOO_SLOW);
    never.countDown();
  }

  @Test
  void bombsAreNotUnpacked() throws Exception {
    byte[] bomb = gzip(new byte[64 << 20]);
    server.gives("/bomb", "text/html", bomb, "Content-Encoding: gzip");
    server.gives("/ratio", "text/html", gzip(new byte[3 << 20]), "Content-Encoding: gzip");
    server.gives("/nested", "text/html", gzip(bomb), "Content-Encoding: gzip");
    server.gives(
        "/twice", "text/html", gzip(bomb), "Content-Encoding: gzip", "Content-Encoding: gzip");
    server.gives("/deflate", "text/html", deflate(new byte[64 << 20]), "Content-Encoding: deflate");
    server.gives("/br", "text/html", bomb, "Content-Encoding: br");
    assertThat(failure("/bomb", HttpLimits.PAGE).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(failure("/ratio", HttpLimits.PAGE)).hasMessageContaining("more than 200 times");
    assertThat(failure("/deflate", HttpLimits.PAGE).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(get("/nested").body()).as("one layer is taken off").isEqualTo(bomb);
    assertThat(failure("/twice", HttpLimits.PAGE).kind()).isEqualTo(Kind.NOT_TEXT);
    assertThat(failure("/br", HttpLimits.PAGE).kind()).isEqualTo(Kind.NOT_TEXT);
  }

  @Test
  void whatIsPackedIsReadPlain() throws Exception {
    byte[] text = "the plain text ".repeat(100).getBytes(UTF_8);
    server.gives("/gzip", "text/plain", gzip(text), "Content-Encoding: gzip");
    server.gives("/deflate", "text/plain", deflate(text), "Content-Encoding: deflate");
    server.gives("/empty", "text/plain", new byte[0], "Content-Encoding: gzip");
    server.gives("/broken", "text/plain", "no gzip".getBytes(UTF_8), "Content-Encoding: gzip");
    assertThat(get("/gzip").body()).isEqualTo(text);
    assertThat(get("/deflate").body()).isEqualTo(text);
    assertThat(get("/empty").body()).isEmpty();
    assertThat(failure("/broken", HttpLimits.PAGE)).hasMessageContaining("cannot be unpacked");
  }

  @Test
  void hugeAndCountlessHeadersAreRefused() {
    server.says("/huge", "HTTP/1.1 200 OK\r\nA: " + "x".repeat(100_000) + "\r\n\r\nbody");
    server.says("/many", "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(5000) + "\r\nbody");
    assertThat(failure("/huge", HttpLimits.PAGE).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(failure("/many", HttpLimits.PAGE).kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void anAnswerThatBreaksOffIsNoAnswer() {
    server.says("/chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
    server.says("/length", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
    server.says("/gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\u001f\u008b\u0008");
    server.says("/chunk-size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello");
    server.says("/nothing", "");
    server.says("/noise", "\u0000\u0001 what is this\r\n\r\n");
    for (String path :
        new String[] {"/chunks", "/length", "/gzip", "/chunk-size", "/nothing", "/noise"}) {
      HttpFailure failure = failure(path, QUICK);
      assertThat(failure.kind()).as(path + " " + failure.getMessage()).isEqualTo(Kind.UNREACHABLE);
    }
  }

  @Test
  void nobodyThereIsSaid() throws Exception {
    server.close();
    assertThat(failure("/", QUICK))
        .hasMessage("127.0.0.1 takes no connection at port " + server.port());
    SafeHttp nowhere =
        knowing(
            "",
            host -> {
              throw new UnknownHostException(host);
            });
    assertThat(failure(nowhere, "http://nowhere.example.com/", QUICK))
        .hasMessage("there is no host named nowhere.example.com");
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(out)) {
      packed.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new DeflaterOutputStream(out)) {
      packed.write(plain);
    }
    return out.toByteArray();
  }
}
