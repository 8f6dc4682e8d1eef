package dev.seshat.usage;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of the price book: what models cost that fit a pattern, from a time on.
///
/// @param id the line's number in this workspace
/// @param provider the host's name in lower case with `-` between words: `anthropic`, `azure`…
/// @param model a name for the line, usually the model's
/// @param patterns models' names; `*` stands for any run of characters, `#` for one digit
/// @param validFrom since when; null for ever
/// @param batch whether it is for batch requests
/// @param aboveInputTokens for requests whose whole prompt has more tokens than this; then for all of their tokens
/// @param source where the figures are from
public record Price(
    @Nullable Long id,
    Origin origin,
    String provider,
    String model,
    List<String> patterns,
    @Nullable Instant validFrom,
    boolean batch,
    long aboveInputTokens,
    Rates rates,
    String source) {
  public Price {
    patterns = List.copyOf(patterns);
  }

  /// It as JSON: the rates are US dollars per million tokens, null where none is known.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("origin", origin.word());
    json.put("provider", provider);
    json.put("model", model);
    json.put("patterns", patterns);
    json.put("valid_from", validFrom == null ? null : Times.text(validFrom));
    json.put("batch", batch);
    json.put("above_input_tokens", aboveInputTokens);
    json.put("input", rates.input());
    json.put("output", rates.output());
    json.put("cache_read", rates.cacheRead());
    json.put("cache_write_5m", rates.cacheWrite5m());
    json.put("cache_write_1h", rates.cacheWrite1h());
    json.put("source", source);
    return json;
  }

  /// Who brought a price; an earlier one goes before a later one.
  public enum Origin {
    /// A person of this workspace.
    PERSON,
    /// A file that was imported.
    IMPORT,
    /// The table that comes with the program.
    BUILT_IN;

    /// The origin as it is stored and shown, in lower case.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Origin of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
