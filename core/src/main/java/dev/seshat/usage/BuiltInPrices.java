package dev.seshat.usage;

import dev.seshat.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The price table that comes with the program, `prices.json`.
///
/// Each of its lines has the provider, a name, patterns of models' names, optionally `from` (a day), and US dollars per
/// million tokens of `input`, `output`, `cache_read`, `cache_write_5m`, `cache_write_1h`; the same under `batch`, and under
/// `long_context` for prompts `above` so many tokens. A bucket that has no price there is unpriced.
final class BuiltInPrices {
  /// @param version the day of the table; a later one goes before an earlier one
  record Table(String version, List<Price> prices) {}

  private static final class Holder {
    static final Table TABLE = load();
  }

  private BuiltInPrices() {}

  static Table table() {
    return Holder.TABLE;
  }

  private static Table load() {
    try (InputStream in = BuiltInPrices.class.getResourceAsStream("prices.json")) {
      if (in == null) {
        throw new IllegalStateException("prices.json is missing");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("prices.json cannot be read", e);
    }
  }

  private static Table parse(String text) {
    Map<String, @Nullable Object> root = Json.parseObject("prices.json", text);
    Map<String, @Nullable Object> sources = JsonFields.object(root, "sources");
    PriceLines lines = new PriceLines(Price.Origin.BUILT_IN);
    for (Map<String, @Nullable Object> line : JsonFields.objects(root, "prices")) {
      String source = JsonFields.text(sources, JsonFields.text(line, "source"));
      PriceLines.Model model =
          new PriceLines.Model(
              JsonFields.text(line, "provider"),
              JsonFields.text(line, "model"),
              JsonFields.texts(line, "patterns"),
              PriceLines.startOfDay(JsonFields.textOrNull(line, "from")),
              source);
      addBoth(lines, model, 0, line);
      Map<String, @Nullable Object> longContext = JsonFields.object(line, "long_context");
      if (!longContext.isEmpty()) {
        addBoth(lines, model, JsonFields.number(longContext, "above"), longContext);
      }
    }
    return new Table(JsonFields.text(root, "version"), lines.prices());
  }

  private static void addBoth(
      PriceLines lines, PriceLines.Model model, long above, Map<String, @Nullable Object> line) {
    lines.add(model, false, above, rates(line));
    Map<String, @Nullable Object> batch = JsonFields.object(line, "batch");
    if (!batch.isEmpty()) {
      lines.add(model, true, above, rates(batch));
    }
  }

  private static Rates rates(Map<String, @Nullable Object> line) {
    return new Rates(
        JsonFields.decimalOrNull(line, "input"),
        JsonFields.decimalOrNull(line, "output"),
        JsonFields.decimalOrNull(line, "cache_read"),
        JsonFields.decimalOrNull(line, "cache_write_5m"),
        JsonFields.decimalOrNull(line, "cache_write_1h"));
  }
}
