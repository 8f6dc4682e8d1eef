package dev.seshat.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// What summaries promise.
final class SummaryContractTest {
  private static NewUsage of(String host, String model, String at, long input) {
    return NewUsage.of(host, model, TokenCounts.of(input, 0)).withAt(Instant.parse(at));
  }

  private static List<String> keys(UsageSummary summary) {
    return summary.rows().stream().map(row -> row.key() + "=" + row.requests()).toList();
  }

  @EveryStore
  void realDaysCostWhatAnIndependentToolSays(TestStore test) {
    Workbench bench = new Workbench(test);
    // the sums of two real days, as requests that stay below long context
    bench.usage.record(
        NewUsage.of(
                "Anthropic",
                "claude-haiku-4-5-20251001",
                TokenCounts.of(219, 457_858, 0, 39_438, 28))
            .withAt(Instant.parse("2026-02-10T10:00:00Z")));
    // 15 × 3 + 34159 × 0.3 + 42176 × 6 + 3 × 15
    bench.usage.record(
        NewUsage.of(
                "Anthropic", "claude-sonnet-4-5-20250929", TokenCounts.of(15, 34_159, 0, 42_176, 3))
            .withAt(Instant.parse("2026-02-11T10:00:00Z")));
    // 94 × 1 + 299487 × 0.1 + 13554 × 2 + 33 × 5
    bench.usage.record(
        NewUsage.of(
                "Anthropic",
                "claude-haiku-4-5-20251001",
                TokenCounts.of(94, 299_487, 0, 13_554, 33))
            .withAt(Instant.parse("2026-02-11T11:00:00Z")));
    UsageSummary days = bench.usage.summary(UsageQuery.by(UsageDimension.DAY));
    assertThat(days.rows()).extracting(UsageRow::key).containsExactly("2026-02-10", "2026-02-11");
    assertThat(days.rows().get(0).costUsd()).isEqualByComparingTo("0.1250208");
    assertThat(days.rows().get(1).costUsd())
        .isEqualByComparingTo(new BigDecimal("0.2633937").add(new BigDecimal("0.0573157")));
    assertThat(days.totals().tokens()).isEqualTo(TokenCounts.of(328, 791_504, 0, 95_168, 64));
    assertThat(days.totals().costUsd()).isEqualByComparingTo("0.4457302");
  }

  @EveryStore
  void everyDimensionHasItsRows(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID session = bench.session("Atlas");
    bench.usage.record(
        of("Anthropic", "claude-opus-4-6", "2026-02-10T09:30:00Z", 1_000)
            .withSession(session)
            .withUserId("ada")
            .withGitBranch("main"));
    bench.usage.record(
        of("OpenAI", "gpt-5", "2026-02-10T14:10:00Z", 1_000)
            .withProject("Babel")
            .withUserId("bob")
            .withGitBranch("feature/x"));
    bench.usage.record(
        of("Elsewhere", "gpt-5", "2026-03-01T00:00:00Z", 1_000).withProject("Babel"));
    assertThat(keys(summary(bench, UsageDimension.DAY)))
        .containsExactly("2026-02-10=2", "2026-03-01=1");
    assertThat(keys(summary(bench, UsageDimension.MONTH)))
        .containsExactly("2026-02=2", "2026-03=1");
    assertThat(keys(summary(bench, UsageDimension.BLOCK)))
        .containsExactly("2026-02-10T09:00Z=1", "2026-02-10T14:00Z=1", "2026-03-01T00:00Z=1");
    assertThat(keys(summary(bench, UsageDimension.PROJECT))).containsExactly("Atlas=1", "Babel=2");
    assertThat(keys(summary(bench, UsageDimension.HOST)))
        .containsExactly("Anthropic=1", "OpenAI=1", "Elsewhere=1");
    assertThat(keys(summary(bench, UsageDimension.MODEL)))
        .containsExactly("claude-opus-4-6=1", "OpenAI/gpt-5=1", "Elsewhere/gpt-5=1");
    assertThat(keys(summary(bench, UsageDimension.PERSON))).containsExactly("ada=1", "bob=1", "=1");
    assertThat(keys(summary(bench, UsageDimension.SESSION))).containsExactly(session + "=1", "=2");
    assertThat(keys(summary(bench, UsageDimension.BRANCH)))
        .containsExactly("main=1", "feature/x=1", "=1");
    UsageRow named = summary(bench, UsageDimension.SESSION).rows().getFirst();
    assertThat(named.label()).isEqualTo(session.toString().substring(0, 8) + " work of " + session);
    UsageRow babel = summary(bench, UsageDimension.PROJECT).rows().get(1);
    assertThat(babel.grade()).isEqualTo(CostGrade.UNPRICED);
    assertThat(babel.unpricedRequests()).isEqualTo(1);
    assertThat(babel.costUsd()).isEqualByComparingTo("0.00125");
  }

  private static UsageSummary summary(Workbench bench, UsageDimension by) {
    return bench.usage.summary(UsageQuery.by(by));
  }

