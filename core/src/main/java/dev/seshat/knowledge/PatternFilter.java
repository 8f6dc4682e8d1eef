package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import org.jspecify.annotations.Nullable;

/// Which patterns are asked for: those with the highest lower bound come first.
///
/// @param active null for active and forgotten ones
/// @param text a piece of the id, problem, solution, context or notes, in whatever case
/// @param cursor where the page before ended; null for the first
/// @param limit 1 to 500
public record PatternFilter(
    @Nullable String category,
    @Nullable Boolean active,
    @Nullable Health health,
    @Nullable String text,
    @Nullable String cursor,
    int limit) {
  public PatternFilter {
    category = category == null ? null : Texts.checked("category", category.strip(), 64);
    text = text == null || text.isBlank() ? null : Texts.checked("text", text.strip(), 1_000);
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
  }

  /// The best of the active ones.
  public static PatternFilter best(int limit) {
    return new PatternFilter(null, true, null, null, null, limit);
  }

  public PatternFilter ofCategory(@Nullable String wanted) {
    return new PatternFilter(wanted, active, health, text, cursor, limit);
  }

  public PatternFilter withActive(@Nullable Boolean wanted) {
    return new PatternFilter(category, wanted, health, text, cursor, limit);
  }

  public PatternFilter withHealth(@Nullable Health wanted) {
    return new PatternFilter(category, active, wanted, text, cursor, limit);
  }

  public PatternFilter withText(@Nullable String piece) {
    return new PatternFilter(category, active, health, piece, cursor, limit);
  }

  public PatternFilter after(@Nullable String page) {
    return new PatternFilter(category, active, health, text, page, limit);
  }

  /// Where a page ends.
  record Position(double bound, String id) {
    static Position of(String cursor) {
      int bar = cursor.indexOf('_');
      try {
        return new Position(
            Double.longBitsToDouble(Long.parseLong(cursor.substring(0, Math.max(0, bar)), 36)),
            Texts.checked("cursor", cursor.substring(bar + 1), 100));
      } catch (NumberFormatException e) {
        throw new Invalid("cursor", "is none that a page before this one gave");
      }
    }

    static String of(Pattern pattern) {
      return Long.toString(Double.doubleToLongBits(pattern.lowerBound()), 36) + "_" + pattern.id();
    }
  }
}
