package dev.seshat.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.search.SearchQuery;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What is asked for twice is done once, whatever happens in between.
final class IdempotencyTest {
  private static String start(Seshat seshat, String intention) {
    return seshat.sessions().startUnfocused(NewSession.of(intention)).id().toString();
  }

  private static List<Session> sessions(Seshat seshat) {
    return seshat.sessions().list(SessionFilter.all()).items();
  }

  @EveryStore
  void theSecondGetsTheFirstsAnswer(TestStore test) {
    Seshat seshat = test.seshat();
    Kept first = seshat.once("k", "POST /sessions {}", within -> start(within, "one"));
    Kept second = seshat.once("k", "POST /sessions {}", within -> start(within, "two"));
    assertThat(first.isNew()).isTrue();
    assertThat(second).isEqualTo(new Kept(first.answer(), false));
    assertThat(sessions(seshat)).extracting(Session::intention).containsExactly("one");
  }

  @EveryStore
  void aKeyIsItsActorsOwnAndStandsForOneRequest(TestStore test) {
    Seshat seshat = test.seshat();
    seshat.once("k", "a", within -> "mine");
    assertThat(seshat.as("ada").once("k", "b", within -> "hers").answer()).isEqualTo("hers");
    assertThatThrownBy(() -> seshat.once("k", "b", within -> "no"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("another request");
    for (String key : List.of("", " ", "x".repeat(201), "a\u0000")) {
      assertThatThrownBy(() -> seshat.once(key, "a", within -> "no")).isInstanceOf(Invalid.class);
    }
  }

  @EveryStore
  void whatThrowsLeavesNeitherChangesNorKey(TestStore test) {
    Seshat seshat = test.seshat();
    assertThatThrownBy(() ->
            seshat.once(
                "k",
                "a",
                within -> {
                  String id = start(within, "half");
                  within.interactions().append(id, NewInteraction.message("user", "hello"));
                  return within.sessions().get("ffffffff").name() + "never";
                }))
        .isInstanceOf(NotFound.class);
    assertThat(sessions(seshat)).isEmpty();
    assertThat(seshat.audit().newest()).isZero();
    assertThat(seshat.once("k", "another", within -> start(within, "whole")).isNew()).isTrue();
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void theWorkSeesItsOwnChangesAndOthersAfterTheCommit(TestStore test) {
    Seshat seshat = test.seshat();
    long before = seshat.audit().newest();
    seshat.once(
        "k",
        "a",
        within -> {
          String id = start(within, "a walk by the river");
          within.interactions().append(id, NewInteraction.message("user", "We saw a heron."));
          assertThat(within.interactions().last(id, 10)).hasSize(1);
          assertThat(within.audit().newest()).as("the log is written at the end").isEqualTo(before);
          return id;
        });
    assertThat(seshat.audit().newest()).isGreaterThan(before);
    assertThat(seshat.audit().verify().intact()).isTrue();
    assertThat(seshat.search().find(SearchQuery.of("heron")).hits()).hasSize(1);
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void aPartThatFailsTakesBackItselfAlone(TestStore test) {
    Scope scope = test.scope();
    new Idempotency(scope)
        .once(
            "k",
            "a",
            within -> {
              within.store().write(tx -> project(tx, "kept"));
              assertThatThrownBy(() ->
                      within
                          .store()
                          .write(tx -> {
                            within.changed(tx, "project.create", "project", "half", null, "{}");
                            project(tx, "half");
                            throw new NotFound("no such thing");
                          }))
                  .isInstanceOf(NotFound.class);
              within.store().write(tx -> project(tx, "kept too"));
              return "done";
            });
    List<String> names =
        scope
            .store()
            .read(
                tx -> tx.list("SELECT name FROM projects ORDER BY name", row -> row.text("name")));
    assertThat(names).containsExactly("kept", "kept too");
    assertThat(scope.store().<Long>read(tx -> tx.number("SELECT count(*) AS n FROM audit_log")))
        .isZero();
  }

  private static int project(Tx tx, String name) throws SQLException {
    return tx.update("INSERT INTO projects (name, created_at) VALUES (?, ?)", name, tx.now());
  }

  /// A row that another transaction adds meanwhile is no failure on PostgreSQL: the work is run again and sees it.
  @EveryStore
  void theWorkRunsAgainWhenAnotherTransactionCameFirst(TestStore test) throws Exception {
    Seshat seshat = test.seshat();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Kept>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String key = "k" + i;
        String name = "p" + i / 8;
        answers.add(
            threads.submit(() ->
                seshat.once(
                    key, key, within -> within.usage().projects().findOrCreate(name).name())));
      }
      for (Future<Kept> answer : answers) {
        assertThat(answer.get().isNew()).isTrue();
      }
    }
    assertThat(seshat.usage().projects().list()).hasSize(8);
  }

  @EveryStore
  void theStoreOfTheWorkEndsWithIt(TestStore test) {
    Seshat seshat = test.seshat();
    List<Seshat> kept = new ArrayList<>();
    seshat.once(
        "k",
        "a",
        within -> {
          kept.add(within);
          within.close();
          return start(within, "one");
        });
    assertThatThrownBy(() -> start(kept.getFirst(), "two"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(sessions(seshat)).hasSize(1);
  }

  @EveryStore
  void aQueryFromOutsideCannotWriteInsideTheWorkEither(TestStore test) {
    Seshat seshat = test.seshat();
    seshat.once("k", "a", within -> start(within, "one"));
    assertThatThrownBy(() ->
            seshat.once(
                "k2",
                "a",
                within ->
                    within
                        .query()
                        .run(
                            "WITH x AS (SELECT 1) DELETE FROM sessions RETURNING id",
                            10,
                            Duration.ofSeconds(5))
                        .toString()))
        .isInstanceOf(Invalid.class);
    assertThat(sessions(seshat)).hasSize(1);
  }

  @EveryStore
  void ofManyAtOnceOneRuns(TestStore test) throws Exception {
    Seshat seshat = test.seshat();
    CountDownLatch ready = new CountDownLatch(16);
    AtomicInteger fresh = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (int round = 0; round < 10; round++) {
        String key = "round " + round;
        List<Future<Kept>> answers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          answers.add(
              threads.submit(() -> {
                ready.countDown();
                ready.await();
                return seshat.once(key, "same", within -> start(within, key));
              }));
        }
        List<String> texts = new ArrayList<>();
        for (Future<Kept> answer : answers) {
          texts.add(answer.get().answer());
          fresh.addAndGet(answer.get().isNew() ? 1 : 0);
        }
        assertThat(texts).containsOnly(texts.getFirst());
      }
    }
    assertThat(fresh).hasValue(10);
    assertThat(sessions(seshat)).hasSize(10);
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void oldKeysAreForgottenInPassing(TestStore test) {
    TestClock clock = new TestClock();
    Seshat seshat = test.seshat(clock);
    for (int i = 0; i < 150; i++) {
      seshat.once("old " + i, "a", within -> "x");
    }
    clock.advance(Duration.ofHours(23));
    seshat.once("young", "a", within -> "x");
    assertThat(keys(test)).isEqualTo(151);
    clock.advance(Duration.ofHours(2));
    seshat.once("new", "a", within -> "x");
    assertThat(keys(test)).isEqualTo(52);
    seshat.once("newer", "a", within -> "x");
    assertThat(keys(test)).isEqualTo(3);
    assertThat(seshat.once("young", "a", within -> "y").answer()).isEqualTo("x");
  }

  private static long keys(TestStore test) {
    return test.store().read(tx -> tx.number("SELECT count(*) AS n FROM idempotency_key"));
  }

  /// Kills the process while it works: each key that was answered gives the same answer again, and no session stands
  /// without its key, so that doing all of it again makes none twice.
  @Test
  void aKilledProcessLeavesBothOrNeither() throws Exception {
    try (TestStore test = TestStore.sqlite()) {
      for (int kill = 0; kill < 5; kill++) {
        Map<String, String> answered = liveAndDie(Path.of(test.where()), 20 + 30 * kill);
        try (Seshat seshat = Seshat.open(Path.of(test.where()))) {
          answered.forEach((key, answer) ->
              assertThat(seshat.once(key, key, within -> start(within, key)))
                  .isEqualTo(new Kept(answer, false)));
          String last = "key-" + answered.size();
          seshat.once(last, last, within -> start(within, last));
          String twice = "SELECT intention FROM v_sessions GROUP BY intention HAVING count(*) > 1";
          assertThat(seshat.query().run(twice, 10, Duration.ofSeconds(5)).rows()).isEmpty();
        }
      }
    }
  }

  private static Map<String, String> liveAndDie(Path file, int answers) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OnceWriter.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<String, String> said = new HashMap<>();
    try (BufferedReader out = new BufferedReader(writer.inputReader(StandardCharsets.UTF_8))) {
      for (int i = 0; i < answers; i++) {
        note(said, String.valueOf(out.readLine()));
      }
      writer.toHandle().destroyForcibly();
      out.lines()
          .filter(line -> line.matches("key-\\d+ \\S{36}"))
          .forEach(line -> note(said, line));
    }
    assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private static void note(Map<String, String> said, String line) {
    String[] parts = line.split(" ");
    said.put(parts[0], parts[1]);
  }
}