  @EveryStore
  void filtersAndRanges(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID session = bench.session("Atlas");
    bench.usage.record(
        of("Anthropic", "claude-opus-4-6", "2026-02-10T22:59:59.999Z", 1)
            .withSession(session)
            .withUserId("ada"));
    bench.usage.record(
        of("Anthropic", "claude-opus-4-6", "2026-02-10T23:00:00Z", 1)
            .withProject("Babel")
            .withGitBranch("main"));
    bench.usage.record(
        of("OpenAI", "gpt-5", "2026-02-11T23:00:00Z", 1).withProject("Babel").withUserId("ada"));
    UsageQuery all = UsageQuery.by(UsageDimension.DAY);
    assertThat(requests(bench, all)).isEqualTo(3);
    assertThat(requests(bench, all.withProject("Babel"))).isEqualTo(2);
    assertThat(requests(bench, all.withHost("anthropic"))).isEqualTo(2);
    assertThat(requests(bench, all.withModel("gpt-5"))).isEqualTo(1);
    assertThat(requests(bench, all.withUser("ada"))).isEqualTo(2);
    assertThat(requests(bench, all.withUser("nobody"))).isZero();
    assertThat(requests(bench, all.withSession(session))).isEqualTo(1);
    assertThat(requests(bench, all.withBranch("main"))).isEqualTo(1);
    assertThat(requests(bench, all.withUser("ada").withProject("Babel"))).isEqualTo(1);
    UsageQuery berlin =
        all.withZone(ZoneId.of("Europe/Berlin"))
            .withDays(LocalDate.of(2026, 2, 11), LocalDate.of(2026, 2, 11));
    assertThat(keys(bench.usage.summary(berlin))).containsExactly("2026-02-11=1");
    assertThat(requests(bench, all.withFrom(Instant.parse("2026-02-10T23:00:00Z")))).isEqualTo(2);
    assertThat(requests(bench, all.withTo(Instant.parse("2026-02-10T23:00:00Z")))).isEqualTo(1);
  }

  private static long requests(Workbench bench, UsageQuery query) {
    return bench.usage.summary(query).totals().requests();
  }

  @EveryStore
  void anEmptyWorkspaceSumsUpToNothing(TestStore test) {
    Workbench bench = new Workbench(test);
    for (UsageDimension by : UsageDimension.values()) {
      UsageSummary summary = summary(bench, by);
      assertThat(summary.rows()).isEmpty();
      assertThat(summary.totals().costUsd()).isEqualByComparingTo("0");
    }
  }

  @EveryStore
  void totalsAreTheSumOfRowsByEveryDimensionAndZone(TestStore test) {
    long seed = 31_415;
    Random random = new Random(seed);
    Workbench bench = new Workbench(test);
    List<UUID> sessions = List.of(bench.session("p0"), bench.session(null));
    List<NewUsage> batch = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      TokenCounts tokens =
          TokenCounts.of(
              random.nextInt(5_000),
              random.nextInt(90_000),
              random.nextInt(900),
              random.nextInt(900),
              random.nextInt(3_000));
      batch.add(
          NewUsage.of(
                  random.nextInt(3) == 0 ? "OpenAI" : "Anthropic",
                  random.nextBoolean() ? "claude-opus-4-6" : "gpt-5",
                  tokens)
              .withAt(
                  Instant.parse("2026-03-20T00:00:00Z").plusSeconds(random.nextInt(20 * 86_400)))
              .withProject(random.nextBoolean() ? "p" + random.nextInt(3) : null)
              .withSession(random.nextBoolean() ? sessions.get(random.nextInt(2)) : null)
              .withUserId(random.nextBoolean() ? "u" + random.nextInt(3) : null)
              .withGitBranch(random.nextBoolean() ? "b" + random.nextInt(3) : null));
    }
    bench.usage.record(batch);
    UsageRow expected = summary(bench, UsageDimension.HOST).totals();
    assertThat(expected.requests()).isEqualTo(400);
    for (UsageDimension by : UsageDimension.values()) {
      for (String zone :
          List.of(
              "UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham")) {
        UsageSummary summary = bench.usage.summary(UsageQuery.by(by).withZone(ZoneId.of(zone)));
        assertThat(summary.totals()).as("%s in %s, seed %d", by, zone, seed).isEqualTo(expected);
        BigDecimal sum = BigDecimal.ZERO;
        for (UsageRow row : summary.rows()) {
          sum = sum.add(row.costUsd() == null ? BigDecimal.ZERO : row.costUsd());
        }
        assertThat(sum).isEqualByComparingTo(expected.costUsd());
      }
    }
    for (UUID session : sessions) {
      UsageRow total =
          bench.usage.summary(UsageQuery.by(UsageDimension.MODEL).withSession(session)).totals();
      assertThat(bench.counters(session).tokens()).isEqualTo(total.tokens().totalTokens());
      assertThat(Pricing.dollars(bench.counters(session).nanos()))
          .isEqualByComparingTo(total.costUsd());
    }
    assertThat(bench.usage.recount()).isEmpty();
  }
}
