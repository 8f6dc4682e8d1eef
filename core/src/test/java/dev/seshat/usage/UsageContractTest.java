package dev.seshat.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.RecordedUsage.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What recording usage promises.
final class UsageContractTest {
  private static final Instant AT = Instant.parse("2026-02-10T09:30:00Z");
  private static final String HAIKU = "claude-haiku-4-5-20251001";

  private static NewUsage haiku(long input, long output) {
    return NewUsage.of("Anthropic", HAIKU, TokenCounts.of(input, output)).withAt(AT);
  }

  @EveryStore
  void theFourHostsAreThereFromTheStart(TestStore test) {
    assertThat(new Workbench(test).usage.hosts())
        .extracting(Host::name)
        .containsExactly("Anthropic", "Google", "Ollama", "OpenAI");
  }

  @EveryStore
  void aRecordMakesWhatItNamesAndIsPriced(TestStore test) {
    Workbench bench = new Workbench(test);
    RecordedUsage done =
        bench.usage.record(
            haiku(1_000, 100).withProject("Atlas").withUserId("ada").withGitBranch("main"));
    assertThat(done.outcome()).isEqualTo(Outcome.ADDED);
    assertThat(done.costUsd()).isEqualByComparingTo("0.0015");
    assertThat(done.grade()).isEqualTo(CostGrade.COMPUTED);
    assertThat(done.priceSnapshot()).isEqualTo(bench.usage.prices().snapshots().getFirst().id());
    assertThat(bench.usage.projects().list()).extracting(Project::name).containsExactly("Atlas");
    Model model = bench.usage.models().getFirst();
    assertThat(model.name()).isEqualTo(HAIKU);
    assertThat(model.host()).isEqualTo("Anthropic");
    assertThat(model.inputCostPer1k()).isEqualByComparingTo("0.001");
    assertThat(model.outputCostPer1k()).isEqualByComparingTo("0.005");
    assertThat(bench.audits("usage.record")).isEqualTo(1);
  }

  @EveryStore
  void aHostIsOneHoweverItIsWritten(TestStore test) {
    Workbench bench = new Workbench(test);
    bench.usage.record(NewUsage.of("anthropic", HAIKU, TokenCounts.of(1, 1)).withRequestId("r"));
    assertThat(
            bench
                .usage
                .record(NewUsage.of(" ANTHROPIC ", HAIKU, TokenCounts.of(1, 1)).withRequestId("r"))
                .outcome())
        .isEqualTo(Outcome.UNCHANGED);
    bench.usage.record(NewUsage.of("My Lab", "m", TokenCounts.of(1, 1)));
    bench.usage.record(NewUsage.of("my-lab", "m", TokenCounts.of(1, 1)));
    assertThat(bench.usage.hosts())
        .extracting(Host::name)
        .containsExactly("Anthropic", "Google", "My Lab", "Ollama", "OpenAI");
    assertThat(bench.usage.models()).hasSize(2);
  }

  @EveryStore
  void anUnknownModelIsUnpricedAndItsCostAbsent(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID session = bench.session(null);
    RecordedUsage done =
        bench.usage.record(
            NewUsage.of("Anthropic", "claude-of-tomorrow", TokenCounts.of(10, 5))
                .withSession(session));
    assertThat(done.grade()).isEqualTo(CostGrade.UNPRICED);
    assertThat(done.costUsd()).isNull();
    assertThat(bench.counters(session)).isEqualTo(new Workbench.Counters(15, 0, 1, 0));
    UsageRow total = bench.usage.summary(UsageQuery.by(UsageDimension.MODEL)).totals();
    assertThat(total.costUsd()).isNull();
    assertThat(total.unpricedRequests()).isEqualTo(1);
  }

  @EveryStore
  void aReportedCostIsTakenAsItIs(TestStore test) {
    Workbench bench = new Workbench(test);
    RecordedUsage done =
        bench.usage.record(haiku(1_000, 100).withReportedCostUsd(new BigDecimal("0.123456789")));
    assertThat(done.costUsd()).isEqualByComparingTo("0.123456789");
    assertThat(done.grade()).isEqualTo(CostGrade.REPORTED);
    assertThat(done.priceSnapshot()).isNull();
  }

