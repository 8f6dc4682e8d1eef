package dev.seshat.prompting;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Scores as numbers: kept to four decimals, so that 0.8 − 0.7 is 0.1.
final class Numbers {
  private static final double UNIT = 10_000;
  private static final int MOST_DIGITS = 100;
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

  private Numbers() {}

  static double rounded(double value) {
    return Math.round(value * UNIT) / UNIT;
  }

  /// The text as others write the number that it is; the text itself if it is none.
  static String normalised(String text) {
    return NUMBER.matcher(text).matches()
        ? new BigDecimal(text).stripTrailingZeros().toPlainString()
        : text;
  }

  /// The number in the one form that all equal ones have.
  static Number plain(Number number) {
    BigDecimal plain = new BigDecimal(number.toString()).stripTrailingZeros();
    boolean whole = plain.scale() <= 0 && plain.precision() - plain.scale() <= MOST_DIGITS;
    return whole ? plain.toBigIntegerExact() : plain;
  }

  static String shown(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
