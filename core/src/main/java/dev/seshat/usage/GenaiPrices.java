package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the format of genai-prices: providers, their models with match clauses, prices per million tokens.
///
/// Not taken over, and said so: prices that hold only at some hours of the day, and clauses that no [ModelPattern] can say.
/// A tier's price holds for the whole request once its prompt is longer than the tier's start.
final class GenaiPrices {
  private static final String FORMAT = "genai-prices";
  private static final Pattern NOT_LITERAL = Pattern.compile("[\\\\\\[\\](){}+?^$|]");

  private static final Pattern DIGITS = Pattern.compile("\\\\d\\{(\\d{1,2})}");

  private final PriceLines lines = new PriceLines(Price.Origin.IMPORT);

  private GenaiPrices() {}

  static PriceFile read(List<Map<String, @Nullable Object>> providers) {
    GenaiPrices reader = new GenaiPrices();
    for (Map<String, @Nullable Object> provider : providers) {
      String id = JsonFields.textOrNull(provider, "id");
      if (id != null) {
        for (Map<String, @Nullable Object> model : JsonFields.objects(provider, "models")) {
          reader.model(Providers.of(id), model);
        }
      }
    }
    return new PriceFile(FORMAT, reader.lines.prices(), reader.lines.skipped());
  }

  private void model(String provider, Map<String, @Nullable Object> model) {
    String id = JsonFields.textOrNull(model, "id");
    if (id == null || id.isBlank()) {
      return;
    }
    String name = provider + "/" + id;
    try {
      List<String> patterns = patterns(JsonFields.object(model, "match"));
      List<Map<String, @Nullable Object>> versions =
          model.get("prices") instanceof List<?>
              ? JsonFields.objects(model, "prices")
              : List.of(Map.of("prices", JsonFields.object(model, "prices")));
      for (Map<String, @Nullable Object> version : versions) {
        if (JsonFields.object(version, "constraint").containsKey("start_time")) {
          lines.skip(name, "its price depends on the hour of the day");
          return;
        }
      }
      for (Map<String, @Nullable Object> version : versions) {
        String from = JsonFields.textOrNull(JsonFields.object(version, "constraint"), "start_date");
        PriceLines.Model line =
            new PriceLines.Model(provider, id, patterns, PriceLines.startOfDay(from), FORMAT);
        prices(line, JsonFields.object(version, "prices"));
      }
    } catch (Invalid e) {
      lines.skip(name, e.getMessage());
    }
  }

  private void prices(PriceLines.Model model, Map<String, @Nullable Object> prices) {
    SortedSet<Long> starts = new TreeSet<>();
    for (Object price : prices.values()) {
      for (Map<String, @Nullable Object> tier :
          JsonFields.objects(JsonFields.asObject(price), "tiers")) {
        starts.add(JsonFields.number(tier, "start"));
      }
    }
    lines.add(model, false, 0, rates(prices, -1));
    for (long start : starts) {
      lines.add(model, false, start, rates(prices, start));
    }
  }

  private static Rates rates(Map<String, @Nullable Object> prices, long above) {
    BigDecimal anyWrite = price(prices, "cache_write_mtok", above);
    BigDecimal write5m = price(prices, "cache_write_5m_mtok", above);
    return new Rates(
        price(prices, "input_mtok", above),
        price(prices, "output_mtok", above),
        price(prices, "cache_read_mtok", above),
        write5m == null ? anyWrite : write5m,
        price(prices, "cache_write_1h_mtok", above));
  }

  private static @Nullable BigDecimal price(
      Map<String, @Nullable Object> prices, String key, long above) {
    Map<String, @Nullable Object> tiered = JsonFields.object(prices, key);
    if (tiered.isEmpty()) {
      return PriceLines.rounded(JsonFields.decimalOrNull(prices, key));
    }
    BigDecimal price = JsonFields.decimalOrNull(tiered, "base");
    long reached = -1;
    for (Map<String, @Nullable Object> tier : JsonFields.objects(tiered, "tiers")) {
      long start = JsonFields.number(tier, "start");
      if (start <= above && start > reached) {
        reached = start;
        price = JsonFields.decimalOrNull(tier, "price");
      }
    }
    return PriceLines.rounded(price);
  }

  private static List<String> patterns(Map<String, @Nullable Object> clause) {
    List<String> patterns = new ArrayList<>();
    clause.forEach((kind, value) -> patterns(kind, value, patterns));
    if (patterns.isEmpty()) {
      throw new Invalid("match", "has no clause");
    }
    return List.copyOf(patterns);
  }

  private static void patterns(String kind, @Nullable Object value, List<String> patterns) {
    if (kind.equals("or")) {
      for (Map<String, @Nullable Object> clause : JsonFields.asObjects(value)) {
        patterns.addAll(patterns(clause));
      }
      return;
    }
    if (!(value instanceof String text)) {
      throw new Invalid("match", "has a clause '" + kind + "' that cannot be taken over");
    }
    patterns.add(
        switch (kind) {
          case "equals" -> literal(text);
          case "starts_with" -> literal(text) + "*";
          case "ends_with" -> "*" + literal(text);
          case "contains" -> "*" + literal(text) + "*";
          case "regex" -> fromRegex(text);
          default ->
              throw new Invalid("match", "has a clause '" + kind + "' that cannot be taken over");
        });
  }

  private static String literal(String text) {
    if (text.contains("*") || text.contains("#")) {
      throw new Invalid("match", "has a name with '*' or '#' in it");
    }
    return text;
  }

  /// Only what the table uses: a fixed text with runs of digits.
  private static String fromRegex(String regex) {
    String body = regex.startsWith("^") ? regex.substring(1) : "*" + regex;
    body = body.endsWith("$") ? body.substring(0, body.length() - 1) : body + "*";
    body = DIGITS.matcher(body).replaceAll(run -> "#".repeat(Integer.parseInt(run.group(1))));
    body = body.replace("\\d", "#").replace("\\.", ".");
    if (NOT_LITERAL.matcher(body).find()) {
      throw new Invalid("match", "has an expression that cannot be taken over: " + regex);
    }
    return body;
  }
}
