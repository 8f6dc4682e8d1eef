package dev.seshat.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PricingTest {
  private static final PriceBook BOOK = new PriceBook(BuiltInPrices.table().prices());
  private static final Instant FEBRUARY = Instant.parse("2026-02-11T12:00:00Z");

  private static Cost cost(String provider, String model, Instant at, TokenCounts tokens) {
    return Pricing.cost(
        tokens, false, BOOK.find(provider, model, at, false, tokens.allInputTokens()));
  }

  private static BigDecimal dollars(Cost cost) {
    Long nanos = cost.nanos();
    assertThat(nanos).isNotNull();
    return Pricing.dollars(nanos == null ? 0 : nanos);
  }

  private static BigDecimal usd(String text) {
    return new BigDecimal(text);
  }

  // what an independent tool makes of real days; each with its sum in millionths of a dollar

  @Test
  void aDayOfHaikuCostsWhatAnIndependentToolSays() {
    // 219 × 1 + 28 × 5 + 39438 × 2 + 457858 × 0.1 = 219 + 140 + 78876 + 45785.8
    TokenCounts day = TokenCounts.of(219, 457_858, 0, 39_438, 28);
    Cost cost = cost("anthropic", "claude-haiku-4-5-20251001", FEBRUARY, day);
    assertThat(cost).isEqualTo(new Cost(125_020_800L, CostGrade.COMPUTED));
    assertThat(dollars(cost)).isEqualByComparingTo("0.1250208");
  }

  @Test
  void aDayOfManySmallOpusRequestsCostsWhatAnIndependentToolSays() {
    // one request's prompt would be long context: the day is the sum of requests below the
    // threshold, so at 2026-03-13 prices,
    // which are flat: 2667 × 5 + 79231 × 25 + 615226 × 10 + 30846029 × 0.5
    TokenCounts day = TokenCounts.of(2_667, 30_846_029, 0, 615_226, 79_231);
    assertThat(
            dollars(
                cost("anthropic", "claude-opus-4-6", Instant.parse("2026-03-13T00:00:00Z"), day)))
        .isEqualByComparingTo("23.5693845");
  }

  @Test
  void fiveMinuteAndOneHourWritesCostDifferently() {
    // 10000 × 3.75 + 10000 × 6
    assertThat(
            dollars(
                cost(
                    "anthropic",
                    "claude-sonnet-4-5-20250929",
                    FEBRUARY,
                    TokenCounts.of(0, 0, 10_000, 10_000, 0))))
        .isEqualByComparingTo("0.0975");
  }

  @Test
  void longContextHoldsForTheWholeRequestOnceItsPromptIsLonger() {
    TokenCounts atThreshold = TokenCounts.of(100_000, 60_000, 20_000, 20_000, 1_000);
    TokenCounts above = TokenCounts.of(100_001, 60_000, 20_000, 20_000, 1_000);
    // 100000×3 + 60000×0.3 + 20000×3.75 + 20000×6 + 1000×15
    assertThat(dollars(cost("anthropic", "claude-sonnet-4-5", FEBRUARY, atThreshold)))
        .isEqualByComparingTo("0.528");
    // 100001×6 + 60000×0.6 + 20000×7.5 + 20000×12 + 1000×22.5
    assertThat(dollars(cost("anthropic", "claude-sonnet-4-5", FEBRUARY, above)))
        .isEqualByComparingTo("1.048506");
  }

  @Test
  void pricesChangeOnTheirDay() {
    TokenCounts million = TokenCounts.of(1_000_000, 0);
    assertThat(dollars(cost("openai", "o3", Instant.parse("2025-06-09T23:59:59.999Z"), million)))
        .isEqualByComparingTo("10");
    assertThat(dollars(cost("openai", "o3", Instant.parse("2025-06-10T00:00:00Z"), million)))
        .isEqualByComparingTo("2");
    assertThat(
            dollars(
                cost(
                    "anthropic",
                    "claude-opus-4-6",
                    Instant.parse("2026-03-12T23:59:59Z"),
                    million)))
        .isEqualByComparingTo("10");
    assertThat(
            dollars(
                cost(
                    "anthropic",
                    "claude-opus-4-6",
                    Instant.parse("2026-03-13T00:00:00Z"),
                    million)))
        .isEqualByComparingTo("5");
  }

  @Test
  void anUnknownModelIsUnpricedAndNeverZero() {
    assertThat(cost("anthropic", "gpt-5", FEBRUARY, TokenCounts.of(5, 5))).isEqualTo(Cost.UNPRICED);
    assertThat(cost("nobody", "claude-opus-4-6", FEBRUARY, TokenCounts.of(0, 0)))
        .isEqualTo(Cost.UNPRICED);
  }

  @Test
  void ollamaCostsNothingWhateverTheModel() {
    assertThat(cost("ollama", "llama3.2:3b", FEBRUARY, TokenCounts.of(5, 1, 2, 3, 900)))
        .isEqualTo(new Cost(0L, CostGrade.COMPUTED));
  }

  @Test
  void aBucketWithoutAPriceMakesALowerBound() {
    // gpt-4o has no price for writing to a cache: 1000 × 2.5 + 10 × 10
    Cost cost = cost("openai", "gpt-4o", FEBRUARY, TokenCounts.of(1_000, 0, 500, 0, 10));
    assertThat(cost).isEqualTo(new Cost(2_600_000L, CostGrade.LOWER_BOUND));
  }

  @Test
  void onlyUnpricedBucketsAreUnpricedNotALowerBoundOfZero() {
    assertThat(cost("openai", "gpt-4o", FEBRUARY, TokenCounts.of(0, 0, 500, 0, 0)))
        .isEqualTo(Cost.UNPRICED);
  }

  @Test
  void tokensThatNobodyExplainsMakeALowerBound() {
    TokenCounts tokens = TokenCounts.of(1_000, 100).withTotal(1_200);
    assertThat(cost("openai", "gpt-4o", FEBRUARY, tokens).grade()).isEqualTo(CostGrade.LOWER_BOUND);
    Price price = BOOK.find("openai", "gpt-4o", FEBRUARY, false, 10);
    assertThat(Pricing.cost(TokenCounts.of(10, 1), true, price).grade())
        .isEqualTo(CostGrade.LOWER_BOUND);
  }

  @Test
  void batchRequestsCostHalf() {
    TokenCounts tokens = TokenCounts.of(1_000, 2_000, 3_000, 4_000, 500);
    Price batch =
        BOOK.find("anthropic", "claude-haiku-4-5", FEBRUARY, true, tokens.allInputTokens());
    // half of 1000×1 + 2000×0.1 + 3000×1.25 + 4000×2 + 500×5
    assertThat(dollars(Pricing.cost(tokens, false, batch))).isEqualByComparingTo("0.007725");
    assertThat(BOOK.find("anthropic", "claude-2.1", FEBRUARY, true, 10)).isNull();
  }

  @Test
  void roundingIsOncePerRequestHalfToEven() {
    // 0.0375 dollars per million is 37.5 billionths per token
    assertThat(withInput("0.0375", 1)).isEqualTo(38);
    assertThat(withInput("0.0125", 1)).isEqualTo(12);
    assertThat(withInput("0.0375", 2)).isEqualTo(75);
    Rates rates = new Rates(usd("0.0375"), usd("0.0375"), null, null, null);
    assertThat(Pricing.cost(TokenCounts.of(1, 1), false, price(rates)).nanos()).isEqualTo(75);
    assertThat(Pricing.nanos(usd("0.0000000005"))).isZero();
    assertThat(Pricing.nanos(usd("0.0000000015"))).isEqualTo(2);
  }

  private static @Nullable Long withInput(String rate, long tokens) {
    return Pricing.cost(
            TokenCounts.of(tokens, 0), false, price(new Rates(usd(rate), null, null, null, null)))
        .nanos();
  }

  private static Price price(Rates rates) {
    return new Price(
        null, Price.Origin.PERSON, "x", "x", List.of("*"), null, false, 0, rates, "test");
  }

  @Test
  void theLargestRequestAtTheHighestPriceStillCounts() {
    Rates most = new Rates(Rates.MOST, Rates.MOST, Rates.MOST, Rates.MOST, Rates.MOST);
    Cost cost = Pricing.cost(TokenCounts.of(1_000_000_000, 0), false, price(most));
    assertThat(cost.nanos()).isEqualTo(10_000_000_000_000_000L);
  }

  @Test
  void costIsTheExactSumOfItsBuckets() {
    long seed = 20_260_211;
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      long[] n = random.longs(5, 0, 1_000_000).toArray();
      long[] micros = random.longs(5, 0, 100_000_000).map(m -> m - m % 1000).toArray();
      Rates rates =
          new Rates(
              micros(micros[0]),
              micros(micros[1]),
              micros(micros[2]),
              micros(micros[3]),
              micros(micros[4]));
      long exact =
          (n[0] * micros[0]
                  + n[4] * micros[1]
                  + n[1] * micros[2]
                  + n[2] * micros[3]
                  + n[3] * micros[4])
              / 1000;
      Cost cost = Pricing.cost(TokenCounts.of(n[0], n[1], n[2], n[3], n[4]), false, price(rates));
      assertThat(cost.nanos()).as("seed %d, round %d", seed, i).isEqualTo(exact);
    }
  }

  private static BigDecimal micros(long micros) {
    return BigDecimal.valueOf(micros, 6);
  }

  @Test
  void countsThatCannotBeAreRefusedByName() {
    assertThatThrownBy(() -> TokenCounts.of(-1, 0))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("input_tokens");
    assertThatThrownBy(() -> TokenCounts.of(0, 5).withReasoning(6))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("reasoning_tokens");
    assertThatThrownBy(() -> TokenCounts.of(10, 5).withTotal(14))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("total_tokens");
    assertThatThrownBy(() -> TokenCounts.of(Long.MAX_VALUE, 1))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("total_tokens");
    assertThatThrownBy(() -> Rates.of("-1", "1"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("input");
    assertThatThrownBy(() -> Rates.of("1", "0.0000001"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("decimals");
    assertThatThrownBy(() -> Rates.of("1", "cheap")).isInstanceOf(Invalid.class);
  }
}
