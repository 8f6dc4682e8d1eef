package dev.seshat.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/// What the price book promises.
final class PricesContractTest {
  private static final Instant AT = Instant.parse("2026-02-10T09:30:00Z");

  private static NewUsage ofModel(String model) {
    return NewUsage.of("Acme", model, TokenCounts.of(1_000_000, 0)).withAt(AT);
  }

  @EveryStore
  void theBuiltInTableIsThereBeforeAndAfterTheFirstUse(TestStore test) {
    Workbench bench = new Workbench(test);
    int lines = BuiltInPrices.table().prices().size();
    assertThat(bench.usage.prices().list()).hasSize(lines);
    assertThat(bench.usage.prices().snapshots()).isEmpty();
    bench.usage.record(ofModel("m"));
    assertThat(bench.usage.prices().list()).hasSize(lines);
    assertThat(bench.usage.prices().snapshots()).hasSize(1);
    bench.usage.record(ofModel("m"));
    assertThat(bench.usage.prices().snapshots()).hasSize(1);
    assertThat(bench.usage.prices().find("Anthropic", "claude-haiku-4-5", AT, false, 10))
        .map(p -> p.rates().input())
        .get()
        .asString()
        .isEqualTo("1");
  }

  @EveryStore
  void aPersonsPriceGoesBeforeEveryOtherAndOldCostsStay(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID session = bench.session(null);
    RecordedUsage before =
        bench.usage.record(ofModel("m-1").withRequestId("r1").withSession(session));
    assertThat(before.grade()).isEqualTo(CostGrade.UNPRICED);
    Price price = bench.usage.prices().override(NewPrice.of("Acme", "m-*", Rates.of("2.5", "10")));
    assertThat(price.origin()).isEqualTo(Price.Origin.PERSON);
    assertThat(bench.counters(session)).isEqualTo(new Workbench.Counters(1_000_000, 0, 1, 0));
    RecordedUsage after = bench.usage.record(ofModel("m-1"));
    assertThat(after.costUsd()).isEqualByComparingTo("2.5");
    assertThat(after.priceSnapshot()).isNotEqualTo(before.priceSnapshot());
    assertThat(bench.usage.models().getFirst().inputCostPer1k()).isEqualByComparingTo("0.0025");
    bench.usage.prices().override(NewPrice.of("Acme", "m-*", Rates.of("3", "10")));
    assertThat(bench.usage.prices().list())
        .filteredOn(p -> p.origin() == Price.Origin.PERSON)
        .hasSize(1);
    assertThat(bench.usage.record(ofModel("m-1")).costUsd()).isEqualByComparingTo("3");
  }

  @EveryStore
  void aPriceTakenBackIsGoneFromThenOn(TestStore test) {
    Workbench bench = new Workbench(test);
    Price price = bench.usage.prices().override(NewPrice.of("Acme", "m", Rates.of("1", "1")));
    long id = price.id() == null ? -1 : price.id();
    bench.usage.prices().removeOverride(id);
    assertThat(bench.usage.record(ofModel("m")).grade()).isEqualTo(CostGrade.UNPRICED);
    assertThatThrownBy(() -> bench.usage.prices().removeOverride(id)).isInstanceOf(NotFound.class);
    long builtIn =
        bench.usage.prices().list().stream()
            .filter(p -> p.id() != null)
            .mapToLong(p -> p.id() == null ? -1 : p.id())
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(() -> bench.usage.prices().removeOverride(builtIn))
        .isInstanceOf(Invalid.class);
  }

