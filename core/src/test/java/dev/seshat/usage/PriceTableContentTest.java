package dev.seshat.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What has to be true of the table that comes with the program.
class PriceTableContentTest {
  private static final List<Price> PRICES = BuiltInPrices.table().prices();
  private static final PriceBook BOOK = new PriceBook(PRICES);
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  @Test
  void cachePricesOfAnthropicFollowItsRules() {
    for (Price price : PRICES) {
      BigDecimal input = price.rates().input();
      // this one's list prices are rounded
      if (!price.provider().equals("anthropic")
          || price.model().equals("claude-3-haiku")
          || price.rates().cacheRead() == null
          || input == null) {
        continue;
      }
      assertThat(price.rates().cacheWrite5m())
          .as(price.model())
          .isEqualByComparingTo(input.multiply(new BigDecimal("1.25")));
      assertThat(price.rates().cacheWrite1h())
          .as(price.model())
          .isEqualByComparingTo(input.multiply(new BigDecimal("2")));
      assertThat(price.rates().cacheRead())
          .as(price.model())
          .isEqualByComparingTo(input.multiply(new BigDecimal("0.1")));
    }
  }

  @Test
  void modelsOfEveryGenerationHaveAPrice() {
    for (String model :
        List.of(
            "claude-instant-1.2",
            "claude-2.1",
            "claude-3-opus-20240229",
            "claude-3-5-sonnet-20241022",
            "claude-3-7-sonnet-latest",
            "claude-sonnet-4-20250514",
            "claude-opus-4-1-20250805",
            "claude-opus-4-5-20251101",
            "claude-opus-4-6[1m]",
            "claude-sonnet-5")) {
      assertThat(BOOK.find("anthropic", model, NOW, false, 1)).as(model).isNotNull();
    }
    for (String model :
        List.of(
            "gpt-3.5-turbo",
            "gpt-4",
            "gpt-4o-2024-08-06",
            "gpt-5",
            "gpt-5.1-codex-max",
            "gpt-5.6-sol-2026-06-01",
            "o1",
            "o4-mini",
            "text-embedding-3-small")) {
      assertThat(BOOK.find("openai", model, NOW, false, 1)).as(model).isNotNull();
    }
    for (String model :
        List.of(
            "gemini-1.5-pro-002",
            "gemini-2.0-flash",
            "gemini-2.5-pro",
            "gemini-2.5-flash",
            "gemini-3-pro-preview",
            "gemini-3.5-flash-001")) {
      assertThat(BOOK.find("google", model, NOW, false, 1)).as(model).isNotNull();
    }
  }

  @Test
  void theMoreSpecificPatternWins() {
    assertThat(output("google", "gemini-1.5-flash-8b-001")).isEqualByComparingTo("0.15");
    assertThat(output("google", "gemini-1.5-flash-002")).isEqualByComparingTo("0.3");
    assertThat(output("openai", "gpt-4o-2024-05-13")).isEqualByComparingTo("15");
    assertThat(output("openai", "gpt-4o-2024-08-06")).isEqualByComparingTo("10");
  }

  private static @Nullable BigDecimal output(String provider, String model) {
    Price price = BOOK.find(provider, model, NOW, false, 1);
    return price == null ? null : price.rates().output();
  }

  @Test
  void noTwoLinesClaimTheSameName() {
    Set<String> seen = new HashSet<>();
    for (Price price : PRICES) {
      for (String pattern : price.patterns()) {
        String slot =
            String.join(
                " ",
                price.provider(),
                pattern,
                String.valueOf(price.validFrom()),
                String.valueOf(price.batch()),
                String.valueOf(price.aboveInputTokens()));
        assertThat(seen.add(slot)).as(slot).isTrue();
      }
    }
  }

  @Test
  void everyLineSaysWhereItsFiguresAreFrom() {
    assertThat(PRICES)
        .hasSizeGreaterThan(200)
        .allSatisfy(price -> assertThat(price.source()).isNotBlank());
    assertThat(BuiltInPrices.table().version()).matches("\\d{4}-\\d{2}-\\d{2}");
  }
}
