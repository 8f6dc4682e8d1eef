package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Numbers, ids and paths as people write and read them at the shell.
final class Numbers {
  private Numbers() {}

  /// `1,234,567`
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `1 note`, `1,234 notes`
  static String counted(long number, String thing) {
    return grouped(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /// A number of bytes: `812 B`, `3.4 MB`, `12 GB`.
  static String size(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1_000 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return String.format(
        Locale.ROOT, unit > 0 && value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }

  /// `$12.34`, with four digits where it is less than a dollar; nothing for what has no price.
  static String dollars(@Nullable BigDecimal usd) {
    if (usd == null) {
      return "";
    }
    int digits = usd.abs().compareTo(BigDecimal.ONE) < 0 && usd.signum() != 0 ? 4 : 2;
    return "$"
        + String.format(
            Locale.ROOT, "%,." + digits + "f", usd.setScale(digits, RoundingMode.HALF_UP));
  }

  static UUID id(String path, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Invalid(
          path,
          "must be an id such as 1b4e28ba-2fa1-41d2-883f-0016d3cca427, not '"
              + Texts.shorten(text, 40)
              + "'");
    }
  }

  static Path path(String path, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Invalid(path, "is no path of a file: " + e.getReason());
    }
  }
}
