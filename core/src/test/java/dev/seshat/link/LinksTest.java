package dev.seshat.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.net.HostResolver;
import dev.seshat.net.HttpLimits;
import dev.seshat.net.NetPolicy;
import dev.seshat.net.SafeHttp;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Worker;
import dev.seshat.session.NewSession;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.RawServer;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/// Links, kept and read.
@Timeout(120)
class LinksTest {
  private static final String STORY =
      "<html lang=en><head><title>On dams</title><meta name=description content='Why dams fail.'></head><body><article>"
          + "<p>Dams fail when water finds a way through the earth below them. "
          + "Engineers look for seepage every spring and write down what they find. "
          + "A dam that is watched fails less often than a dam that nobody watches.</p></article></body></html>";

  private RawServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RawServer();
    server.gives("/dams", "text/html", STORY, "ETag: \"v1\"");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /// A workspace that may read from the test's own server.
  private Seshat reading(Seshat seshat) {
    SafeHttp http =
        new SafeHttp(NetPolicy.allowing("127.0.0.1:" + server.port()), HostResolver.SYSTEM);
    return seshat.with(
        new PageReader(
            http, HttpLimits.PAGE.withTotal(Duration.ofSeconds(3)).withBody(1 << 20, false)));
  }

  private static Link read(Seshat seshat, long id) throws InterruptedException {
    try (Worker worker = seshat.worker().only(Links.KIND).start()) {
      return seshat.links().await(id, Duration.ofSeconds(30));
    }
  }

  private static long promise(Link link) {
    return Objects.requireNonNull(link.promiseId());
  }

  private Link readAt(Seshat seshat, String path) throws InterruptedException {
    return read(seshat, seshat.links().add(NewLink.of(server.url(path))).link().id());
  }

  @EveryStore
  void aPageIsReadAndTold(TestStore store) throws Exception {
    Seshat seshat = reading(store.seshat());
    AddedLink added = seshat.links().add(NewLink.of(server.url("/dams#top")));
    assertThat(added.isNew()).isTrue();
    assertThat(added.link().status()).isEqualTo(LinkStatus.PENDING);
    assertThat(added.link().title()).isEqualTo("127.0.0.1: dams");
    Link link = read(seshat, added.link().id());
    assertThat(link.status()).isEqualTo(LinkStatus.SUCCESS);
    assertThat(link.title()).isEqualTo("On dams");
    assertThat(link.mainTopic()).isEqualTo("Why dams fail.");
    assertThat(Objects.requireNonNull(link.analysis()).keyInsights())
        .isNotEmpty()
        .allMatch(each -> each.contains(" "));
    assertThat(link.analysedBy()).isEqualTo("offline");
    assertThat(link.language()).isEqualTo("en");
    assertThat(link.url()).isEqualTo(server.url("/dams"));
    assertThat(link.domain()).isEqualTo("127.0.0.1");
    assertThat(link.attempts()).isEqualTo(1);
    assertThat(link.isWaiting()).isFalse();
    assertThat(seshat.links().text(link.id())).startsWith("Dams fail when water");
    Promise promise = seshat.promises().get(promise(link));
    assertThat(promise.status()).isEqualTo(PromiseStatus.COMPLETED);
    assertThat(promise.resultSummary()).isEqualTo("On dams");
    assertThat(server.questions().getFirst().head()).startsWith("GET /robots.txt ");
    assertThat(server.questions().getLast().head()).contains("User-Agent: Seshat/1 (link reader)");
  }

  @EveryStore
  void theSameAddressIsKeptAndReadOnce(TestStore store) throws Exception {
    Seshat seshat = reading(store.seshat());
    long id = readAt(seshat, "/dams").id();
    AddedLink again =
        seshat.as("ann").links().add(NewLink.of(server.url("/x/../dams?utm_source=mail#here")));
    assertThat(again.isNew()).isFalse();
    assertThat(again.link().id()).isEqualTo(id);
    assertThat(again.link().mentions()).isEqualTo(2);
    assertThat(again.link().isWaiting()).isFalse();
    assertThat(seshat.links().get(server.url("/dams")).id()).isEqualTo(id);
    assertThat(seshat.links().get(String.valueOf(id)).id()).isEqualTo(id);
    assertThat(server.questions().stream().filter(q -> q.path().equals("/dams"))).hasSize(1);
  }

