package dev.seshat.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The order in which records come makes no difference.
final class UsageOrderTest {
  private static final List<UUID> SESSIONS =
      List.of(
          new UUID(0x1111111111111111L, 1),
          new UUID(0x2222222222222222L, 2),
          new UUID(0x3333333333333333L, 3));

  /// Few requests, many records of each, with as many ties as possible.
  private static List<NewUsage> records(Random random, int count) {
    List<NewUsage> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TokenCounts tokens =
          TokenCounts.of(
              random.nextInt(2),
              random.nextInt(2),
              random.nextInt(2),
              random.nextInt(2),
              random.nextInt(2));
      NewUsage record =
          NewUsage.of(
                  one(random, "Anthropic", "OpenAI"),
                  one(random, "claude-opus-4-6", "gpt-5", "unknown"),
                  tokens)
              .withRequestId("r" + random.nextInt(8))
              .withAt(Instant.parse("2026-02-10T09:30:00Z").plusSeconds(random.nextInt(2)))
              .withProject(one(random, "a", "b"))
              .withSession(SESSIONS.get(random.nextInt(3)))
              .withUserId(random.nextBoolean() ? "ada" : null)
              .withGitBranch(random.nextBoolean() ? "main" : null)
              .withSource(random.nextBoolean() ? one(random, "x", "y") : null)
              .withBatch(random.nextInt(4) == 0)
              .withIncomplete(random.nextInt(4) == 0)
              .withReportedCostUsd(
                  random.nextInt(4) == 0 ? BigDecimal.valueOf(random.nextInt(2)) : null);
      records.add(record);
    }
    return records;
  }

  private static String one(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  @EveryStore
  void anyOrderGivesTheSameRowsAndCounters(TestStore test) {
    long seed = 20_261_122;
    Random random = new Random(seed);
    Workbench bench = new Workbench(test);
    SESSIONS.forEach(id -> bench.session(id, null));
    for (int round = 0; round < 8; round++) {
      List<NewUsage> records = records(random, 60);
      List<String> expected = null;
      List<Workbench.Counters> counters = null;
      for (int order = 0; order < 4; order++) {
        bench.store.write(tx -> tx.update("DELETE FROM token_usage"));
        bench.store.write(tx ->
            tx.update(
                "UPDATE sessions SET total_tokens = 0, cost_nanos = 0, unpriced_count = 0,"
                    + " lower_bound_count = 0"));
        Collections.shuffle(records, random);
        int cut = random.nextInt(records.size());
        bench.usage.record(records.subList(0, cut));
        for (NewUsage record : records.subList(cut, records.size())) {
          bench.usage.record(record);
        }
        assertThat(bench.usage.recount()).as("seed %d, round %d", seed, round).isEmpty();
        List<String> rows = bench.rows();
        List<Workbench.Counters> now = SESSIONS.stream().map(bench::counters).toList();
        if (expected == null || counters == null) {
          expected = rows;
          counters = now;
        }
        assertThat(rows).as("seed %d, round %d, order %d", seed, round, order).isEqualTo(expected);
        assertThat(now).as("seed %d, round %d, order %d", seed, round, order).isEqualTo(counters);
      }
    }
  }

  @EveryStore
  void manyWritersAtOnceComeToTheSame(TestStore test) throws Exception {
    long seed = 99;
    Random random = new Random(seed);
    Workbench bench = new Workbench(test);
    SESSIONS.forEach(id -> bench.session(id, null));
    List<NewUsage> records = records(random, 160);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<UsageBatch>> answers = new ArrayList<>();
      for (int i = 0; i < records.size(); i += 8) {
        List<NewUsage> part = List.copyOf(records.subList(i, i + 8));
        answers.add(threads.submit(() -> bench.usage.record(part)));
      }
      for (Future<UsageBatch> answer : answers) {
        answer.get();
      }
    }
    assertThat(bench.usage.recount()).as("seed %d", seed).isEmpty();
    List<String> together = bench.rows();
    bench.store.write(tx -> tx.update("DELETE FROM token_usage"));
    bench.usage.record(records);
    assertThat(bench.rows()).as("seed %d", seed).isEqualTo(together);
  }
}
