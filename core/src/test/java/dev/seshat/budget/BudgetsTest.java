package dev.seshat.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.analysis.CallStatus;
import dev.seshat.analysis.ModelAccess;
import dev.seshat.analysis.ModelAnswer;
import dev.seshat.analysis.ModelConnection.Reply;
import dev.seshat.analysis.ModelConnection.Stop;
import dev.seshat.analysis.ModelConnection.Tokens;
import dev.seshat.analysis.ModelRequest;
import dev.seshat.audit.AuditEntry;
import dev.seshat.audit.AuditQuery;
import dev.seshat.json.Json;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Limits, what is spent of them, and the warnings on the way.
class BudgetsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final TestClock clock = new TestClock();

  private static NewBudget budget(String dollars) {
    return NewBudget.monthly(new BigDecimal(dollars));
  }

  private static void spend(Seshat seshat, String project, String user, String dollars) {
    seshat
        .usage()
        .record(
            NewUsage.of("Anthropic", "claude-haiku-4-5", TokenCounts.of(10, 10))
                .withProject(project)
                .withUserId(user)
                .withReportedCostUsd(new BigDecimal(dollars)));
  }

  /// The notifications of budgets by their ids, as SQL shows them.
  private static List<String> told(TestStore store) {
    return store
        .store()
        .read(tx ->
            tx.list(
                "SELECT message_id FROM messages WHERE kind = 'notification' ORDER BY id",
                row -> row.text("message_id")));
  }

  @EveryStore
  void aBudgetIsSetChangedAndRemoved(TestStore store) {
    Seshat seshat = store.seshat(clock).as("ada");
    BudgetState all = seshat.budgets().set(budget("50"));
    BudgetState memoir =
        seshat.budgets().set(budget("10.5").withProject("memoir").withUserId("ada").withHard(true));
    assertThat(memoir.budget().whose()).isEqualTo("ada in project memoir");
    BudgetState again = seshat.budgets().set(budget("60").withZone(BERLIN));
    assertThat(again.budget().id()).isEqualTo(all.budget().id());
    assertThat(again.budget().limitUsd()).isEqualByComparingTo("60");
    assertThat(seshat.budgets().list())
        .extracting(state -> state.budget().whose())
        .containsExactly("all usage", "ada in project memoir");
    seshat.budgets().remove(all.budget().id());
    assertThatThrownBy(() -> seshat.budgets().get(all.budget().id())).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> seshat.budgets().remove(all.budget().id()))
        .isInstanceOf(NotFound.class);
    assertThat(seshat.budgets().get(memoir.budget().id()).budget().isHard()).isTrue();
  }

  @Test
  void aBudgetStaysInBounds() {
    assertThatThrownBy(() -> budget("0")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> budget("-1")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> budget("10000001")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> budget("0.0000000001")).isInstanceOf(Invalid.class);
    assertThat(budget("0.000000001").limitUsd()).isPositive();
    assertThatThrownBy(() -> NewBudget.fromJson(Map.of("limit_usd", "ten")))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> NewBudget.fromJson(Map.of("limit_usd", 1, "period", "year")))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("day, week or month");
    assertThatThrownBy(() -> NewBudget.fromJson(Map.of("limit_usd", 1, "zone", "Mars")))
        .isInstanceOf(Invalid.class);
  }

  @EveryStore
  void onlyWhatItIsForCounts(TestStore store) {
    Seshat seshat = store.seshat(clock);
    spend(seshat, "memoir", "ada", "1.000000001");
    spend(seshat, "memoir", "bob", "2");
    spend(seshat, "code", "ada", "4");
    assertThat(spent(seshat, budget("50"))).isEqualByComparingTo("7.000000001");
    assertThat(spent(seshat, budget("50").withProject("memoir")))
        .isEqualByComparingTo("3.000000001");
    assertThat(spent(seshat, budget("50").withUserId("ada"))).isEqualByComparingTo("5.000000001");
    assertThat(spent(seshat, budget("50").withProject("code").withUserId("bob"))).isZero();
    assertThat(spent(seshat, budget("50").withProject("code").withUserId("ada")))
        .isEqualByComparingTo("4");
  }

  private static BigDecimal spent(Seshat seshat, NewBudget budget) {
    return seshat.budgets().set(budget).spentUsd();
  }

  @EveryStore
  void eachStepIsToldOnceInEachPeriod(TestStore store) {
    Seshat seshat = store.seshat(clock);
    long id = seshat.budgets().set(budget("10").withProject("memoir")).budget().id();
    spend(seshat, "memoir", "ada", "4.999999999");
    assertThat(seshat.budgets().check()).isZero();
    spend(seshat, "memoir", "ada", "0.000000001");
    assertThat(seshat.budgets().check()).isEqualTo(1);
    assertThat(seshat.budgets().check()).isZero();
    spend(seshat, "memoir", "ada", "6");
    assertThat(seshat.budgets().check()).isEqualTo(1);
    assertThat(seshat.budgets().check()).isZero();
    String prefix = "budget:" + id + ":2026-01-01:";
    assertThat(told(store)).containsExactly(prefix + "50", prefix + "100");
    clock.advance(Duration.ofDays(20));
    assertThat(seshat.budgets().check()).isZero();
    spend(seshat, "memoir", "ada", "8");
    assertThat(seshat.budgets().check()).isEqualTo(1);
    assertThat(told(store)).contains("budget:" + id + ":2026-02-01:80");
    List<AuditEntry> warnings =
        seshat.audit().find(AuditQuery.newest(50)).stream()
            .filter(entry -> entry.action().equals("budget.warning"))
            .toList();
    assertThat(warnings).hasSize(3);
    assertThat(Json.parseObject("detail", warnings.getFirst().detail()))
        .containsEntry("percent", 80);
  }

  @EveryStore
  void aBudgetInThePlaceOfOneThatWasRemovedIsWarnedOf(TestStore store) {
    Seshat seshat = store.seshat(clock);
    spend(seshat, "memoir", "ada", "12");
    for (int i = 1; i <= 3; i++) {
      long id = seshat.budgets().set(budget("10")).budget().id();
      assertThat(seshat.budgets().check()).isEqualTo(1);
      assertThat(told(store)).hasSize(i);
      seshat.budgets().remove(id);
      clock.advance(Duration.ofMinutes(1));
    }
  }

  @EveryStore
  void aRaisedLimitIsWarnedOfAnew(TestStore store) {
    Seshat seshat = store.seshat(clock);
    long id = seshat.budgets().set(budget("10")).budget().id();
    spend(seshat, "memoir", "ada", "12");
    assertThat(seshat.budgets().check()).isEqualTo(1);
    seshat.budgets().set(budget("10").withHard(true));
    assertThat(seshat.budgets().check()).isZero();
    seshat.budgets().set(budget("20"));
    assertThat(seshat.budgets().check()).isEqualTo(1);
    spend(seshat, "memoir", "ada", "8");
    assertThat(seshat.budgets().check()).isEqualTo(1);
    String prefix = "budget:" + id + ":2026-01-01:";
    assertThat(told(store)).containsExactly(prefix + "100", prefix + "50:2", prefix + "100:2");
  }

  @EveryStore
  void whatIsNotKnownIsSaid(TestStore store) {
    Seshat seshat = store.seshat(clock);
    seshat.budgets().set(budget("10"));
    seshat.usage().record(NewUsage.of("Cellar", "homemade", TokenCounts.of(10, 10)));
    spend(seshat, "memoir", "ada", "5");
    BudgetState state = seshat.budgets().list().getFirst();
    assertThat(state.isLowerBound()).isTrue();
    assertThat(state.unpriced()).isEqualTo(1);
    assertThat(state.percent()).isEqualTo(50);
    seshat.budgets().check();
    String text =
        store
            .store()
            .read(tx -> tx.first("SELECT text FROM messages", row -> row.text("text")))
            .orElseThrow();
    assertThat(text)
        .isEqualTo(
            "At least 50 % of the budget of $10.00 a month for all usage is used: $5.00 since 2026-01-01. Not counted:"
                + " 1 requests without a known price.");
  }

  @EveryStore
  void aHardBudgetStopsModelCallsBeforeTheyAreMade(TestStore store) {
    List<String> asked = new java.util.ArrayList<>();
    Seshat seshat =
        store
            .seshat(clock)
            .with(
                ModelAccess.by(
                    Map.of("SESHAT_MODEL", "ollama:qwen3"),
                    (prompt, patience) -> {
                      asked.add(prompt.turns().getFirst().text());
                      return new Reply("yes", Stop.DONE, new Tokens(1, 0, 0, 0, 1, 0), null);
                    },
                    time -> {}));
    seshat.budgets().set(budget("10").withProject("memoir").withHard(true));
    seshat.budgets().set(budget("1").withProject("code"));
    spend(seshat, "memoir", "ada", "10");
    spend(seshat, "code", "ada", "10");
    ModelAnswer stopped = seshat.models().ask(ModelRequest.of("test", "one").withProject("memoir"));
    assertThat(stopped.status()).isEqualTo(CallStatus.STOPPED);
    assertThat(stopped.error())
        .isEqualTo(
            "the budget of $10.00 a month for project memoir is spent: $10.00 since 2026-01-01");
    assertThat(seshat.models().call(stopped.callId()).attempts()).isZero();
    assertThat(seshat.models().ask(ModelRequest.of("test", "two").withProject("code")).isOk())
        .isTrue();
    assertThat(seshat.models().ask(ModelRequest.of("test", "three")).isOk()).isTrue();
    clock.advance(Duration.ofDays(31));
    assertThat(seshat.models().ask(ModelRequest.of("test", "four").withProject("memoir")).isOk())
        .isTrue();
    assertThat(asked).containsExactly("two", "three", "four");
  }

  @EveryStore
  void thePeriodIsThatOfItsTimeZone(TestStore store) {
    Seshat seshat = store.seshat(clock);
    seshat
        .usage()
        .record(
            NewUsage.of("Anthropic", "claude", TokenCounts.of(1, 1))
                .withAt(Instant.parse("2025-12-31T23:30:00Z"))
                .withReportedCostUsd(BigDecimal.ONE));
    assertThat(spent(seshat, budget("50"))).isZero();
    BudgetState berlin = seshat.budgets().set(budget("50").withZone(BERLIN));
    assertThat(berlin.spentUsd()).isEqualByComparingTo("1");
    assertThat(berlin.span().from()).isEqualTo("2025-12-31T23:00:00Z");
  }

  @Test
  void periodsAreWholeDaysWhereClocksChange() {
    Period.Span day = Period.DAY.at(Instant.parse("2026-03-29T12:00:00Z"), BERLIN);
    assertThat(Duration.between(day.from(), day.to())).isEqualTo(Duration.ofHours(23));
    Period.Span month = Period.MONTH.at(Instant.parse("2026-10-31T23:30:00Z"), BERLIN);
    assertThat(month.first()).isEqualTo(LocalDate.of(2026, 11, 1));
    Period.Span week = Period.WEEK.at(Instant.parse("2026-01-04T12:00:00Z"), BERLIN);
    assertThat(week.first()).isEqualTo(LocalDate.of(2025, 12, 29));
    // midnight does not exist there on this day
    Period.Span gap =
        Period.DAY.at(Instant.parse("2018-11-04T12:00:00Z"), ZoneId.of("America/Sao_Paulo"));
    assertThat(Duration.between(gap.from(), gap.to())).isEqualTo(Duration.ofHours(23));
  }

  @EveryStore
  void whatIsComingIsProjected(TestStore store) {
    Seshat seshat = store.seshat(clock);
    spend(seshat, "memoir", "ada", "10");
    // fourteen and a half days and a bit of thirty-one
    BudgetState state = seshat.budgets().set(budget("15"));
    assertThat(state.projectedUsd())
        .isEqualByComparingTo(
            new BigDecimal(10)
                .multiply(new BigDecimal(31 * 24))
                .divide(new BigDecimal(14 * 24 + 10), 2, java.math.RoundingMode.HALF_UP));
    assertThat(state.leftUsd()).isEqualByComparingTo("5");
    clock.advance(Duration.ofDays(17).minusHours(9));
    assertThat(seshat.budgets().list().getFirst().projectedUsd()).isNull();
  }

  @Test
  void sumsAreReadOffAnIndexAlone() throws Exception {
    String sums =
        "EXPLAIN QUERY PLAN SELECT COUNT(*), SUM(cost_nanos), SUM(CASE WHEN cost_grade = 'unpriced' THEN 1 ELSE 0 END)"
            + " FROM token_usage WHERE timestamp >= '2026' AND timestamp < '2027'";
    try (TestStore store = TestStore.sqlite()) {
      for (String whose :
          List.of(
              "",
              " AND project_id = 1",
              " AND user_id = 'ada'",
              " AND user_id = 'ada' AND project_id = 1")) {
        List<String> plan =
            store.store().read(tx -> tx.list(sums + whose, row -> row.text("detail")));
        assertThat(plan).singleElement().asString().contains("COVERING INDEX");
      }
    }
  }
}
