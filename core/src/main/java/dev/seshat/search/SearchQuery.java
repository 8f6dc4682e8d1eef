package dev.seshat.search;

import dev.seshat.SeshatException.Invalid;
import org.jspecify.annotations.Nullable;

/// A question to the index.
///
/// @param text what to find, 1 to 1,000 characters with at least one word
/// @param limit hits on a page, 1 to 200
/// @param cursor where the page begins, from the page before; null for the first
/// @param queryLanguage whether the text is in the query language (`"a phrase"`, `-without`, `begin*`, `this OR that`)
///     rather than plain words
/// @param asYouType whether the last word may be unfinished
public record SearchQuery(
    String text,
    SearchFilter filter,
    int limit,
    @Nullable String cursor,
    boolean queryLanguage,
    boolean asYouType) {
  static final int DEFAULT_LIMIT = 20;
  static final int MAX_LIMIT = 200;

  public SearchQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new Invalid("limit", "must be 1 to " + MAX_LIMIT);
    }
  }

  /// The first 20 hits for plain words, everywhere.
  public static SearchQuery of(String text) {
    return new SearchQuery(text, SearchFilter.none(), DEFAULT_LIMIT, null, false, false);
  }

  public SearchQuery withFilter(SearchFilter other) {
    return new SearchQuery(text, other, limit, cursor, queryLanguage, asYouType);
  }

  public SearchQuery withLimit(int other) {
    return new SearchQuery(text, filter, other, cursor, queryLanguage, asYouType);
  }

  public SearchQuery withCursor(@Nullable String other) {
    return new SearchQuery(text, filter, limit, other, queryLanguage, asYouType);
  }

  public SearchQuery inQueryLanguage() {
    return new SearchQuery(text, filter, limit, cursor, true, asYouType);
  }

  public SearchQuery whileTyping() {
    return new SearchQuery(text, filter, limit, cursor, queryLanguage, true);
  }
}
