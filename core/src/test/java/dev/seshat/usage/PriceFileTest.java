package dev.seshat.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceFileTest {
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  static final String GENAI =
      """
      [{"id": "acme", "name": "Acme", "models": [
        {"id": "one", "match": {"or": [{"equals": "one"}, {"starts_with": "one-"}]}, "prices": [
          {"prices": {"input_mtok": {"base": 1, "tiers": [{"start": 1000, "price": 2}]}, "output_mtok": 4, "cache_write_mtok": 1.25}},
          {"constraint": {"start_date": "2026-05-01"}, "prices": {"input_mtok": 0.5, "output_mtok": 2}}]},
        {"id": "night", "match": {"equals": "night"}, "prices": [
          {"prices": {"input_mtok": 1}}, {"constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"}, "prices": {"input_mtok": 2}}]},
        {"id": "odd", "match": {"regex": "^(a|b)$"}, "prices": {"input_mtok": 1}},
        {"id": "dated", "match": {"regex": "^two-\\\\d{4}-\\\\d{3}$"}, "prices": {"input_mtok": 3}}
      ]}]
      """;

  static final String LITELLM =
      """
      {"sample_spec": {"litellm_provider": "one of", "input_cost_per_token": 0},
       "gemini/gemini-9": {"litellm_provider": "gemini", "input_cost_per_token": 1.25e-06, "output_cost_per_token": 1e-05,
         "cache_read_input_token_cost": 8.000000000000001e-08, "cache_creation_input_token_cost_above_1hr": 6e-06,
         "input_cost_per_token_above_200k_tokens": 2.5e-06, "input_cost_per_token_batches": 6.25e-07},
       "pictures": {"litellm_provider": "openai", "output_cost_per_image": 0.04}}
      """;

  @Test
  void genaiPricesAreRead() {
    PriceFile file = PriceFile.parse(GENAI);
    PriceBook book = new PriceBook(file.prices());
    assertThat(file.format()).isEqualTo("genai-prices");
    assertThat(input(book, "acme", "one-b", Instant.parse("2026-04-30T00:00:00Z"), 1_000))
        .isEqualByComparingTo("1");
    assertThat(input(book, "acme", "one-b", Instant.parse("2026-04-30T00:00:00Z"), 1_001))
        .isEqualByComparingTo("2");
    assertThat(input(book, "acme", "one", NOW, 1_001)).isEqualByComparingTo("0.5");
    assertThat(input(book, "acme", "two-2026-001", NOW, 1)).isEqualByComparingTo("3");
    assertThat(book.find("acme", "night", NOW, false, 1)).isNull();
    assertThat(file.skipped())
        .hasSize(2)
        .anyMatch(s -> s.startsWith("acme/night: "))
        .anyMatch(s -> s.startsWith("acme/odd: "));
  }

  @Test
  void litellmPricesAreRead() {
    PriceFile file = PriceFile.parse(LITELLM);
    PriceBook book = new PriceBook(file.prices());
    assertThat(file.format()).isEqualTo("litellm");
    assertThat(input(book, "google", "gemini-9", NOW, 10)).isEqualByComparingTo("1.25");
    assertThat(input(book, "google", "gemini-9", NOW, 200_001)).isEqualByComparingTo("2.5");
    Price ordinary = book.find("google", "gemini-9", NOW, false, 10);
    assertThat(ordinary).isNotNull();
    if (ordinary != null) {
      assertThat(ordinary.rates().cacheRead()).isEqualByComparingTo("0.08");
      assertThat(ordinary.rates().cacheWrite1h()).isEqualByComparingTo("6");
    }
    Price batch = book.find("google", "gemini-9", NOW, true, 10);
    assertThat(batch).isNotNull();
    if (batch != null) {
      assertThat(batch.rates().input()).isEqualByComparingTo("0.625");
    }
    assertThat(file.prices()).hasSize(3);
  }

  private static BigDecimal input(
      PriceBook book, String provider, String model, Instant at, long prompt) {
    Price price = book.find(provider, model, at, false, prompt);
    BigDecimal input = price == null ? null : price.rates().input();
    return input == null ? new BigDecimal(-1) : input;
  }

  @Test
  void whatIsNoPriceTableIsRefused(@TempDir Path dir) throws IOException {
    for (String text :
        new String[] {
          "",
          "{",
          "[]",
          "{}",
          "7",
          "null",
          "[1, 2]",
          "{\"a\": 1}",
          "[{\"id\": \"x\", \"models\": 5}]"
        }) {
      Path file = Files.writeString(dir.resolve("prices.json"), text);
      assertThatThrownBy(() -> PriceFile.read(file)).as(text).isInstanceOf(Invalid.class);
    }
    assertThatThrownBy(() -> PriceFile.read(dir)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> PriceFile.read(dir.resolve("missing"))).isInstanceOf(NotFound.class);
    Path binary = Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThatThrownBy(() -> PriceFile.read(binary)).isInstanceOf(Invalid.class);
  }
}