  @EveryStore
  void theFullestRecordOfARequestStaysAndCountersFollow(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID first = bench.session("Atlas");
    UUID second = bench.session("Atlas");
    RecordedUsage small =
        bench.usage.record(haiku(100, 10).withRequestId("req-1").withSession(first));
    assertThat(bench.counters(first)).isEqualTo(new Workbench.Counters(110, 150_000, 0, 0));
    RecordedUsage full =
        bench.usage.record(haiku(100, 20).withRequestId("req-1").withSession(second));
    assertThat(full.outcome()).isEqualTo(Outcome.REPLACED);
    assertThat(full.id()).isEqualTo(small.id());
    assertThat(bench.counters(first)).isEqualTo(new Workbench.Counters(0, 0, 0, 0));
    assertThat(bench.counters(second)).isEqualTo(new Workbench.Counters(120, 200_000, 0, 0));
    RecordedUsage late =
        bench.usage.record(haiku(100, 10).withRequestId("req-1").withSession(first));
    assertThat(late.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(late.costUsd()).isEqualByComparingTo("0.0002");
    assertThat(bench.count("token_usage")).isEqualTo(1);
    assertThat(bench.audits("usage.record")).isEqualTo(2);
    assertThat(bench.usage.recount()).isEmpty();
  }

  @EveryStore
  void replacementMayGainOrLoseAPrice(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID session = bench.session(null);
    bench.usage.record(haiku(100, 10).withRequestId("r").withSession(session));
    bench.usage.record(
        NewUsage.of("Anthropic", "unknown", TokenCounts.of(500, 10))
            .withAt(AT)
            .withRequestId("r")
            .withSession(session));
    assertThat(bench.counters(session)).isEqualTo(new Workbench.Counters(510, 0, 1, 0));
    bench.usage.record(haiku(1_000, 10).withRequestId("r").withSession(session));
    assertThat(bench.counters(session)).isEqualTo(new Workbench.Counters(1_010, 1_050_000, 0, 0));
  }

  @EveryStore
  void theSameRequestIdAtAnotherHostIsAnotherRequest(TestStore test) {
    Workbench bench = new Workbench(test);
    bench.usage.record(haiku(1, 1).withRequestId("r"));
    bench.usage.record(NewUsage.of("OpenAI", "gpt-5", TokenCounts.of(1, 1)).withRequestId("r"));
    bench.usage.record(haiku(1, 1));
    bench.usage.record(haiku(1, 1));
    assertThat(bench.count("token_usage")).isEqualTo(4);
  }

  @EveryStore
  void theProjectIsTheSessionsUnlessNamed(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID session = bench.session("Atlas");
    bench.usage.record(haiku(1, 1).withSession(session));
    bench.usage.record(haiku(2, 1).withSession(session).withProject("Other"));
    bench.usage.record(haiku(3, 1));
    assertThat(bench.usage.summary(UsageQuery.by(UsageDimension.PROJECT)).rows())
        .extracting(UsageRow::key)
        .containsExactly("default", "Other", "Atlas");
  }

  @EveryStore
  void aBatchIsAllOrNothingWithOneAuditRow(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID session = bench.session(null);
    List<NewUsage> batch =
        List.of(
            haiku(1, 1).withRequestId("a").withSession(session),
            haiku(2, 2).withRequestId("b").withSession(session),
            haiku(2, 1).withRequestId("b"));
    assertThat(bench.usage.record(batch)).isEqualTo(new UsageBatch(2, 0, 1));
    assertThat(bench.usage.record(batch)).isEqualTo(new UsageBatch(0, 0, 3));
    assertThat(bench.audits("usage.record")).isEqualTo(1);
    long before = bench.count("token_usage");
    List<NewUsage> bad =
        List.of(
            haiku(9, 9).withRequestId("c").withProject("Never"),
            haiku(1, 1).withSession(new UUID(1, 2)));
    assertThatThrownBy(() -> bench.usage.record(bad))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("session");
    assertThat(bench.count("token_usage")).isEqualTo(before);
    assertThat(bench.usage.projects().list()).extracting(Project::name).doesNotContain("Never");
    assertThat(bench.usage.record(List.of())).isEqualTo(new UsageBatch(0, 0, 0));
  }

  @EveryStore
  void anInteractionMustExist(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID session = bench.session(null);
    assertThatThrownBy(
            () -> bench.usage.record(haiku(1, 1).withSession(session).withInteraction(1L)))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("interaction");
    bench.store.write(tx ->
        tx.update(
            "INSERT INTO session_interaction (id, session_id, interaction_sequence, interaction_type, author, created_at)"
                + " VALUES (1, ?, 1, 'response', 'agent', ?)",
            session,
            AT));
    assertThat(bench.usage.record(haiku(1, 1).withSession(session).withInteraction(1L)).outcome())
        .isEqualTo(Outcome.ADDED);
  }

  @EveryStore
  void badInputIsRefusedByName(TestStore test) {
    Workbench bench = new Workbench(test);
    assertThatThrownBy(() -> NewUsage.of(" ", HAIKU, TokenCounts.NONE))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("host");
    assertThatThrownBy(() -> NewUsage.of("Anthropic", "x".repeat(201), TokenCounts.NONE))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("model");
    assertThatThrownBy(() -> haiku(2_000_000_000L, 0))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("total_tokens");
    assertThatThrownBy(() -> haiku(1, 1).withAt(Instant.EPOCH))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("timestamp");
    assertThatThrownBy(() -> haiku(1, 1).withProject("a\u0000b"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("project");
    assertThatThrownBy(() -> haiku(1, 1).withReportedCostUsd(new BigDecimal("-1")))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("cost_usd");
    assertThatThrownBy(
            () -> bench.usage.summary(UsageQuery.by(UsageDimension.DAY).withProject("none")))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () -> bench.usage.summary(UsageQuery.by(UsageDimension.DAY).withHost("none")))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () -> bench.usage.summary(UsageQuery.by(UsageDimension.DAY).withModel("none")))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> bench.usage.projects().get("none")).isInstanceOf(NotFound.class);
    assertThat(bench.count("token_usage")).isZero();
  }

