package dev.seshat.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.NewPrice;
import dev.seshat.usage.Price;
import dev.seshat.usage.Rates;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What becomes of the agent system's projects, models, prices and usage, and of each odd cell in them.
class AgentUsageTest extends AgentCase {
  @EveryStore
  void projectsHostsAndModelsComeWithAllTheyHave(TestStore test) throws Exception {
    Seshat seshat = test.seshat();
    try (AgentDatabase db = world(database("system.db"))) {
      take(seshat, db);
    }
    assertThat(seshat.usage().projects().get("garden").description()).isEqualTo("Beds and borders");
    assertThat(seshat.usage().projects().get("garden").createdAt())
        .isEqualTo(Instant.parse("2024-02-03T04:05:06Z"));
    assertThat(seshat.usage().hosts())
        .anyMatch(
            host -> host.name().equals("my-host") && "http://10.0.0.7:1234".equals(host.baseUrl()));
    assertThat(seshat.usage().models())
        .singleElement()
        .satisfies(model -> {
          assertThat(model.name()).isEqualTo("m");
          assertThat(model.inputCostPer1k()).isEqualByComparingTo("0.0003");
          assertThat(model.outputCostPer1k()).isEqualByComparingTo("0.0006");
        });
  }

  @EveryStore
  void costsComputeTheSameAndSayByWhichPrices(TestStore test) throws Exception {
    Seshat seshat = test.seshat();
    try (AgentDatabase db = world(database("system.db"))) {
      usage(db);
      usage(db, "cost_usd", 0.1 + 0.2, "request_id", "r2", "user_id", "ann");
      take(seshat, db);
    }
    Price price =
        seshat.usage().prices().list().stream()
            .filter(line -> line.origin() == Price.Origin.IMPORT)
            .findFirst()
            .orElseThrow();
    assertThat(price.rates()).isEqualTo(Rates.of("0.3", "0.6"));
    assertThat(price.source()).isEqualTo("agent-system");
    List<Map<String, @Nullable Object>> usage =
        rows(
            seshat,
            "SELECT cost_usd, cost_grade, price_snapshot, request_id, user_id FROM v_usage ORDER BY cost_usd");
    assertThat(new BigDecimal(String.valueOf(usage.getFirst().get("cost_usd"))))
        .isEqualByComparingTo("0.0006");
    assertThat(usage.getFirst().get("cost_grade")).isEqualTo("computed");
    assertThat(usage.getFirst().get("price_snapshot")).isNotNull();
    assertThat(usage.getLast().get("cost_grade")).isEqualTo("reported");
    assertThat(usage.getLast()).containsEntry("request_id", "r2").containsEntry("user_id", "ann");
    assertThat(seshat.usage().summary(UsageQuery.by(UsageDimension.PROJECT)).totals().costUsd())
        .isEqualByComparingTo("0.3006");
  }

  @Test
  void aPriceThatTheBookHasIsNotAddedAndAZeroIsDoubted() throws Exception {
    try (TestStore test = TestStore.sqlite();
        AgentDatabase db = database("system.db")) {
      Seshat seshat = test.seshat();
      BigDecimal million = new BigDecimal(1_000);
      Rates known =
          seshat
              .usage()
              .prices()
              .find("Anthropic", "claude-3-opus-20240229", Instant.now(), false, 0)
              .orElseThrow()
              .rates();
      db.add("hosts", "name", "ANTHROPIC")
          .add(
              "models",
              "name",
              "claude-3-opus-20240229",
              "host_id",
              1,
              "input_cost_per_1k",
              java.util.Objects.requireNonNull(known.input()).divide(million).doubleValue(),
              "output_cost_per_1k",
              java.util.Objects.requireNonNull(known.output()).divide(million).doubleValue())
          .add(
              "models",
              "name",
              "claude-3-haiku-20240307",
              "host_id",
              1,
              "input_cost_per_1k",
              0,
              "output_cost_per_1k",
              0)
          .add("models", "name", "negative", "host_id", 1, "input_cost_per_1k", -1)
          .add(
              "models",
              "name",
              "free-of-charge",
              "host_id",
              1,
              "input_cost_per_1k",
              0,
              "output_cost_per_1k",
              0);
      LegacyReport report = take(seshat, db);
      assertThat(seshat.usage().prices().list())
          .filteredOn(line -> line.origin() == Price.Origin.IMPORT)
          .singleElement()
          .satisfies(line -> assertThat(line.model()).isEqualTo("free-of-charge"));
      assertThat(remarks(report))
          .anyMatch(what -> what.contains("its price is not taken: it is 0"));
      assertThat(remarks(report)).anyMatch(what -> what.contains("it is no price"));
      assertThat(table(report, "hosts").alreadyThere()).isEqualTo(1);
    }
  }

