package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of a price book in the making, and what could not become one.
final class PriceLines {
  /// A rate may be this much too fine (a price per token in binary floating point) before it is rounded.
  private static final int DECIMALS = Rates.DECIMALS;

  private final Price.Origin origin;
  private final List<Price> prices = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  /// What all lines of one model have in common.
  record Model(
      String provider,
      String name,
      List<String> patterns,
      @Nullable Instant validFrom,
      String source) {}

  PriceLines(Price.Origin origin) {
    this.origin = origin;
  }

  void add(Model model, boolean batch, long aboveInputTokens, Rates rates) {
    if (!rates.isEmpty()) {
      prices.add(
          new Price(
              null,
              origin,
              model.provider(),
              model.name(),
              model.patterns(),
              model.validFrom(),
              batch,
              aboveInputTokens,
              rates,
              model.source()));
    }
  }

  void skip(String name, String why) {
    skipped.add(Texts.shorten(name, 120) + ": " + why);
  }

  List<Price> prices() {
    return List.copyOf(prices);
  }

  List<String> skipped() {
    return List.copyOf(skipped);
  }

  /// A price of a foreign table as one of ours: six decimals, half to even.
  static @Nullable BigDecimal rounded(@Nullable BigDecimal price) {
    return price == null ? null : price.setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  /// The start of a day in UTC.
  static @Nullable Instant startOfDay(@Nullable String day) {
    if (day == null) {
      return null;
    }
    try {
      return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new Invalid("from", "'" + Texts.shorten(day, 40) + "' is no day");
    }
  }
}