  @EveryStore
  void repricingShowsThenDoesWhatChanges(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID session = bench.session(null);
    bench.usage.record(ofModel("m").withSession(session));
    bench.usage.record(
        ofModel("m").withSession(session).withReportedCostUsd(new java.math.BigDecimal("7")));
    bench.usage.record(ofModel("other"));
    bench.usage.prices().override(NewPrice.of("Acme", "m", Rates.of("2", "1")));
    Repricing trial = bench.usage.reprice(false);
    assertThat(trial.applied()).isFalse();
    assertThat(trial.examined()).isEqualTo(2);
    assertThat(trial.changed()).isEqualTo(1);
    assertThat(trial.newlyPriced()).isEqualTo(1);
    assertThat(trial.costBeforeUsd()).isEqualByComparingTo("0");
    assertThat(trial.costAfterUsd()).isEqualByComparingTo("2");
    assertThat(bench.counters(session))
        .isEqualTo(new Workbench.Counters(2_000_000, 7_000_000_000L, 1, 0));
    assertThat(bench.audits("usage.reprice")).isZero();
    Repricing done = bench.usage.reprice(true);
    assertThat(done).usingRecursiveComparison().ignoringFields("applied").isEqualTo(trial);
    assertThat(bench.counters(session))
        .isEqualTo(new Workbench.Counters(2_000_000, 9_000_000_000L, 0, 0));
    assertThat(bench.audits("usage.reprice")).isEqualTo(1);
    assertThat(bench.usage.recount()).isEmpty();
    assertThat(bench.usage.reprice(true).examined()).isZero();
  }

  @EveryStore
  void repricingGoesThroughMoreThanOneTransactionTakes(TestStore test) {
    Workbench bench = new Workbench(test);
    java.util.List<NewUsage> many = new java.util.ArrayList<>();
    for (int i = 0; i < 4_100; i++) {
      many.add(ofModel("m"));
    }
    bench.usage.record(many);
    bench.usage.prices().override(NewPrice.of("Acme", "m", Rates.of("0.001", "1")));
    Repricing done = bench.usage.reprice(true);
    assertThat(done.examined()).isEqualTo(4_100);
    assertThat(done.costAfterUsd()).isEqualByComparingTo("4.1");
    assertThat(bench.usage.summary(UsageQuery.by(UsageDimension.HOST)).totals().costUsd())
        .isEqualByComparingTo("4.1");
  }

  @EveryStore
  void aTableIsImportedOnceAndUpdatedByTheNextFile(TestStore test, @TempDir Path dir)
      throws IOException {
    Workbench bench = new Workbench(test);
    Path file = Files.writeString(dir.resolve("prices.json"), PriceFileTest.GENAI);
    PriceImport first = bench.usage.prices().importFile(file);
    assertThat(first.format()).isEqualTo("genai-prices");
    assertThat(first.added()).isEqualTo(4);
    assertThat(first.skipped()).hasSize(2);
    PriceImport second = bench.usage.prices().importFile(file);
    assertThat(second.added()).isZero();
    assertThat(second.unchanged()).isEqualTo(4);
    assertThat(second.priceSnapshot()).isEqualTo(first.priceSnapshot());
    assertThat(bench.audits("price.import")).isEqualTo(1);
    assertThat(bench.usage.record(ofModel("one")).costUsd()).isEqualByComparingTo("2");
    Files.writeString(
        file,
        PriceFileTest.GENAI.replace(
            "\"start\": 1000, \"price\": 2", "\"start\": 1000, \"price\": 9"));
    PriceImport third = bench.usage.prices().importFile(file);
    assertThat(third.added()).isEqualTo(1);
    assertThat(third.retired()).isEqualTo(1);
    assertThat(bench.usage.record(ofModel("one")).costUsd()).isEqualByComparingTo("9");
    Path other = Files.writeString(dir.resolve("other.json"), PriceFileTest.LITELLM);
    assertThat(bench.usage.prices().importFile(other).retired()).isZero();
    assertThat(bench.usage.prices().list())
        .filteredOn(p -> p.origin() == Price.Origin.IMPORT)
        .hasSize(7);
  }

  @EveryStore
  void aBadPriceIsRefusedAndNothingWritten(TestStore test, @TempDir Path dir) throws IOException {
    Workbench bench = new Workbench(test);
    Path file =
        Files.writeString(
            dir.resolve("prices.json"),
            "[{\"id\": \"acme\", \"models\": [{\"id\": \"m\", \"prices\": {\"input_mtok\": -1}}]}]");
    assertThatThrownBy(() -> bench.usage.prices().importFile(file)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> NewPrice.of("Acme", "m", new Rates(null, null, null, null, null)))
        .isInstanceOf(Invalid.class);
    assertThat(bench.usage.prices().snapshots()).isEmpty();
  }
}
