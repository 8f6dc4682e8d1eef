package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the format of LiteLLM's model prices: one object per model, prices per single token.
final class LiteLlmPrices {
  private static final String FORMAT = "litellm";
  private static final int TOKEN_TO_MILLION = 6;
  private static final Pattern ABOVE = Pattern.compile(".*_above_(\\d{1,6})k_tokens.*");
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "vertex_ai-language-models", "google",
          "vertex_ai-vision-models", "google",
          "vertex_ai-embedding-models", "google",
          "vertex_ai-anthropic_models", "google",
          "bedrock_converse", "aws",
          "text-completion-openai", "openai",
          "azure_ai", "azure");

  private final PriceLines lines = new PriceLines(Price.Origin.IMPORT);

  private LiteLlmPrices() {}

  static PriceFile read(Map<String, @Nullable Object> models) {
    LiteLlmPrices reader = new LiteLlmPrices();
    models.forEach((name, value) -> reader.model(name, JsonFields.asObject(value)));
    return new PriceFile(FORMAT, reader.lines.prices(), reader.lines.skipped());
  }

  private void model(String name, Map<String, @Nullable Object> fields) {
    String provider = JsonFields.textOrNull(fields, "litellm_provider");
    if (provider == null
        || name.equals("sample_spec")
        || !fields.containsKey("input_cost_per_token")) {
      return;
    }
    try {
      String slug = PROVIDERS.getOrDefault(provider, Providers.of(provider));
      String model = bare(name, provider);
      if (model.isBlank() || model.contains("*") || model.contains("#")) {
        throw new Invalid("model", "has no name that can be matched");
      }
      PriceLines.Model line =
          new PriceLines.Model(slug, model, List.of(model.toLowerCase(Locale.ROOT)), null, FORMAT);
      add(line, 0, "", fields);
      thresholds(fields).forEach((tokens, suffix) -> add(line, tokens, suffix, fields));
    } catch (Invalid e) {
      lines.skip(name, e.getMessage());
    }
  }

  /// Many models stand there with their provider before the name, `gemini/gemini-2.5-pro`.
  private static String bare(String name, String provider) {
    return name.startsWith(provider + "/") ? name.substring(provider.length() + 1) : name;
  }

  private void add(
      PriceLines.Model model, long above, String suffix, Map<String, @Nullable Object> fields) {
    lines.add(
        model,
        false,
        above,
        new Rates(
            tiered(fields, "input_cost_per_token", suffix),
            tiered(fields, "output_cost_per_token", suffix),
            tiered(fields, "cache_read_input_token_cost", suffix),
            tiered(fields, "cache_creation_input_token_cost", suffix),
            tiered(fields, "cache_creation_input_token_cost_above_1hr", suffix)));
    Rates batch =
        new Rates(
            perMillion(fields, "input_cost_per_token_batches" + suffix),
            perMillion(fields, "output_cost_per_token_batches" + suffix),
            null,
            null,
            null);
    lines.add(model, true, above, batch);
  }

  /// The suffixes of long-context prices by their thresholds: 200000 → `_above_200k_tokens`.
  private static SortedMap<Long, String> thresholds(Map<String, @Nullable Object> fields) {
    SortedMap<Long, String> thresholds = new TreeMap<>();
    for (String key : fields.keySet()) {
      Matcher matcher = ABOVE.matcher(key);
      if (matcher.matches()) {
        String thousands = matcher.group(1);
        thresholds.put(Long.parseLong(thousands) * 1000, "_above_" + thousands + "k_tokens");
      }
    }
    return thresholds;
  }

  /// A bucket without a price of its own for long context keeps its ordinary one.
  private static @Nullable BigDecimal tiered(
      Map<String, @Nullable Object> fields, String key, String suffix) {
    BigDecimal price = perMillion(fields, key + suffix);
    return price == null ? perMillion(fields, key) : price;
  }

  private static @Nullable BigDecimal perMillion(Map<String, @Nullable Object> fields, String key) {
    BigDecimal perToken = JsonFields.decimalOrNull(fields, key);
    return perToken == null ? null : PriceLines.rounded(perToken.movePointRight(TOKEN_TO_MILLION));
  }
}
