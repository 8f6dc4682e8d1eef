package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import org.jspecify.annotations.Nullable;

/// Which keywords are asked for: the most effective come first, then those without a rating.
///
/// @param effect a piece of what it is meant to do, in whatever case
/// @param text a piece of the keyword, its effects, context or notes
/// @param cursor where the page before ended; null for the first
/// @param limit 1 to 500
public record KeywordFilter(
    @Nullable Effectiveness effectiveness,
    @Nullable String effect,
    @Nullable String text,
    @Nullable String cursor,
    int limit) {
  public KeywordFilter {
    effect = effect == null || effect.isBlank() ? null : Texts.checked("effect", effect, 1_000);
    text = text == null || text.isBlank() ? null : Texts.checked("text", text, 1_000);
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
  }

  public static KeywordFilter best(int limit) {
    return new KeywordFilter(null, null, null, null, limit);
  }

  public KeywordFilter ofEffectiveness(@Nullable Effectiveness wanted) {
    return new KeywordFilter(wanted, effect, text, cursor, limit);
  }

  public KeywordFilter withEffect(@Nullable String piece) {
    return new KeywordFilter(effectiveness, piece, text, cursor, limit);
  }

  public KeywordFilter withText(@Nullable String piece) {
    return new KeywordFilter(effectiveness, effect, piece, cursor, limit);
  }

  public KeywordFilter after(@Nullable String page) {
    return new KeywordFilter(effectiveness, effect, text, page, limit);
  }

  /// Where a page ends.
  record Position(long rank, String keyword, long id) {
    static Position of(String cursor) {
      String[] parts = cursor.split("_", 3);
      try {
        if (parts.length == 3) {
          return new Position(
              Long.parseLong(parts[0]),
              Texts.checked("cursor", parts[2], 500),
              Long.parseLong(parts[1]));
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new Invalid("cursor", "is none that a page before this one gave");
    }

    static String of(Keyword each) {
      int rank =
          each.effectiveness() == null ? KeywordTable.UNRATED : each.effectiveness().ordinal();
      return rank + "_" + each.id() + "_" + each.keyword();
    }
  }
}