  @EveryStore
  void aCounterThatIsWrongIsFound(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID session = bench.session(null);
    bench.usage.record(haiku(100, 10).withSession(session));
    assertThat(bench.usage.recount()).isEmpty();
    bench.store.write(tx ->
        tx.update(
            "UPDATE sessions SET total_tokens = 7, unpriced_count = 2 WHERE id = ?", session));
    assertThat(bench.usage.recount())
        .containsExactly(new UsageDrift(session, 7, 110, 150_000, 150_000, 2, 0, 0, 0));
  }

  @EveryStore
  void usageOutlivesItsSession(TestStore test) {
    Workbench bench = new Workbench(test);
    UUID session = bench.session("Atlas");
    bench.usage.record(haiku(100, 10).withSession(session));
    bench.store.write(tx -> tx.update("DELETE FROM sessions WHERE id = ?", session));
    assertThat(bench.usage.summary(UsageQuery.by(UsageDimension.SESSION)).rows())
        .extracting(UsageRow::label)
        .containsExactly("(none)");
  }

  @EveryStore
  void theViewsSayTheSame(TestStore test) {
    Workbench bench = new Workbench(test);
    bench.usage.record(haiku(1_000, 100).withAt(Instant.parse("2026-02-10T23:59:59.999Z")));
    bench.usage.record(haiku(1_000, 100).withAt(Instant.parse("2026-02-11T00:00:00Z")));
    bench.usage.record(
        NewUsage.of("Nobody", "m", TokenCounts.of(1, 1))
            .withAt(Instant.parse("2026-02-11T00:00:00Z")));
    List<String> daily =
        bench.store.read(tx ->
            tx.list(
                "SELECT day, model, requests, total_tokens, cost_usd, unpriced_requests FROM v_usage_daily ORDER BY day, model",
                row ->
                    row.text("day")
                        + " "
                        + row.text("model")
                        + " "
                        + row.number("requests")
                        + " "
                        + row.number("total_tokens")
                        + " "
                        + (row.textOrNull("cost_usd") == null ? null : row.real("cost_usd"))
                        + " "
                        + row.number("unpriced_requests")));
    assertThat(daily)
        .containsExactly(
            "2026-02-10 " + HAIKU + " 1 1100 0.0015 0",
            "2026-02-11 " + HAIKU + " 1 1100 0.0015 0",
            "2026-02-11 m 1 2 null 1");
    assertThat(bench.count("v_models")).isEqualTo(2);
    assertThat(bench.count("v_prices")).isEqualTo(BuiltInPrices.table().prices().size());
  }
}
