package dev.seshat.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seshat.Seshat;
import dev.seshat.store.Scope;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Whatever evidence comes in whatever order, a pattern is what a second, plain reading of its evidence rows makes of it.
class PatternPropertyTest {
  private static final int RUNS = 6;
  private static final int STEPS = 60;

  @EveryStore
  void aPatternIsWhatItsEvidenceSays(TestStore store) {
    long first = Long.getLong("seshat.seed", 17);
    TestClock clock = new TestClock();
    Scope scope = new Scope(store.store(TestStore.seeded(clock, first)), "local");
    Seshat seshat = store.seshat(clock);
    for (int run = 0; run < RUNS; run++) {
      long seed = first + run;
      new Story(seshat, scope, clock, new Random(seed), "p" + run, "seed " + seed).play();
    }
    assertThat(seshat.patterns().drifted()).isEmpty();
  }

  /// One pattern's life.
  private record Story(
      Seshat seshat, Scope scope, TestClock clock, Random random, String id, String seed) {
    void play() {
      boolean isTrap = random.nextBoolean();
      seshat
          .patterns()
          .add(
              NewPattern.of(isTrap ? Health.FAILURE_MODE : "light", "Problem " + id, "Solution")
                  .withId(id));
      Instant discovered = clock.instant();
      // some lives are all success and some none, so that every level is reached
      int luck = random.nextInt(11);
      List<NewEvidence> told = new ArrayList<>();
      boolean active = true;
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(10)) {
          case 0 -> clock.advance(Duration.ofDays(random.nextInt(70)));
          case 1 -> {
            if (active) {
              seshat.patterns().forget(id, "for a while");
            } else {
              seshat
                  .patterns()
                  .change(id, PatternChange.fromJson(java.util.Map.of("is_active", true)), null);
            }
            active = !active;
          }
          default -> add(told, luck);
        }
        check(told, discovered, isTrap, active);
      }
    }

    private void add(List<NewEvidence> told, int luck) {
      EvidenceOutcome outcome =
          random.nextInt(8) == 0
              ? EvidenceOutcome.NEUTRAL
              : random.nextInt(10) < luck
                  ? EvidenceOutcome.SUPPORTED
                  : EvidenceOutcome.CONTRADICTED;
      Instant seen = clock.instant().minus(Duration.ofHours(random.nextInt(24 * 120)));
      boolean isAgain = random.nextInt(6) == 0 && !told.isEmpty();
      NewEvidence evidence =
          isAgain
              ? told.get(random.nextInt(told.size()))
              : NewEvidence.of(
                      outcome, Validator.values()[random.nextInt(Validator.values().length)])
                  .at(random.nextInt(4) == 0 ? clock.instant() : seen)
                  .withKey(id + ":" + told.size());
      boolean added = scope.store().write(tx -> seshat.patterns().addEvidenceIn(tx, id, evidence));
      assertThat(added).as(seed).isEqualTo(!isAgain);
      if (added) {
        told.add(evidence);
      }
    }

    private void check(List<NewEvidence> told, Instant discovered, boolean isTrap, boolean active) {
      Pattern pattern = seshat.patterns().get(id);
      long good = count(told, EvidenceOutcome.SUPPORTED, null);
      long bad = count(told, EvidenceOutcome.CONTRADICTED, null);
      long n = good + bad;
      assertThat(pattern.isActive()).as(seed).isEqualTo(active);
      assertThat(pattern.timesTested()).as(seed).isEqualTo(n);
      assertThat(pattern.timesSucceeded()).as(seed).isEqualTo(good);
      if (n == 0) {
        assertThat(pattern.successRate()).as(seed).isNull();
      } else {
        assertThat(pattern.successRate()).as(seed).isCloseTo(1.0 * good / n, within(1e-12));
      }
      assertThat(pattern.lowerBound()).as(seed).isCloseTo(bound(good, bad), within(1e-9));
      assertThat(pattern.byPersons()).as(seed).isEqualTo(tally(told, Validator.PERSON));
      assertThat(pattern.byAgents()).as(seed).isEqualTo(tally(told, Validator.AGENT));
      assertThat(pattern.byImport()).as(seed).isEqualTo(tally(told, Validator.IMPORT));
      Instant validated = latest(told, EvidenceOutcome.SUPPORTED);
      assertThat(pattern.lastValidatedAt()).as(seed).isEqualTo(validated);
      assertThat(pattern.lastFailedAt())
          .as(seed)
          .isEqualTo(latest(told, EvidenceOutcome.CONTRADICTED));
      int level = n >= 6 && good > 0.8 * n + 1e-9 ? 2 : n >= 3 && good > 0.7 * n + 1e-9 ? 1 : 0;
      assertThat(pattern.confidence().ordinal()).as(seed).isEqualTo(level);
      Instant since = validated == null ? discovered : validated;
      boolean isOld = Duration.between(since, clock.instant()).compareTo(Duration.ofDays(60)) >= 0;
      assertThat(pattern.currentConfidence().ordinal())
          .as(seed)
          .isEqualTo(isOld ? Math.max(0, level - 1) : level);
      assertThat(pattern.health().word()).as(seed).isEqualTo(health(n, good, isTrap));
      assertThat(
              seshat
                  .patterns()
                  .list(PatternFilter.best(50).withActive(active).withHealth(pattern.health()))
                  .items())
          .as(seed)
          .contains(pattern);
    }

    private static String health(long n, long good, boolean isTrap) {
      if (n == 0) {
        return "untested";
      }
      if (10 * good >= 7 * n) {
        return "healthy";
      }
      if (10 * good >= 4 * n) {
        return "mixed";
      }
      return isTrap || (good == 0 && n > 2) ? "anti-pattern" : "failing";
    }

    /// The lower root of (p − x)² = z²·x(1 − x)/n, which is what Wilson's interval solves, found by halving.
    private static double bound(long good, long bad) {
      long n = good + bad;
      if (good == 0) {
        return 0;
      }
      double p = 1.0 * good / n;
      double low = 0;
      double high = p;
      for (int i = 0; i < 100; i++) {
        double x = (low + high) / 2;
        if ((p - x) * (p - x) > 1.959963984540054 * 1.959963984540054 * x * (1 - x) / n) {
          low = x;
        } else {
          high = x;
        }
      }
      return low;
    }

    private static long count(
        List<NewEvidence> told, EvidenceOutcome outcome, @Nullable Validator by) {
      return told.stream()
          .filter(each -> each.outcome() == outcome && (by == null || each.validatedBy() == by))
          .count();
    }

    private static Tally tally(List<NewEvidence> told, Validator by) {
      long good = count(told, EvidenceOutcome.SUPPORTED, by);
      return new Tally(good + count(told, EvidenceOutcome.CONTRADICTED, by), good);
    }

    private static @Nullable Instant latest(List<NewEvidence> told, EvidenceOutcome outcome) {
      return told.stream()
          .filter(each -> each.outcome() == outcome)
          .map(NewEvidence::at)
          .max(Comparator.naturalOrder())
          .orElse(null);
    }
  }
}
