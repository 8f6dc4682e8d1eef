package dev.seshat.usage;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
