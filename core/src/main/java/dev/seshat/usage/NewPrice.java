package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person's own price, which goes before every other.
///
/// @param host whose model it is
/// @param model the model's name, or a pattern: `*` stands for any run of characters, `#` for one digit
/// @param validFrom since when; null for ever
/// @param batch whether it is for batch requests
/// @param aboveInputTokens for requests whose whole prompt has more tokens than this; 0 for all
/// @param note why, in the person's words
public record NewPrice(
    String host,
    String model,
    @Nullable Instant validFrom,
    boolean batch,
    long aboveInputTokens,
    Rates rates,
    @Nullable String note) {
  /// @throws Invalid if a name is empty or too long, the threshold is negative, or no bucket has a price
  public NewPrice {
    host = Texts.required("host", host, 200).strip();
    model = Texts.required("model", model, 200).strip();
    if (aboveInputTokens < 0) {
      throw new Invalid("above_input_tokens", "must not be negative");
    }
    if (rates.isEmpty()) {
      throw new Invalid("rates", "must have at least one price");
    }
    note = note == null || note.isBlank() ? null : Texts.checked("note", note, 500);
  }

  /// A price for all requests that are not batch requests, from ever on.
  public static NewPrice of(String host, String model, Rates rates) {
    return new NewPrice(host, model, null, false, 0, rates, null);
  }
}
