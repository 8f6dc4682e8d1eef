package dev.seshat.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What budgets say against a second, plain implementation: every request is asked by its own local date whether it counts.
class BudgetPropertyTest {
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("America/Sao_Paulo"),
          ZoneId.of("Asia/Kathmandu"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Pacific/Apia"));

  private record Used(
      Instant at, String project, @Nullable String user, @Nullable Long nanos, boolean vague) {}

  /// What the plain implementation finds.
  private record Plain(BigInteger nanos, long requests, long unpriced, long vague) {}

  @EveryStore
  void whatIsSpentAndToldIsWhatAPlainCountSays(TestStore store) {
    long seed = Long.getLong("seshat.seed", 41);
    Random random = new Random(seed);
    TestClock clock = new TestClock();
    Seshat seshat = store.seshat(clock);
    List<Used> all = new ArrayList<>();
    List<NewBudget> budgets = budgets(random);
    budgets.forEach(seshat.budgets()::set);
    Set<String> told = new HashSet<>();
    for (int step = 0; step < 40; step++) {
      clock.advance(Duration.ofMinutes(random.nextInt(4 * 24 * 60)));
      List<NewUsage> batch = new ArrayList<>();
      for (int i = random.nextInt(8); i >= 0; i--) {
        Used used = used(random, clock.instant());
        all.add(used);
        batch.add(usage(used));
      }
      seshat.usage().record(batch);
      int warnings = 0;
      for (BudgetState state : seshat.budgets().list()) {
        Plain plain = plain(all, state.budget(), clock.instant());
        assertThat(state.spentUsd())
            .as("seed %d step %d %s", seed, step, state)
            .isEqualByComparingTo(new BigDecimal(plain.nanos(), 9));
        assertThat(state.requests()).as("seed %d", seed).isEqualTo(plain.requests());
        assertThat(state.unpriced()).as("seed %d", seed).isEqualTo(plain.unpriced());
        assertThat(state.lowerBound()).as("seed %d", seed).isEqualTo(plain.vague());
        warnings += tells(told, state.budget(), plain, clock.instant()) ? 1 : 0;
      }
      assertThat(seshat.budgets().check()).as("seed %d step %d", seed, step).isEqualTo(warnings);
    }
    assertThat(told).as("seed %d", seed).isNotEmpty();
  }

  private static List<NewBudget> budgets(Random random) {
    List<NewBudget> budgets = new ArrayList<>();
    for (Period period : Period.values()) {
      for (String project : new String[] {null, "a", "b"}) {
        for (String user : new String[] {null, "x"}) {
          budgets.add(
              new NewBudget(
                  project,
                  user,
                  period,
                  ZONES.get(random.nextInt(ZONES.size())),
                  BigDecimal.valueOf(1 + random.nextInt(40_000), 3),
                  random.nextBoolean()));
        }
      }
    }
    return budgets;
  }

  private static Used used(Random random, Instant now) {
    Instant at =
        random.nextInt(5) == 0
            ? now
            : now.minusSeconds(random.nextLong(40L * 24 * 3600)).plusSeconds(3600);
    int kind = random.nextInt(10);
    return new Used(
        at.truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
        random.nextBoolean() ? "a" : "b",
        random.nextInt(3) == 0 ? null : random.nextBoolean() ? "x" : "y",
        kind == 0 ? null : random.nextLong(2_000_000_000L),
        kind == 1);
  }

  private static NewUsage usage(Used used) {
    Long nanos = used.nanos();
    if (nanos == null) {
      return base(used, "Cellar");
    }
    if (used.vague()) {
      // Ollama's price is nothing; a record that is not complete says so
      return base(used, "Ollama").withIncomplete(true);
    }
    return base(used, "Anthropic").withReportedCostUsd(BigDecimal.valueOf(nanos, 9));
  }

  private static NewUsage base(Used used, String host) {
    return NewUsage.of(host, "homemade", TokenCounts.of(1, 1))
        .withAt(used.at())
        .withProject(used.project())
        .withUserId(used.user());
  }

  private static Plain plain(List<Used> all, Budget budget, Instant now) {
    BigInteger nanos = BigInteger.ZERO;
    long requests = 0;
    long unpriced = 0;
    long vague = 0;
    for (Used used : all) {
      boolean counts =
          (budget.project() == null || budget.project().equals(used.project()))
              && (budget.userId() == null || budget.userId().equals(used.user()))
              && key(budget, used.at()).equals(key(budget, now));
      if (counts) {
        Long cost = used.nanos();
        requests++;
        unpriced += cost == null ? 1 : 0;
        vague += cost != null && used.vague() ? 1 : 0;
        nanos = cost == null || used.vague() ? nanos : nanos.add(BigInteger.valueOf(cost));
      }
    }
    return new Plain(nanos, requests, unpriced, vague);
  }

  /// What a moment's day, week or month is called on the calendar of the zone.
  private static Object key(Budget budget, Instant at) {
    LocalDate day = LocalDate.ofInstant(at, budget.zone());
    return switch (budget.period()) {
      case DAY -> day;
      case WEEK ->
          List.of(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> YearMonth.from(day);
    };
  }

  /// Whether there is a step that was not told of in this period, nor a higher one.
  private static boolean tells(Set<String> told, Budget budget, Plain plain, Instant now) {
    BigInteger limit = budget.limitUsd().movePointRight(9).toBigIntegerExact();
    String period = budget.id() + Objects.toString(key(budget, now));
    for (int step : new int[] {100, 80, 50}) {
      BigInteger reached = plain.nanos().multiply(BigInteger.valueOf(100));
      if (told.contains(period + step)) {
        return false;
      }
      if (reached.compareTo(limit.multiply(BigInteger.valueOf(step))) >= 0) {
        told.add(period + step);
        return true;
      }
    }
    return false;
  }
}