  @Test
  void aPersonsPriceGoesBefore() throws Exception {
    try (TestStore test = TestStore.sqlite();
        AgentDatabase db = world(database("system.db"))) {
      Seshat seshat = test.seshat();
      seshat.usage().prices().override(NewPrice.of("my-host", "m", Rates.of("9", "9")));
      usage(db);
      take(seshat, db);
      assertThat(seshat.usage().summary(UsageQuery.by(UsageDimension.MODEL)).totals().costUsd())
          .isEqualByComparingTo("0.0135");
    }
  }

  @Test
  void tokensThatDoNotAddUpAreKeptOrSummedAndTold() throws Exception {
    try (TestStore test = TestStore.sqlite();
        AgentDatabase db = world(database("system.db"))) {
      Seshat seshat = test.seshat();
      usage(db, "request_id", "more", "total_tokens", 2_000);
      usage(db, "request_id", "less", "total_tokens", 7);
      usage(db, "request_id", "unknown", "input_tokens", null);
      usage(db, "request_id", "text", "input_tokens", "1000", "total_tokens", 1500.0);
      usage(db, "request_id", "bad", "output_tokens", "lots");
      LegacyReport report = take(seshat, db);
      List<Map<String, @Nullable Object>> usage =
          rows(
              seshat,
              "SELECT request_id, total_tokens, cost_grade FROM v_usage ORDER BY request_id");
      assertThat(usage.toString())
          .isEqualTo(
              "[{request_id=less, total_tokens=1500, cost_grade=computed}, {request_id=more, total_tokens=2000, cost_grade=lower_bound},"
                  + " {request_id=text, total_tokens=1500, cost_grade=computed}, {request_id=unknown, total_tokens=1500, cost_grade=lower_bound}]");
      assertThat(report.skipped()).isEqualTo(1);
      assertThat(report.remarks())
          .anyMatch(r ->
              r.skipped()
                  && r.what().startsWith("output_tokens")
                  && r.rows().equals(List.of("5 (lots)")))
          .anyMatch(
              r -> r.what().startsWith("total_tokens is less") && r.rows().equals(List.of("2 (7)")))
          .anyMatch(r ->
              r.what().startsWith("total_tokens is more") && r.rows().equals(List.of("1 (2000)")));
      assertThat(
              rows(seshat, "SELECT told FROM v_legacy_rows WHERE source_table = 'token_usage'")
                  .toString())
          .contains("\"total_tokens\":7");
    }
  }

  @Test
  void orphansAreTakenUnderNamesOfTheirOwn() throws Exception {
    try (TestStore test = TestStore.sqlite();
        AgentDatabase db = world(database("system.db"))) {
      Seshat seshat = test.seshat();
      usage(db, "project_id", 77, "model_id", 88, "cost_usd", 0.25);
      LegacyReport report = take(seshat, db);
      assertThat(rows(seshat, "SELECT project, host, model FROM v_usage").toString())
          .contains("unknown project 77", "unknown host", "unknown model 88");
      assertThat(remarks(report))
          .anyMatch(w -> w.contains("names no project"))
          .anyMatch(w -> w.contains("names no model"));
    }
  }

  @Test
  void rowsThatSayTheSameAreAsManyAsThereAre() throws Exception {
    try (TestStore test = TestStore.sqlite();
        AgentDatabase db = world(database("system.db"))) {
      Seshat seshat = test.seshat();
      usage(usage(usage(db)));
      usage(usage(db, "request_id", "same"), "request_id", "same");
      LegacyReport report = take(seshat, db);
      assertThat(rows(seshat, "SELECT id FROM v_usage")).hasSize(4);
      assertThat(remarks(report)).anyMatch(what -> what.contains("share their request_id"));
      usage(db);
      assertThat(table(take(seshat, db), "token_usage").taken()).isEqualTo(1);
      assertThat(rows(seshat, "SELECT id FROM v_usage")).hasSize(5);
    }
  }
}