  @EveryStore
  void manyWhoAddTheSameAddressAtOnceMakeOneLinkAndOneReading(TestStore store) throws Exception {
    Seshat seshat = reading(store.seshat());
    int actors = 8;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<AddedLink> add = () -> seshat.links().add(NewLink.of(server.url("/dams")));
      List<Future<AddedLink>> all = threads.invokeAll(java.util.Collections.nCopies(actors, add));
      int made = 0;
      for (Future<AddedLink> each : all) {
        made += each.get().isNew() ? 1 : 0;
      }
      assertThat(made).isEqualTo(1);
    }
    List<Link> links = seshat.links().list(LinkFilter.newest(10)).items();
    assertThat(links).hasSize(1);
    assertThat(links.getFirst().mentions()).isEqualTo(actors);
    assertThat(read(seshat, links.getFirst().id()).status()).isEqualTo(LinkStatus.SUCCESS);
    assertThat(server.questions().stream().filter(q -> q.path().equals("/dams"))).hasSize(1);
  }

  @EveryStore
  void whatMayNotBeReadIsRefusedBeforeItIsKept(TestStore store) {
    Seshat seshat = store.seshat();
    for (String url :
        List.of(
            server.url("/dams"),
            "http://localhost/",
            "http://2130706433/",
            "http://[::1]/",
            "ftp://example.com/",
            "x",
            "http://a:b@example.com/")) {
      assertThatThrownBy(() -> seshat.links().add(NewLink.of(url)))
          .as(url)
          .isInstanceOf(Invalid.class)
          .hasMessageStartingWith("url: ");
    }
    assertThatThrownBy(() -> seshat.links().add(NewLink.of(server.url("/"))))
        .hasMessage(
            "url: 127.0.0.1 is a loopback address; this machine and private networks are not called"
                + " unless their owner allows the host");
    assertThat(seshat.links().list(LinkFilter.newest(10)).items()).isEmpty();
    assertThat(server.connections()).isZero();
  }

  @EveryStore
  void aRedirectInsideIsRefusedAndSaid(TestStore store) throws Exception {
    Seshat seshat = reading(store.seshat());
    server.says(
        "/inside", "HTTP/1.1 302 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    server.says(
        "/metadata",
        "HTTP/1.1 302 Go\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n");
    Link link = readAt(seshat, "/metadata");
    assertThat(link.status()).isEqualTo(LinkStatus.ERROR);
    assertThat(link.errorMessage()).startsWith("169.254.169.254 is a link-local address;");
    assertThat(readAt(seshat, "/inside").errorMessage()).contains("cannot be called");
    Promise promise = seshat.promises().get(promise(link));
    assertThat(promise.status()).as("it is known how it is").isEqualTo(PromiseStatus.COMPLETED);
    assertThat(promise.resultSummary()).startsWith("not read: 169.254.169.254");
    assertThat(seshat.promises().get(promise(link)).attempts()).isEqualTo(1);
  }

  @EveryStore
  void whatCannotBeReadSaysWhy(TestStore store) throws Exception {
    Seshat seshat = reading(store.seshat());
    server.gives("/paper.pdf", "application/pdf", "%PDF-1.7");
    server.says("/gone", "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
    server.gives("/huge", "text/plain", "x".repeat(2 << 20));
    server.gives("/robots.txt", "text/plain", "User-agent: seshat\nDisallow: /private\n");
    server.gives("/private/x", "text/plain", "secret");
    server.says("/way", "HTTP/1.1 301 Go\r\nLocation: /private/x\r\nContent-Length: 0\r\n\r\n");
    Link pdf = readAt(seshat, "/paper.pdf");
    assertThat(pdf.errorMessage()).isEqualTo("127.0.0.1 sent application/pdf, which is not text");
    assertThat(pdf.title()).isEqualTo("127.0.0.1: paper.pdf");
    Link gone = readAt(seshat, "/gone");
    assertThat(gone.errorMessage())
        .isEqualTo("127.0.0.1 answered with status 410 (there is no such page)");
    assertThat(gone.httpStatus()).isEqualTo(410);
    assertThat(readAt(seshat, "/huge").errorMessage()).contains("larger than 1 MiB");
    for (String path : List.of("/private/x", "/way")) {
      assertThat(readAt(seshat, path).errorMessage())
          .contains("asks programs not to read this address");
    }
    assertThat(server.questions()).noneMatch(q -> q.path().equals("/private/x"));
    assertThat(seshat.links().list(LinkFilter.newest(10).withStatus(LinkStatus.ERROR)).items())
        .hasSize(5);
  }

  @EveryStore
  void aSiteThatCannotSayWhatItAllowsIsNotRead(TestStore store) throws Exception {
    Seshat seshat = reading(store.seshat());
    server.says("/robots.txt", "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
    long id = seshat.links().add(NewLink.of(server.url("/dams"))).link().id();
    Promise promise = oneAttempt(seshat, id);
    assertThat(promise.status()).as("is tried again later").isEqualTo(PromiseStatus.PENDING);
    Link link = seshat.links().get(id);
    assertThat(link.status()).isEqualTo(LinkStatus.ERROR);
    assertThat(link.isWaiting()).isTrue();
    assertThat(link.errorMessage()).contains("robots.txt of 127.0.0.1 cannot be read");
    assertThat(server.questions()).noneMatch(q -> q.path().equals("/dams"));
  }

  /// Lets a worker try once, however that ends.
  private static Promise oneAttempt(Seshat seshat, long id) throws InterruptedException {
    long promise = promise(seshat.links().get(id));
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try (Worker worker = seshat.worker().only(Links.KIND).start()) {
      while (System.nanoTime() < end) {
        Promise now = seshat.promises().get(promise);
        if (now.status() != PromiseStatus.IN_PROGRESS && now.attempts() > 0) {
          return now;
        }
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("no attempt within 30 s");
  }

  @EveryStore
  void refreshingKeepsWhatThereIsUntilThereIsMore(TestStore store) throws Exception {
    TestClock clock = new TestClock();
    Seshat seshat = reading(store.seshat(clock));
    long id = readAt(seshat, "/dams").id();
    server.on(
        "/dams",
        (question, out) ->
            out.write(
                question.head().contains("If-None-Match: \"v1\"")
                    ? "HTTP/1.1 304 Same\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)
                    : "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1)));
    clock.advance(Duration.ofHours(2));
    seshat.links().refresh(id);
    Link same = read(seshat, id);
    assertThat(same.status()).isEqualTo(LinkStatus.SUCCESS);
    assertThat(same.errorMessage()).isNull();
    assertThat(same.fetchedAt()).isEqualTo(clock.instant());
    assertThat(same.analysedAt()).isBefore(clock.instant());

    server.says("/dams", "HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n");
    Link asked = seshat.links().refresh(id);
    assertThat(asked.isWaiting()).isTrue();
    assertThat(seshat.links().refresh(id).revision())
        .as("asked for already")
        .isEqualTo(asked.revision());
    Link kept = read(seshat, id);
    assertThat(kept.status()).isEqualTo(LinkStatus.SUCCESS);
    assertThat(kept.title()).isEqualTo("On dams");
    assertThat(kept.errorMessage()).contains("status 404");

    server.gives(
        "/dams", "text/plain", "Something else entirely stands here now, and it is about bridges.");
    seshat.links().refresh(id);
    Link changed = read(seshat, id);
    assertThat(changed.errorMessage()).isNull();
    assertThat(seshat.links().text(id)).contains("bridges");
    assertThat(seshat.links().search("bridges", null, 10).items()).hasSize(1);
    assertThat(seshat.links().search("seepage", null, 10).items()).isEmpty();
    assertThat(changed.attempts()).isEqualTo(4);
  }

  @EveryStore
  void aFailedReadingIsTriedAgainWhenItIsAddedAgainOrItsPromiseIsRetried(TestStore store)
      throws Exception {
    Seshat seshat = reading(store.seshat());
    server.says("/late", "HTTP/1.1 404 Not yet\r\nContent-Length: 0\r\n\r\n");
    Link failed = readAt(seshat, "/late");
    assertThat(failed.status()).isEqualTo(LinkStatus.ERROR);
    server.gives("/late", "text/plain", "Here it is at last.");
    assertThat(readAt(seshat, "/late").status()).isEqualTo(LinkStatus.SUCCESS);

    server.gives("/later", "text/plain", "Here it is too.");
    Link other = seshat.links().add(NewLink.of(server.url("/later"))).link();
    seshat.promises().cancel(promise(other), "not now");
    Promise retried = seshat.promises().retry(promise(other));
    try (Worker worker = seshat.worker().only(Links.KIND).start()) {
      assertThat(seshat.promises().await(retried.id(), Duration.ofSeconds(30)).status())
          .isEqualTo(PromiseStatus.COMPLETED);
    }
    assertThat(seshat.links().get(other.id()).status()).isEqualTo(LinkStatus.SUCCESS);
  }

  @EveryStore
  void aCancelledReadingCanBeAskedForAgain(TestStore store) throws Exception {
    Seshat seshat = reading(store.seshat());
    Link link = seshat.links().add(NewLink.of(server.url("/dams"))).link();
    seshat.promises().cancel(promise(link), "not now");
    assertThat(seshat.links().get(link.id()).isWaiting()).isTrue();
    seshat.links().add(NewLink.of(server.url("/dams")));
    assertThat(read(seshat, link.id()).status()).isEqualTo(LinkStatus.SUCCESS);
  }

  @EveryStore
  void linksAreFoundByTheirWords(TestStore store) throws Exception {
    Seshat seshat = reading(store.seshat());
    server.gives("/a", "text/plain", "The quick fox crosses the river. Größe zählt.");
    server.gives("/b", "text/plain", "A slow tortoise rests at the river bank.");
    long a = readAt(seshat, "/a").id();
    long b = readAt(seshat, "/b").id();
    Links links = seshat.links();
    assertThat(links.search("river", null, 10).items()).extracting(Link::id).containsExactly(b, a);
    assertThat(links.search("rivers crossing", null, 10).items())
        .extracting(Link::id)
        .containsExactly(a);
    assertThat(links.search("\"quick fox\"", null, 10).items())
        .extracting(Link::id)
        .containsExactly(a);
    assertThat(links.search("river -fox", null, 10).items())
        .extracting(Link::id)
        .containsExactly(b);
    assertThat(links.search("fox OR tortoise", null, 10).items()).hasSize(2);
    assertThat(links.search("tort* groesse OR grosse OR größe", null, 10).items()).isEmpty();
    assertThat(links.search("GRÖSSE OR größe", null, 10).items())
        .extracting(Link::id)
        .containsExactly(a);
    assertThat(links.search("river", null, 1).next()).isEqualTo(String.valueOf(b));
    assertThat(links.search("river", String.valueOf(b), 1).items())
        .extracting(Link::id)
        .containsExactly(a);
    assertThatThrownBy(() -> links.search("\"open", null, 10)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> links.search(" ", null, 10)).isInstanceOf(Invalid.class);
    links.remove(a);
    assertThat(links.search("fox", null, 10).items()).isEmpty();
    assertThatThrownBy(() -> links.get(a)).isInstanceOf(NotFound.class);
    assertThat(seshat.search().check().isWhole()).isTrue();
    seshat.search().reindex(done -> {});
    assertThat(links.search("tortoise", null, 10).items()).hasSize(1);
    assertThat(seshat.search().check().isWhole()).isTrue();
  }

  @EveryStore
  void listsArePagedAndCounted(TestStore store) throws Exception {
    TestClock clock = new TestClock();
    Seshat seshat = store.seshat(clock);
    Links links = seshat.links();
    String session = seshat.sessions().start(NewSession.of("Read about dams")).id().toString();
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMinutes(1));
      links.add(NewLink.of("http://one.example/" + i).withProject("dams"));
    }
    links.add(NewLink.of("https://two.example/").withSession(session));
    var first = links.list(LinkFilter.newest(4));
    assertThat(first.items()).hasSize(4);
    var second = links.list(LinkFilter.newest(4).after(first.next()));
    assertThat(second.items()).hasSize(2);
    assertThat(second.next()).isNull();
    assertThat(links.list(LinkFilter.newest(10).ofDomain("ONE.example")).items()).hasSize(5);
    assertThat(links.list(LinkFilter.newest(10).ofProject("dams")).items()).hasSize(5);
    assertThat(
            links.list(LinkFilter.newest(10).ofSession(java.util.UUID.fromString(session))).items())
        .hasSize(1);
    assertThat(links.domains(10))
        .extracting(DomainCount::domain)
        .containsExactly("one.example", "two.example");
    assertThat(links.domains(10).getFirst().pending()).isEqualTo(5);
    assertThatThrownBy(() -> links.list(LinkFilter.newest(10).after("x")))
        .isInstanceOf(Invalid.class);
  }

  @EveryStore
  void cleaningUpSaysFirstWhatItWouldTakeAway(TestStore store) throws Exception {
    TestClock clock = new TestClock();
    Seshat seshat = reading(store.seshat(clock));
    String session = seshat.sessions().start(NewSession.of("Keep one")).id().toString();
    long failed = readAt(seshat, "/nothing").id();
    long read = readAt(seshat, "/dams").id();
    seshat.links().add(NewLink.of("http://kept.example/").withSession(session));
    clock.advance(Duration.ofDays(40));
    CleanRule errors = new CleanRule(30, null);
    assertThat(seshat.links().plan(errors).examples()).extracting(Link::id).containsExactly(failed);
    assertThat(seshat.links().plan(new CleanRule(50, null)).links()).isZero();
    assertThat(seshat.links().clean(errors).links()).isEqualTo(1);
    assertThatThrownBy(() -> seshat.links().get(failed)).isInstanceOf(NotFound.class);
    assertThat(seshat.links().clean(new CleanRule(null, 30)).examples())
        .extracting(Link::id)
        .containsExactly(read);
    assertThat(seshat.links().list(LinkFilter.newest(10)).items()).hasSize(1);
    assertThatThrownBy(() -> new CleanRule(null, null)).isInstanceOf(Invalid.class);
  }

  @EveryStore
  void whatAnotherSystemKeptIsTakenOver(TestStore store) {
    Seshat seshat = store.seshat();
    Analysis analysis =
        new Analysis("Old title", "Old topic", List.of("Because"), List.of("It was so"), null);
    RecordedLink told =
        new RecordedLink(
            "https://old.example/page",
            LinkStatus.SUCCESS,
            analysis,
            "agent system",
            null,
            java.time.Instant.parse("2024-05-01T10:00:00Z"),
            java.time.Instant.parse("2024-05-01T09:00:00Z"),
            null);
    try (dev.seshat.store.Store raw = store.store()) {
      Links links = seshat.links();
      AddedLink added = raw.write(tx -> links.recordIn(tx, told));
      assertThat(added.isNew()).isTrue();
      assertThat(raw.<AddedLink>write(tx -> links.recordIn(tx, told)).isNew()).isFalse();
    }
    Link link = seshat.links().get("https://old.example/page");
    assertThat(link.title()).isEqualTo("Old title");
    assertThat(link.reasonsToCare()).containsExactly("Because");
    assertThat(link.analysedBy()).isEqualTo("agent system");
    assertThat(link.createdAt()).isEqualTo("2024-05-01T09:00:00Z");
    assertThat(link.isWaiting()).isFalse();
    assertThat(seshat.links().search("topic", null, 5).items()).hasSize(1);
  }
}
