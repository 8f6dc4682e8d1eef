package dev.seshat.search;

import dev.seshat.SeshatException.Invalid;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Where a page of hits ends: the last hit's score and entry.
record Cursor(double score, long id) {
  private static final int LENGTH = 32;

  static @Nullable Cursor read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.length() != LENGTH || !text.chars().allMatch(HexFormat::isHexDigit)) {
      throw new Invalid("cursor", "is not one that a search gave");
    }
    double score =
        Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(text.substring(0, LENGTH / 2)));
    return new Cursor(score, HexFormat.fromHexDigitsToLong(text.substring(LENGTH / 2)));
  }

  static String of(Ranked entry) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(Double.doubleToLongBits(entry.score())) + hex.toHexDigits(entry.id());
  }

  /// Whether an entry comes after this one, by [Ranked#BEST_FIRST].
  boolean isBefore(Ranked entry) {
    int byScore = Double.compare(entry.score(), score);
    return byScore < 0 || (byScore == 0 && entry.id() < id);
  }
}
