package dev.seshat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What every store promises.
final class StoreTest {
  private static void insertProject(Tx tx, String name) throws java.sql.SQLException {
    tx.update("INSERT INTO projects (name, created_at) VALUES (?, ?)", name, tx.now());
  }

  private static long projects(Store store) {
    return store.read(tx -> tx.number("SELECT count(*) AS n FROM projects"));
  }

  @EveryStore
  void aWriteThatThrowsLeavesNothing(TestStore test) {
    Store store = test.store();
    assertThatThrownBy(() ->
            store.write(tx -> {
              insertProject(tx, "half");
              throw new Invalid("x", "no");
            }))
        .isInstanceOf(Invalid.class);
    assertThat(projects(store)).isZero();
  }

  @EveryStore
  void manyWritersAtOnceEachGetTheirOwnAnswer(TestStore test) throws Exception {
    Store store = test.store();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        answers.add(
            threads.submit(() ->
                store.write(tx -> {
                  insertProject(tx, "p" + number);
                  if (number % 7 == 0) {
                    throw new Invalid("n", "p" + number);
                  }
                  return "p" + number;
                })));
      }
      for (int i = 0; i < 200; i++) {
        Future<String> answer = answers.get(i);
        if (i % 7 == 0) {
          assertThatThrownBy(answer::get).hasRootCauseMessage("n: p" + i);
        } else {
          assertThat(answer.get()).isEqualTo("p" + i);
        }
      }
    }
    assertThat(projects(store)).isEqualTo(200 - 29);
  }

  @EveryStore
  void aReadCannotWrite(TestStore test) {
    Store store = test.store();
    assertThatThrownBy(() ->
            store.read(tx -> {
              insertProject(tx, "sneaky");
              return true;
            }))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(projects(store)).isZero();
  }

  @EveryStore
  void valuesComeBackAsTheyWere(TestStore test) {
    Store store = test.store();
    UUID id = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    Instant at = Instant.parse("2026-03-29T01:30:00.123Z");
    store.write(tx ->
        tx.update(
            "INSERT INTO sessions (id, short_id, kind, intention, success_indicators, completion_indicators, constraints,"
                + " tags, status, last_activity_at, created_at, updated_at, needs_followup, context, metadata)"
                + " VALUES (?, 'abcd1234', 'chat', ?, ?, ?, ?, ?, 'scheduled', ?, ?, ?, ?, ?, ?)",
            id,
            "naïve 😀 text",
            new Json("[]"),
            new Json("[]"),
            new Json("[]"),
            new Json("[\"a\"]"),
            at,
            at,
            at,
            true,
            new Json("{\"a\":1}"),
            new Json("{}")));
    store.read(tx -> {
      tx.each(
          "SELECT * FROM sessions",
          row -> {
            assertThat(row.id("id")).isEqualTo(id);
            assertThat(row.text("intention")).isEqualTo("naïve 😀 text");
            assertThat(row.time("created_at")).isEqualTo(at);
            assertThat(row.flag("needs_followup")).isTrue();
            assertThat(row.textOrNull("name")).isNull();
            assertThat(row.numberOrNull("project_id")).isNull();
            assertThat(row.text("context").replace(" ", "")).isEqualTo("{\"a\":1}");
          });
      return true;
    });
  }

  @EveryStore
  void stepsAfterTheCommitAreTakenOnlyIfThereIsOne(TestStore test) {
    Store store = test.store();
    List<String> taken = new ArrayList<>();
    store.write(tx -> {
      tx.afterCommit(() -> taken.add("after " + projects(store)));
      insertProject(tx, "one");
      return true;
    });
    assertThatThrownBy(() ->
            store.write(tx -> {
              tx.afterCommit(() -> taken.add("never"));
              throw new Invalid("x", "no");
            }))
        .isInstanceOf(Invalid.class);
    assertThat(taken).containsExactly("after 1");
  }

  @EveryStore
  void aStoreOfANewerVersionIsRefused(TestStore test) {
    test.store()
        .write(tx ->
            tx.update(
                "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (999, '999_future', 'x', ?)",
                tx.now()));
    assertThatThrownBy(test::store)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("newer version");
  }

  @EveryStore
  void aChangedMigrationIsRefused(TestStore test) {
    test.store()
        .write(
            tx -> tx.update("UPDATE schema_migrations SET checksum = 'other' WHERE version = 1"));
    assertThatThrownBy(test::store)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("001_sessions");
  }
}
