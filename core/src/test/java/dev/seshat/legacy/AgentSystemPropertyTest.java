package dev.seshat.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.analysis.ModelAccess;
import dev.seshat.analysis.Models;
import dev.seshat.audit.AuditJournal;
import dev.seshat.budget.Budgets;
import dev.seshat.export.ExportProgress;
import dev.seshat.inbox.Inbox;
import dev.seshat.link.Links;
import dev.seshat.link.PageReader;
import dev.seshat.net.NetPolicy;
import dev.seshat.promise.Promises;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.FailingStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// However often, in whatever order and pieces, and wherever broken off the files are taken over: the store is the same.
/// `-Dseshat.seed=N` draws other rows.
class AgentSystemPropertyTest {
  private static final long SEED = Long.getLong("seshat.seed", 11L);
  private static final int ROWS = 240;

  @TempDir Path folder;
  private Path whole;
  private List<Path> pieces;

  @BeforeEach
  void make() throws Exception {
    whole = folder.resolve("system.db");
    try (AgentDatabase system = AgentDatabase.create(whole, AgentDatabase.ALL).fill(SEED, ROWS)) {
      system.copy(folder.resolve("token_usage.db.backup"), AgentDatabase.USAGE, true).close();
      system.copy(folder.resolve("links.db.backup"), AgentDatabase.LINKS, false).close();
      try (AgentDatabase older =
          system.copy(folder.resolve("system.db.backup"), AgentDatabase.ALL, true)) {
        older.run("DELETE FROM token_usage WHERE id > 1100");
        older.run("UPDATE models SET input_cost_per_1k = 9.0 WHERE name = 'one'");
        older.run("UPDATE projects SET description = 'as it was'");
        older.run(
            "UPDATE claude_code_sessions SET last_activity = '2024-01-01 00:00:00', task_count = 0");
        older.run("UPDATE token_usage SET timestamp = timestamp WHERE id = 1");
      }
    }
    pieces =
        List.of(
            whole,
            folder.resolve("token_usage.db.backup"),
            folder.resolve("links.db.backup"),
            folder.resolve("system.db.backup"));
  }

  static Legacy legacy(Store store) {
    Scope scope = new Scope(store, Seshat.LOCAL);
    Usage usage = new Usage(scope);
    Sessions sessions = new Sessions(scope, usage.projects());
    Inbox inbox = new Inbox(scope);
    Promises promises = new Promises(scope, inbox, new AuditJournal());
    Models models =
        new Models(scope, usage, new Budgets(scope, usage.projects(), inbox), ModelAccess.none());
    PageReader pages = new PageReader(NetPolicy.PUBLIC);
    Links links = new Links(scope, sessions, usage.projects(), pages, models, promises);
    return new Legacy(scope, usage, promises, links, PromptCase.homes(scope, sessions));
  }

  private static LegacyReport take(Store store, List<Path> files) {
    return legacy(store).importAgentSystem(files, LegacyOptions.standard(), ExportProgress.none());
  }

  private static Store open(TestStore test) {
    return test.store(TestStore.seeded(new TestClock(), SEED));
  }

  @EveryStore
  void twice(TestStore test) {
    Store store = open(test);
    LegacyReport first = take(store, List.of(whole));
    List<String> taken = Taken.of(store);
    assertThat(taken).hasSizeGreaterThan(ROWS / 2);
    LegacyReport second = take(store, List.of(whole));
    assertThat(Taken.of(store)).isEqualTo(taken);
    for (int i = 0; i < first.tables().size(); i++) {
      var then = first.tables().get(i);
      var now = second.tables().get(i);
      assertThat(now.taken() + now.changed()).as(now.table()).isZero();
      assertThat(now.read()).isEqualTo(then.read());
      assertThat(now.skipped()).isEqualTo(then.skipped());
      assertThat(now.read()).isEqualTo(now.alreadyThere() + now.skipped());
    }
    try (Seshat seshat = test.seshat()) {
      assertThat(seshat.doctor().examine().problems()).isEmpty();
    }
  }

  @Test
  void inPiecesAndInAnyOrder() throws Exception {
    List<String> together = List.of();
    Random random = new Random(SEED);
    for (int i = 0; i < 5; i++) {
      List<Path> order = new ArrayList<>(pieces);
      Collections.shuffle(order, random);
      try (TestStore test = TestStore.sqlite()) {
        Store store = open(test);
        if (i == 0) {
          take(store, order);
          together = priceless(Taken.of(store));
        } else {
          order.forEach(file -> take(store, List.of(file)));
          take(store, List.of(order.get(random.nextInt(order.size()))));
          assertThat(difference(together, priceless(Taken.of(store))))
              .as("%s, seed %d", order, SEED)
              .isEmpty();
        }
      }
    }
  }

  /// What only one of them has.
  private static List<String> difference(List<String> one, List<String> other) {
    List<String> difference = new ArrayList<>();
    one.stream().filter(line -> !other.contains(line)).forEach(line -> difference.add("- " + line));
    other.stream().filter(line -> !one.contains(line)).forEach(line -> difference.add("+ " + line));
    return difference;
  }

  /// A request without a cost of its own keeps the one that it was given when it came: repricing is a step of its own.
  private static List<String> priceless(List<String> lines) {
    return lines.stream()
        .map(line ->
            line.startsWith("usage")
                ? line.replaceAll("\\|[-0-9.eE]+\\|(computed|lower_bound)\\|", "|")
                : line)
        .toList();
  }

  @Test
  void brokenOffAnywhere() throws Exception {
    List<String> undisturbed;
    try (TestStore test = TestStore.sqlite()) {
      Store store = open(test);
      take(store, List.of(whole));
      undisturbed = Taken.of(store);
    }
    try (TestStore test = TestStore.sqlite()) {
      Store store = open(test);
      int kills = 0;
      for (int writes = 0; writes < 12; writes++) {
        try {
          take(new FailingStore(store, writes, writes % 2 == 0), List.of(whole));
        } catch (FailingStore.Killed e) {
          kills++;
        }
      }
      take(store, List.of(whole));
      assertThat(kills).isGreaterThan(3);
      assertThat(Taken.of(store)).isEqualTo(undisturbed);
    }
  }

  @Test
  void aDryRunSaysWhatWouldBeAndWritesNothing() throws Exception {
    try (TestStore test = TestStore.sqlite()) {
      Store store = open(test);
      List<String> before = Taken.of(store);
      LegacyReport dry =
          legacy(store)
              .importAgentSystem(
                  List.of(whole), LegacyOptions.standard().withDryRun(true), ExportProgress.none());
      assertThat(Taken.of(store)).isEqualTo(before);
      assertThat(dry.dryRun()).isTrue();
      LegacyReport real = take(store, List.of(whole));
      assertThat(dry.tables()).isEqualTo(real.tables());
      assertThat(dry.remarks()).isEqualTo(real.remarks());
    }
  }
}
