package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a million tokens of each bucket cost, in US dollars; null where no price is known.
///
/// Each is between 0 and 10,000 with at most six decimals.
public record Rates(
    @Nullable BigDecimal input,
    @Nullable BigDecimal output,
    @Nullable BigDecimal cacheRead,
    @Nullable BigDecimal cacheWrite5m,
    @Nullable BigDecimal cacheWrite1h) {
  static final int DECIMALS = 6;
  static final BigDecimal MOST = new BigDecimal(10_000);

  /// @throws Invalid if a price is negative, too large or too fine
  public Rates {
    input = checked("input", input);
    output = checked("output", output);
    cacheRead = checked("cache_read", cacheRead);
    cacheWrite5m = checked("cache_write_5m", cacheWrite5m);
    cacheWrite1h = checked("cache_write_1h", cacheWrite1h);
  }

  /// Prices of input and output; the cache's are unknown.
  public static Rates of(String input, String output) {
    return new Rates(decimal("input", input), decimal("output", output), null, null, null);
  }

  /// Whether no bucket has a price.
  public boolean isEmpty() {
    return input == null
        && output == null
        && cacheRead == null
        && cacheWrite5m == null
        && cacheWrite1h == null;
  }

  static BigDecimal decimal(String path, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new Invalid(path, "must be a price in US dollars per million tokens");
    }
  }

  private static @Nullable BigDecimal checked(String path, @Nullable BigDecimal price) {
    if (price == null) {
      return null;
    }
    if (price.signum() < 0 || price.compareTo(MOST) > 0) {
      throw new Invalid(path, "must be between 0 and 10000 US dollars per million tokens");
    }
    BigDecimal plain = Objects.requireNonNull(price).stripTrailingZeros();
    if (plain.scale() > DECIMALS) {
      throw new Invalid(path, "may have at most " + DECIMALS + " decimals");
    }
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
